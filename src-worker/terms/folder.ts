import type { Language } from '../../src-main/contract/blocks.ts'
import { type CorpusCandidate, isSigned, type LanguageCorpus } from './corpus.ts'
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

/** Fewer occurrences say nothing of where a word stands else. */
const LEAST_CLOSED = 2
/** Between spaces a noun meets the same verb twice by chance. */
const LEAST_CLOSED_SPACED = 3

/** The words of a candidate that may hold parts; none of a single word. */
const wordsOf = ({ key, parts }: CorpusCandidate, language: Language): readonly string[] =>
  parts !== '' ? parts.split(' ') : language === 'en' && key.includes(' ') ? key.split(' ') : []

/**
 * Parts that stand inside one longer candidate whenever they occur: 预写 and 写日志 of 预写日志, 当直責任 of 当直責任者, `launching GUI` of `force launching GUI`.
 * What its authors marked stays.
 */
export function partsOnly(corpus: LanguageCorpus): ReadonlySet<string> {
  const found = new Set<string>()
  for (const candidate of corpus.candidates.values()) {
    const joint = candidate.key.includes(' ') ? ' ' : ''
    if (candidate.total < (joint === '' ? LEAST_CLOSED : LEAST_CLOSED_SPACED)) continue
    const words = wordsOf(candidate, corpus.language)
    for (const key of words.length > 1 ? properParts(words, joint) : []) {
      const part = corpus.candidates.get(key)
      if (part && part.total === candidate.total && !isSigned(part)) found.add(key)
    }
  }
  return found
}

/** Every run of a candidate's words but the whole. */
function* properParts(words: readonly string[], joint: string): Generator<string, void> {
  for (let from = 0; from < words.length; from++) {
    for (let to = from + 1; to <= words.length; to++) if (to - from < words.length) yield words.slice(from, to).join(joint)
  }
}

/** Latin words that Japanese documents write in katakana too, and more often so: `Counter` beside カウンター. Not merged: spelling proves nothing. */
export function katakanaDoubles(corpus: LanguageCorpus): ReadonlySet<string> {
  const doubles = new Set<string>()
  if (corpus.language !== 'ja') return doubles
  const latin: CorpusCandidate[] = []
  for (const candidate of corpus.candidates.values()) if (/^[a-z]{3,}$/u.test(candidate.key)) latin.push(candidate)
  if (latin.length === 0) return doubles
  const index = new TransliterationIndex()
  for (const { key, total } of corpus.candidates.values()) if (/^[ァ-ヺー]+$/u.test(key)) index.add(key, total)
  for (const { key, total } of latin) if (index.mostFrequent(key) > total) doubles.add(key)
  return doubles
}
