import { enableCompileCache } from 'node:module'

// Entry of the run worker. The cache must be on before anything else is loaded: it saves most of the start-up time.
enableCompileCache()
const { startWorker } = await import('./run/process.ts')

startWorker(async () => {
  const { runPipeline } = await import('./pipeline/index.ts')
  return runPipeline
})
