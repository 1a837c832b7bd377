import { readFileSync } from 'node:fs'
import { BroadcastChannel, parentPort } from 'node:worker_threads'
import { containerOfPath } from '../../../src-main/contract/formats.ts'
import { parseContainer } from '../../../src-worker/documents/containers/index.ts'
import { parseBytes } from '../../../src-worker/documents/index.ts'
import type { ThreadTask } from '../../../src-worker/pipeline/analysis-thread.ts'

/** A thread for the pool of the run worker that parses one file again and again, so that a cancel always comes in the middle of its parser. */

const inside = new BroadcastChannel('bench-cancel')

parentPort?.on('message', async ({ request }: ThreadTask) => {
  const bytes = readFileSync(request.file)
  const container = containerOfPath(request.path)
  const detect = () => ({ language: 'en', tag: 'en' }) as const
  for (let times = 0; ; times++) {
    if (times === 1) inside.postMessage('again')
    if (container) await parseContainer(container, bytes, request.path)
    else parseBytes(bytes, request.path, detect)
  }
})
