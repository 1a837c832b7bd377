import type { ConceptRef } from '../contract/results.ts'

/** Values by the reference of a concept (language, key, sense), without putting a text together for each question: exports ask by the hundred thousand. */
export class ByRef<Value> {
  readonly #senses = new Map<string, Map<number, Map<string, Value>>>()

  /** The value last set for the reference; undefined when none was. */
  get({ language, key, sense }: ConceptRef): Value | undefined {
    return this.#senses.get(language)?.get(sense)?.get(key)
  }

  set({ language, key, sense }: ConceptRef, value: Value): void {
    const senses = this.#senses.get(language) ?? new Map<number, Map<string, Value>>()
    const keys = senses.get(sense) ?? new Map<string, Value>()
    keys.set(key, value)
    senses.set(sense, keys)
    this.#senses.set(language, senses)
  }
}
