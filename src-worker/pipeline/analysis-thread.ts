import { enableCompileCache } from 'node:module'
import { parentPort, workerData } from 'node:worker_threads'
import type { FreshRequest } from './fresh.ts'
import type { Handed } from './handed.ts'
import { GUESS_LANGUAGES, type GuessAnswer, type GuessQuestion, READ_DICTIONARY } from './service-threads.ts'
import type { ServiceRequest } from './services.ts'
import type { Phase } from './work-limits.ts'

/**
 * Entry of an analysis thread (pool.ts). With other data it is a service thread (service-threads.ts): it reads the dictionary, hands it over and ends,
 * or guesses languages. Each loads what it needs and nothing else; what is compiled already is not compiled again: without that each thread of a run from
 * its sources would hold the compiler of types, 12 MB.
 */

/** A request with its number, and what comes back: phases and questions, then one answer. */
export interface ThreadTask {
  readonly id: number
  readonly request: FreshRequest
}
export type ThreadAnswer =
  | { readonly id: number; readonly phase: Phase }
  | { readonly id: number; readonly result: Handed }
  | { readonly id: number; readonly error: string }
  | ServiceRequest

const port = parentPort
if (port === null) throw new Error('analysis-thread.ts is the entry of a worker thread')
enableCompileCache()

if (workerData === READ_DICTIONARY) {
  const { loadSharedDictionary } = await import('../language/ja/shared-dictionary.ts')
  port.postMessage(await loadSharedDictionary())
} else if (workerData === GUESS_LANGUAGES) {
  const { guessLanguage } = await import('../language/detect.ts')
  const guess = async ({ id, sample }: GuessQuestion): Promise<GuessAnswer> => {
    try {
      return { id, guess: await guessLanguage(sample) }
    } catch (error) {
      return { id, error: error instanceof Error ? error.message : String(error) }
    }
  }
  port.on('message', async (question: GuessQuestion) => port.postMessage(await guess(question)))
} else {
  const { analyseRequests } = await import('./analyse-requests.ts')
  analyseRequests(port)
}
