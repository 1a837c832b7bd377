import type { FakeMessage } from './fake-server.ts'
import { scriptedAnswer } from './scripted-model.ts'

/** The nonce of a run is in its prompts and in nothing that matters. */
const plainPrompt = (messages: readonly FakeMessage[]): string => JSON.stringify(messages).replaceAll(/ n=\\"[^"\\]*\\"/gu, '')

/** A model that marks each answer with the number of its request, so that a kept answer says which question it came from. */
export class MarkedModel {
  /** Every question, in the order they came. */
  readonly asked: string[] = []
  readonly kept = new Set<string>()
  /** Questions whose answer was kept already. */
  readonly again: string[] = []
  /** Called with the number of questions so far, before the answer. */
  watch: (count: number) => void = () => undefined
  readonly #isSpoilt: (request: number) => boolean

  /** @param isSpoilt requests, from 0, that get no answer anybody can read */
  constructor(isSpoilt: (request: number) => boolean = () => false) {
    this.#isSpoilt = isSpoilt
  }

  answer = (messages: readonly FakeMessage[]): string => {
    const prompt = plainPrompt(messages)
    if (this.kept.has(prompt)) this.again.push(prompt)
    const n = this.asked.push(prompt) - 1
    this.watch(this.asked.length)
    return this.#isSpoilt(n) ? 'no JSON' : scriptedAnswer('good', messages).replace(/\}$/u, `,"n":${n}}`)
  }

  /** Notes which questions have their answers in a cache by now. @param values what the cache holds */
  note(values: Iterable<string>): void {
    for (const value of values) {
      const n = /"n":(\d+)\}$/u.exec(value)?.[1]
      if (n !== undefined) this.kept.add(this.asked[Number(n)]!)
    }
  }
}
