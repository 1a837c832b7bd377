import { parentPort, workerData } from 'node:worker_threads'
import { guessElsewhere, guessLanguage } from '../language/detect.ts'
import { borrowDictionary, loadSharedDictionary } from '../language/ja/shared-dictionary.ts'
import { analyseFresh, type FreshRequest, type FreshResult } from './fresh.ts'
import { GUESS_LANGUAGES, type GuessAnswer, type GuessQuestion, READ_DICTIONARY } from './service-threads.ts'
import type { ServiceReply, ServiceRequest } from './services.ts'
import type { Phase } from './work-limits.ts'

/**
 * Entry of an analysis thread (pool.ts): one request after the other, each answered by its number; on the way it says when a phase begins.
 * Nothing in here has to give way: the thread is ended from outside when a document takes too much, or the run is cancelled.
 * With other data it is a service thread (service-threads.ts): it reads the dictionary, hands it over and ends, or guesses languages.
 */

/** A request with its number, and what comes back: phases and questions, then one answer. */
export interface ThreadTask {
  readonly id: number
  readonly request: FreshRequest
}
export type ThreadAnswer =
  | { readonly id: number; readonly phase: Phase }
  | { readonly id: number; readonly result: FreshResult }
  | { readonly id: number; readonly error: string }
  | ServiceRequest

const port = parentPort
if (port === null) throw new Error('analysis-thread.ts is the entry of a worker thread')
const post = (answer: ThreadAnswer): void => port.postMessage(answer)

let asked = Promise.withResolvers<ServiceReply>()

/** Asks the pool's thread for what all share (services.ts). @throws Error with the sentence of what went wrong there */
async function ask<Kind extends ServiceReply['reply']>(request: ServiceRequest, kind: Kind) {
  asked = Promise.withResolvers()
  post(request)
  const answer = await asked.promise
  if (answer.reply === 'error') throw new Error(answer.message)
  if (answer.reply !== kind) throw new Error(`A question about the ${kind} got an answer about the ${answer.reply}.`)
  return answer as Extract<ServiceReply, { reply: Kind }>
}

async function work({ id, request }: ThreadTask): Promise<void> {
  try {
    post({ id, result: await analyseFresh(request, { phase: (phase) => post({ id, phase }) }) })
  } catch (error) {
    post({ id, error: error instanceof Error ? error.message : String(error) })
  }
}

async function guess({ id, sample }: GuessQuestion): Promise<GuessAnswer> {
  try {
    return { id, guess: await guessLanguage(sample) }
  } catch (error) {
    return { id, error: error instanceof Error ? error.message : String(error) }
  }
}

function analyseRequests(): void {
  borrowDictionary(async () => (await ask({ want: 'dictionary' }, 'dictionary')).dictionary)
  guessElsewhere(async (sample) => (await ask({ want: 'guess', sample }, 'guess')).guess)
  port?.on('message', (message: ThreadTask | ServiceReply) => {
    if ('reply' in message) asked.resolve(message)
    else void work(message)
  })
}

if (workerData === READ_DICTIONARY) port.postMessage(await loadSharedDictionary())
else if (workerData === GUESS_LANGUAGES) port.on('message', async (question: GuessQuestion) => port.postMessage(await guess(question)))
else analyseRequests()
