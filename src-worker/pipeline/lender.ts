import type { Worker } from 'node:worker_threads'
import type { Dictionary } from '../language/ja/dictionary.ts'

/** What a thread says about the dictionary: that it needs it, or that it has read it, as it was told to. */
export type LoanRequest = { readonly dictionary: 'wanted' } | { readonly dictionary: Dictionary }
/** The answer: the dictionary, or null: read it yourself and lend it. */
export interface Loan {
  readonly dictionary: Dictionary | null
}

/**
 * Lends the Japanese dictionary among the threads of a pool. The first that asks is told to read it; those that ask meanwhile wait. When the
 * reader dies the next one reads.
 */
export class Lender {
  private lent: Dictionary | null = null
  private reader: Worker | null = null
  private readonly waiting: Worker[] = []

  take(worker: Worker, { dictionary }: LoanRequest): void {
    if (dictionary === 'wanted') this.wanted(worker)
    else {
      this.lent = dictionary
      this.reader = null
      for (const one of this.waiting.splice(0)) this.answer(one, dictionary)
    }
  }

  /** A thread is gone: it neither waits nor reads any more. */
  gone(worker: Worker): void {
    const at = this.waiting.indexOf(worker)
    if (at >= 0) this.waiting.splice(at, 1)
    if (this.reader !== worker) return
    this.reader = null
    const next = this.waiting.shift()
    if (next) this.wanted(next)
  }

  private wanted(worker: Worker): void {
    if (this.lent) this.answer(worker, this.lent)
    else if (this.reader) this.waiting.push(worker)
    else {
      this.reader = worker
      this.answer(worker, null)
    }
  }

  private answer(worker: Worker, dictionary: Dictionary | null): void {
    worker.postMessage({ dictionary } satisfies Loan)
  }
}
