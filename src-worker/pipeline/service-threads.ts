import { Worker } from 'node:worker_threads'
import type { Guess } from '../language/detect.ts'
import type { Dictionary } from '../language/ja/dictionary.ts'

/** What a service thread does; its data. */
export const READ_DICTIONARY = 'read the dictionary'
export const GUESS_LANGUAGES = 'guess languages'

/** A question to the thread that guesses, and its answer. */
export interface GuessQuestion {
  readonly id: number
  readonly sample: string
}
export type GuessAnswer = { readonly id: number; readonly guess: Guess } | { readonly id: number; readonly error: string }

/** Milliseconds without a question after which the n-grams go: plain English and what its script tells never ask for them. */
const IDLE_MS = 3000

interface Asked {
  readonly resolve: (guess: Guess) => void
  readonly reject: (error: Error) => void
}

/**
 * Threads beside those of a pool, for what is large and seldom needed. Each ends when it has nothing to do, and takes its memory with it: the one
 * that reads the Japanese dictionary into shared memory, the one with the n-grams.
 */
export class ServiceThreads {
  private readonly entry: URL
  private readonly idleMs: number
  private readonly workers = new Set<Worker>()
  private guesser: Worker | null = null
  private readonly asked = new Map<number, Asked>()
  private idle: NodeJS.Timeout | undefined
  private next = 1
  private closed = false

  /** @param entry analysis-thread.ts, or a bundle's. */
  constructor(entry: URL, idleMs = IDLE_MS) {
    this.entry = entry
    this.idleMs = idleMs
  }

  /** The dictionary in shared memory. @throws AppError when it can't be read, Error when the thread dies over it */
  readDictionary(): Promise<Dictionary> {
    const { promise, resolve, reject } = Promise.withResolvers<Dictionary>()
    this.launch('dictionary', READ_DICTIONARY, reject).on('message', resolve)
    return promise
  }

  /** What the n-grams say of a text. @throws Error when they can't be loaded or their thread dies */
  guess(sample: string): Promise<Guess> {
    clearTimeout(this.idle)
    const { promise, resolve, reject } = Promise.withResolvers<Guess>()
    const id = this.next++
    this.asked.set(id, { resolve, reject })
    this.guesser ??= this.launchGuesser()
    this.guesser.postMessage({ id, sample } satisfies GuessQuestion)
    return promise
  }

  /** Ends them; what was asked rejects. */
  close(): void {
    this.closed = true
    clearTimeout(this.idle)
    for (const worker of this.workers) void worker.terminate()
    this.lose(new Error('The analysis threads were closed.'))
  }

  private launchGuesser(): Worker {
    const worker = this.launch('languages', GUESS_LANGUAGES, (error) => {
      if (this.guesser === worker) this.lose(error)
    })
    worker.on('message', (answer: GuessAnswer) => {
      const question = this.asked.get(answer.id)
      this.asked.delete(answer.id)
      if ('error' in answer) question?.reject(new Error(answer.error))
      else question?.resolve(answer.guess)
      if (this.asked.size === 0) this.rest(worker)
    })
    return worker
  }

  /** Lets the thread go once nobody has asked for a while. */
  private rest(worker: Worker): void {
    this.idle = setTimeout(() => {
      this.guesser = null
      void worker.terminate()
    }, this.idleMs)
    this.idle.unref()
  }

  private lose(error: Error): void {
    this.guesser = null
    const lost = [...this.asked.values()]
    this.asked.clear()
    for (const { reject } of lost) reject(error)
  }

  private launch(name: string, task: string, ended: (error: Error) => void): Worker {
    if (this.closed) throw new Error('The analysis threads are closed.')
    const worker = new Worker(this.entry, { name, workerData: task })
    this.workers.add(worker)
    worker.on('error', ended)
    worker.on('exit', (code) => {
      this.workers.delete(worker)
      ended(new Error(`The thread for ${name} ended with code ${code}.`))
    })
    return worker
  }
}
