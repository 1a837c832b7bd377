import { concept } from '../../src-main/store/testing.ts'
import { startWorker } from '../../src-worker/run/process.ts'
import type { Pipeline } from '../../src-worker/session.ts'
import { definitionOf, headwordsOf } from './store-life.ts'

/** A worker with the real runtime whose rows say which run made them: the terms of run n are those of version n. */
const versioned: Pipeline = async (session) => {
  const words = headwordsOf(session.context.runId)
  session.log('info', 'staging')
  for (const [i, word] of words.entries()) {
    await session.emit('extract', [concept(word, i + 1)])
    await session.checkpoint()
  }
  for (const word of words) await session.emit('generate', [definitionOf(word)])
  await session.flush()
  session.log('info', 'staged')
  const staged = { result: 'staged', inputDigest: `digest ${session.context.runId}`, items: words.length } as const
  return {
    stages: [
      { stage: 'extract', ...staged },
      { stage: 'generate', ...staged },
    ],
    counts: {},
  }
}

startWorker(async () => versioned)
