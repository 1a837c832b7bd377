import type { MessagePort } from 'node:worker_threads'
import { guessElsewhere } from '../language/detect.ts'
import { borrowDictionary } from '../language/ja/shared-dictionary.ts'
import type { ThreadAnswer, ThreadTask } from './analysis-thread.ts'
import { analyseFresh } from './fresh.ts'
import { handOn, packed } from './handed.ts'
import type { ServiceReply, ServiceRequest } from './services.ts'

/**
 * The work of an analysis thread (pool.ts): one request after the other, each answered by its number; on the way it says when a phase begins.
 * Nothing in here has to give way: the thread is ended from outside when a document takes too much, or the run is cancelled.
 * @param port of the thread
 */
export function analyseRequests(port: MessagePort): void {
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
      const result = await analyseFresh(request, { phase: (phase) => post({ id, phase }) })
      post({ id, result: packed(handOn(result, request.engineVersion)) })
    } catch (error) {
      post({ id, error: error instanceof Error ? error.message : String(error) })
    }
  }

  borrowDictionary(async () => (await ask({ want: 'dictionary' }, 'dictionary')).dictionary)
  guessElsewhere(async (sample) => (await ask({ want: 'guess', sample }, 'guess')).guess)
  port.on('message', (message: ThreadTask | ServiceReply) => {
    if ('reply' in message) asked.resolve(message)
    else void work(message)
  })
}
