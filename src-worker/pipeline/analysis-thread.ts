import { parentPort } from 'node:worker_threads'
import { analyseFresh, type FreshRequest, type FreshResult } from './fresh.ts'
import type { Phase } from './work-limits.ts'

/**
 * Entry of an analysis thread (pool.ts): one request after the other, each answered by its number; on the way it says when a phase begins.
 * Nothing in here has to give way: the thread is ended from outside when a document takes too much, or the run is cancelled.
 */

/** A request with its number, and what comes back: phases, then one answer. */
export interface ThreadTask {
  readonly id: number
  readonly request: FreshRequest
}
export type ThreadAnswer =
  | { readonly id: number; readonly phase: Phase }
  | { readonly id: number; readonly result: FreshResult }
  | { readonly id: number; readonly error: string }

const port = parentPort
if (port === null) throw new Error('analysis-thread.ts is the entry of a worker thread')
const post = (answer: ThreadAnswer): void => port.postMessage(answer)

port.on('message', async ({ id, request }: ThreadTask) => {
  try {
    post({ id, result: await analyseFresh(request, { phase: (phase) => post({ id, phase }) }) })
  } catch (error) {
    post({ id, error: error instanceof Error ? error.message : String(error) })
  }
})
