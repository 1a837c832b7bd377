import { readFileSync } from 'node:fs'
import { parentPort } from 'node:worker_threads'
import { parseContainer } from '../../../src-worker/documents/containers/index.ts'

/** A thread that parses one PDF after the other: each message is a file, each answer its last page. */
parentPort?.on('message', async (file: string) => {
  const output = await parseContainer('pdf', readFileSync(file), file)
  if ('skipped' in output) throw new Error(output.reason)
  parentPort?.postMessage(Number(/\d+$/u.exec(output.blocks.at(-1)?.part ?? '')?.[0] ?? 0))
})
