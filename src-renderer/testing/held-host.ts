import type { TermQuery } from '../../src-main/contract/library-api.ts'
import { type FakeHost, fakeHost } from './fake-host.ts'

/** A call that waits for its answer: the list as it was when it was asked, so that answers can come late and out of order. */
export interface Held {
  readonly name: string
  readonly query: TermQuery
  readonly release: () => void
}

export interface HeldHost extends FakeHost {
  readonly held: Held[]
  /** Answers wait from now on, or come at once again. */
  hold(on: boolean): void
  /** Gives the answers that wait, in this order, until none is asked any more. */
  releaseAll(order?: 'asked' | 'reversed'): Promise<void>
}

/** Lets everything that has been answered be worked off. */
export const turns = async (): Promise<void> => {
  for (let i = 0; i < 20; i++) await Promise.resolve()
}

/** @param names the calls that wait */
export function heldHost(size: number, names: readonly string[] = ['terms.page', 'terms.indexOf']): HeldHost {
  const host = fakeHost(size)
  const held: Held[] = []
  let holding = false
  for (const name of names) {
    const answer = host.answers[name]!
    host.answers[name] = (args: never) => {
      if (!holding) return answer(args)
      const { query } = args as { query: TermQuery }
      const value = answer(args)
      return new Promise((resolve) => held.push({ name, query, release: () => resolve(value) }))
    }
  }
  return Object.assign(host, {
    held,
    hold: (on: boolean) => {
      holding = on
    },
    releaseAll: async (order: 'asked' | 'reversed' = 'asked') => {
      for (await turns(); held.length > 0; await turns()) (order === 'asked' ? held.shift() : held.pop())!.release()
    },
  })
}
