import { parentPort } from 'node:worker_threads'
import type { Dictionary } from '../language/ja/dictionary.ts'
import { borrowDictionary, loadSharedDictionary } from '../language/ja/shared-dictionary.ts'
import { analyseFresh, type FreshRequest, type FreshResult } from './fresh.ts'
import type { Loan, LoanRequest } from './lender.ts'
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
  | LoanRequest

const port = parentPort
if (port === null) throw new Error('analysis-thread.ts is the entry of a worker thread')
const post = (answer: ThreadAnswer): void => port.postMessage(answer)

let borrowed = Promise.withResolvers<Dictionary | null>()

/** The dictionary another thread has read; when none has, it is read here and lent to the others. */
borrowDictionary(async () => {
  borrowed = Promise.withResolvers()
  post({ dictionary: 'wanted' })
  const lent = await borrowed.promise
  if (lent) return lent
  const dictionary = await loadSharedDictionary()
  post({ dictionary })
  return dictionary
})

port.on('message', async (message: ThreadTask | Loan) => {
  if ('dictionary' in message) {
    borrowed.resolve(message.dictionary)
    return
  }
  const { id, request } = message
  try {
    post({ id, result: await analyseFresh(request, { phase: (phase) => post({ id, phase }) }) })
  } catch (error) {
    post({ id, error: error instanceof Error ? error.message : String(error) })
  }
})
