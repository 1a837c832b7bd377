import type { Language } from '../../src-main/contract/blocks.ts'
import type { Reference } from '../language/types.ts'
import type { Corpus } from '../terms/corpus.ts'

/** A language without a reference list: no word is more specific than another, so that frequency and form decide. */
export const NEUTRAL_REFERENCE: Reference = { perMillion: () => 1, has: () => false }

/** The general-language lists of the languages a corpus holds, loaded before ranking. */
export async function referencesOf(
  corpus: Corpus,
  load: (language: Language) => Promise<Reference | null>,
): Promise<(language: Language) => Reference> {
  const loaded = new Map<Language, Reference>()
  for (const language of corpus.languages.keys()) loaded.set(language, (await load(language)) ?? NEUTRAL_REFERENCE)
  return (language) => loaded.get(language) ?? NEUTRAL_REFERENCE
}
