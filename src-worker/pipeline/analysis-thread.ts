import { parentPort } from 'node:worker_threads'
import { analyseFresh, type FreshRequest } from './fresh.ts'

/** Entry of an analysis thread (pool.ts): one request after the other, each answered by its number. Ends when it is terminated. */

/** A request with its number, and its answer. */
export interface ThreadTask {
  readonly id: number
  readonly request: FreshRequest
}
export type ThreadAnswer =
  | { readonly id: number; readonly result: Awaited<ReturnType<typeof analyseFresh>> }
  | { readonly id: number; readonly error: string }

const port = parentPort
if (port === null) throw new Error('analysis-thread.ts is the entry of a worker thread')
port.on('message', async ({ id, request }: ThreadTask) => {
  try {
    port.postMessage({ id, result: await analyseFresh(request, async () => {}) } satisfies ThreadAnswer)
  } catch (error) {
    port.postMessage({ id, error: error instanceof Error ? error.message : String(error) } satisfies ThreadAnswer)
  }
})
