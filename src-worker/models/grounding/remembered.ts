import type { LanguageEngine } from '../../language/types.ts'

/** Sentences of one answer are checked one after the other against the same passages: this many readings are kept. */
const MOST = 512

/**
 * The same function, with its last results kept: reading a passage takes longer than everything that is done with it.
 * @param make depends on the engine and the text alone
 */
export function remembered<T>(make: (engine: LanguageEngine, text: string) => T): (engine: LanguageEngine, text: string) => T {
  const all = new WeakMap<LanguageEngine, Map<string, T>>()
  return (engine, text) => {
    const kept = all.get(engine) ?? new Map<string, T>()
    all.set(engine, kept)
    const known = kept.get(text)
    if (known !== undefined) return known
    const made = make(engine, text)
    kept.set(text, made)
    if (kept.size > MOST) kept.delete(kept.keys().next().value!)
    return made
  }
}
