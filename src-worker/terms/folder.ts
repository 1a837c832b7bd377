import type { CorpusCandidate, LanguageCorpus } from './corpus.ts'
import type { Specificity } from './features.ts'
import { TransliterationIndex } from './transliteration.ts'

/** Documents a folder needs before it can be said to be about one named thing. */
const ENOUGH_DOCUMENTS = 20
/** Share of the documents that write the name. */
const WRITTEN_IN = 0.5
/** log10 of how much more frequent the name is here than in general language: a name, not a common word. */
const RARE_ELSEWHERE = 2.5

/**
 * The name of what the folder is about (`Git`, `Ansible`): the rare word most documents write; null where there is none. `Ansible collection`
 * is then a collection: a glossary of that folder lists it without the name.
 */
export function subjectOf(corpus: LanguageCorpus, specificity: Specificity): string | null {
  if (corpus.documents < ENOUGH_DOCUMENTS) return null
  let best: CorpusCandidate | null = null
  for (const candidate of corpus.candidates.values()) {
    if (candidate.shape.length !== 1 || candidate.documents.length < corpus.documents * WRITTEN_IN) continue
    if (specificity.of(candidate.key) < RARE_ELSEWHERE) continue
    if (
      !best ||
      candidate.documents.length > best.documents.length ||
      (candidate.documents.length === best.documents.length && candidate.key < best.key)
    )
      best = candidate
  }
  return best?.key ?? null
}

/** Latin words that Japanese documents write in katakana too, and more often so: `Counter` beside カウンター. Not merged: spelling proves nothing. */
export function katakanaDoubles(corpus: LanguageCorpus): ReadonlySet<string> {
  const doubles = new Set<string>()
  if (corpus.language !== 'ja') return doubles
  const index = new TransliterationIndex()
  for (const { key, total } of corpus.candidates.values()) if (/^[ァ-ヺー]+$/u.test(key)) index.add(key, total)
  for (const { key, total } of corpus.candidates.values()) if (/^[a-z]{3,}$/u.test(key) && index.mostFrequent(key) > total) doubles.add(key)
  return doubles
}
