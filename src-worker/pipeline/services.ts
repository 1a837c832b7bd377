import type { Worker } from 'node:worker_threads'
import type { Guess } from '../language/detect.ts'
import type { Dictionary } from '../language/ja/dictionary.ts'

/**
 * What the threads of a pool need and none of them has to have for itself, because each copy costs tens of megabytes: the Japanese dictionary,
 * lent to all in shared memory, and the n-grams a language is guessed by, asked by message. Who has them: service-threads.ts.
 */

/** What a thread asks for: the dictionary, or the language of a text. One question at a time. */
export type ServiceRequest = { readonly want: 'dictionary' } | { readonly want: 'guess'; readonly sample: string }
/** The answer to it. */
export type ServiceReply =
  | { readonly reply: 'dictionary'; readonly dictionary: Dictionary }
  | { readonly reply: 'guess'; readonly guess: Guess }
  | { readonly reply: 'error'; readonly message: string }

/** How the services do their work; tests put something in its place. */
export interface ServiceSources {
  /** Reads the dictionary into shared memory, somewhere else than here: unpacking it would block for half a second. */
  readonly readDictionary: () => Promise<Dictionary>
  readonly guess: (sample: string) => Promise<Guess>
}

export class Services {
  private readonly sources: ServiceSources
  private dictionary: Promise<Dictionary> | null = null

  constructor(sources: ServiceSources) {
    this.sources = sources
  }

  /** Answers a thread as soon as there is an answer; one that is gone by then does not hear it. Never throws: a fault is an answer too. */
  async serve(worker: Pick<Worker, 'postMessage'>, request: ServiceRequest): Promise<void> {
    worker.postMessage(await this.answer(request))
  }

  private async answer(request: ServiceRequest): Promise<ServiceReply> {
    try {
      if (request.want === 'guess') return { reply: 'guess', guess: await this.sources.guess(request.sample) }
      return { reply: 'dictionary', dictionary: await this.lend() }
    } catch (error) {
      return { reply: 'error', message: error instanceof Error ? error.message : String(error) }
    }
  }

  /** Read once, however many ask meanwhile; after a fault the next one who asks has it read again. */
  private lend(): Promise<Dictionary> {
    if (this.dictionary === null) {
      const reading = this.sources.readDictionary()
      this.dictionary = reading
      reading.catch(() => {
        if (this.dictionary === reading) this.dictionary = null
      })
    }
    return this.dictionary
  }
}
