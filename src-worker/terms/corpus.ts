import type { Language } from '../../src-main/contract/blocks.ts'
import { foldKey } from '../../src-main/contract/text/fold.ts'
import { type CandidateRow, type CountedWords, type PackedAnalysis, packAnalysis } from './codec.ts'
import { type CorpusCandidate, corpusCandidate, mergeCandidate, worthOf } from './corpus-candidate.ts'
import { addHits } from './corpus-hits.ts'
import type { AbbreviationPair, AliasPair, DocumentAnalysis } from './types.ts'

export { type CorpusCandidate, isSigned } from './corpus-candidate.ts'
export { type CorpusHit, compareHits } from './corpus-hits.ts'

/** About 300 megabytes with their passages. */
const MOST_CANDIDATES = 300_000
/** Nothing that occurs more often is ever dropped. */
const RAREST_KEPT = 50
/** Share of the limit that pruning leaves. */
const ROOM = 0.7

/** The merged statistics of every document in one language. Adding is commutative up to the order of equal surfaces, which is sorted away. */
export class LanguageCorpus {
  readonly language: Language
  documents = 0
  tokens = 0
  readonly words = new Map<string, number>()
  readonly verbs = new Map<string, number>()
  readonly candidates = new Map<string, CorpusCandidate>()
  /** Keys that head one glossary entry together. */
  readonly shared: (readonly string[])[] = []
  private readonly pairs = new Map<string, AbbreviationPair>()
  private readonly names = new Map<string, AliasPair>()

  private readonly limit: number
  /** Size at which pruning is tried again: where nearly everything occurs often it must not be tried with every document. */
  private pruneAbove: number

  /** @param limit candidates kept at most; the rarest fall out, those without a sign first (lossy counting) */
  constructor(language: Language, limit = MOST_CANDIDATES) {
    this.language = language
    this.limit = limit
    this.pruneAbove = limit
  }

  add(analysis: DocumentAnalysis, contentHash: string): void {
    this.merge(packAnalysis(analysis), contentHash)
  }

  /** Adds one document, its parts in other languages left out. */
  merge(packed: PackedAnalysis, contentHash: string): void {
    const document = this.documents++
    this.tokens += packed.t
    addAll(this.words, packed.w)
    addAll(this.verbs, packed.v)
    const merged = packed.c.map((row) => this.addCandidate(row, document))
    addHits(packed, merged, contentHash)
    for (const [short, long, count] of packed.a) addPair(this.pairs, `${short}\n${long.toLowerCase()}`, { short, long, count })
    for (const keys of packed.g) this.shared.push(keys)
    for (const [left, right, count] of packed.n) addPair(this.names, `${left}\n${right}`, { left, right, count })
    this.prune()
  }

  /**
   * Drops the rarest candidates once there are too many (Manku & Motwani's lossy counting): memory stays bounded however large the folder; what a
   * large folder holds once or twice is below its minimum frequency anyway. What has a sign of its authors goes later, what they listed never.
   * Documents come in a fixed order, so the result is one.
   */
  private prune(): void {
    if (this.candidates.size <= this.pruneAbove) return
    for (let rare = 1; this.candidates.size > this.limit * ROOM && rare <= RAREST_KEPT; rare++) {
      for (const [key, candidate] of this.candidates) if (worthOf(candidate) <= rare) this.candidates.delete(key)
    }
    this.pruneAbove = Math.max(this.limit, this.candidates.size * 1.4)
  }

  get abbreviations(): AbbreviationPair[] {
    return [...this.pairs.values()]
  }

  get aliases(): AliasPair[] {
    return [...this.names.values()]
  }

  private addCandidate(row: CandidateRow, document: number): CorpusCandidate {
    const found = this.candidates.get(row[0])
    if (found) {
      mergeCandidate(found, row, document)
      return found
    }
    const fresh = corpusCandidate(row, document)
    this.candidates.set(fresh.key, fresh)
    return fresh
  }
}

function addAll(to: Map<string, number>, counts: CountedWords): void {
  for (let i = 0; i + 1 < counts.length; i += 2) {
    const word = counts[i] as string
    to.set(word, (to.get(word) ?? 0) + (counts[i + 1] as number))
  }
}

function addPair<T extends { count: number }>(pairs: Map<string, T>, key: string, pair: T): void {
  const found = pairs.get(key)
  if (found) found.count += pair.count
  else pairs.set(key, pair)
}

/** All languages of the folder. */
export class Corpus {
  readonly languages = new Map<Language, LanguageCorpus>()

  add(analysis: DocumentAnalysis, contentHash: string): void {
    this.merge(packAnalysis(analysis), contentHash)
  }

  /** Adds one document with its parts in other languages. */
  merge(packed: PackedAnalysis, contentHash: string): void {
    let corpus = this.languages.get(packed.l)
    if (!corpus) {
      corpus = new LanguageCorpus(packed.l)
      this.languages.set(packed.l, corpus)
    }
    corpus.merge(packed, contentHash)
    for (const other of packed.others) this.merge(other, contentHash)
  }
}

/**
 * Folded surface → keys of the candidates written so, for looking up names people or brackets gave.
 * @param wanted folded surfaces that will be asked for; default: all
 */
export function surfaceIndex(corpus: LanguageCorpus, wanted?: ReadonlySet<string>): Map<string, string> {
  const index = new Map<string, string>()
  if (wanted?.size === 0) return index
  const weight = new Map<string, number>()
  for (const candidate of corpus.candidates.values()) {
    for (const { surface, count } of candidate.surfaces) {
      const folded = foldKey(surface)
      if (wanted?.has(folded) === false) continue
      if (count > (weight.get(folded) ?? -1)) {
        weight.set(folded, count)
        index.set(folded, candidate.key)
      }
    }
  }
  return index
}
