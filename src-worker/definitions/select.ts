import type { ConceptItem, DefinitionItem } from '../../src-main/contract/results.ts'
import { type Corpus, type CorpusHit, compareHits, type LanguageCorpus, surfaceIndex } from '../terms/corpus.ts'
import { barOf } from './quotable.ts'

const ALTERNATIVES = 2

const isQuotable = ({ rule, score }: CorpusHit): boolean => score >= barOf(rule)

/** Looks up the passages of a concept by its surfaces. */
export class EvidenceIndex {
  private readonly indexes = new Map<string, { corpus: LanguageCorpus; index: Map<string, string> }>()

  constructor(corpus: Corpus) {
    for (const [language, one] of corpus.languages) this.indexes.set(language, { corpus: one, index: surfaceIndex(one) })
  }

  /** Defining passages of all variants, best first, and the best passage that only shows the term. */
  of(concept: Pick<ConceptItem, 'language' | 'variants'>): { defining: CorpusHit[]; context: CorpusHit | null } {
    const found = this.indexes.get(concept.language)
    if (!found) return { defining: [], context: null }
    const keys = new Set<string>()
    for (const variant of concept.variants) {
      const key = found.index.get(variant.key)
      if (key !== undefined) keys.add(key)
    }
    const candidates = [...keys].flatMap((key) => found.corpus.candidates.get(key) ?? [])
    const defining = candidates.flatMap((candidate) => candidate.defining).sort(compareHits)
    const contexts = candidates.flatMap((candidate) => candidate.context ?? []).sort(compareHits)
    return { defining: distinct(defining), context: contexts[0] ?? null }
  }
}

/** Without passages that say the same at another place. */
function distinct(hits: readonly CorpusHit[]): CorpusHit[] {
  const seen = new Set<string>()
  return hits.filter((hit) => {
    const text = hit.text.toLowerCase()
    return !seen.has(text) && seen.add(text)
  })
}

function item(concept: ConceptItem, hit: CorpusHit, ordinal: number, kind: 'quoted' | 'context'): DefinitionItem {
  return {
    type: 'definition',
    concept: { language: concept.language, key: concept.key, sense: concept.sense },
    ordinal,
    kind,
    text: hit.text,
    sources: [{ contentHash: hit.contentHash, start: hit.range.start, end: hit.range.end, line: hit.range.line, quote: hit.quote }],
    score: Math.round(hit.score * 1000) / 1000,
    state: 'ok',
  }
}

/**
 * The definition of a concept with up to two alternatives: the best defining sentences, or the best context when nothing defines it. A concept
 * the documents never show (people required it) gets a failed item that says so.
 */
export function definitionsOf(concept: ConceptItem, evidence: EvidenceIndex): DefinitionItem[] {
  const { defining, context } = evidence.of(concept)
  const quotable = defining.filter(isQuotable)
  if (quotable.length > 0) return quotable.slice(0, 1 + ALTERNATIVES).map((hit, ordinal) => item(concept, hit, ordinal, 'quoted'))
  const shown = [...defining, ...(context ? [context] : [])].sort(compareHits)[0]
  if (shown) return [item(concept, shown, 0, 'context')]
  return [
    {
      type: 'definition',
      concept: { language: concept.language, key: concept.key, sense: concept.sense },
      ordinal: 0,
      kind: 'context',
      text: '',
      sources: [],
      score: 0,
      state: 'failed',
      reason: 'The documents hold no sentence with this term.',
    },
  ]
}
