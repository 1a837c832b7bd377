import type { Language } from '../../src-main/contract/blocks.ts'
import { foldKey } from '../../src-main/contract/text/fold.ts'
import { COUNTS } from './candidate.ts'
import { type Repeats, vote } from './repeated.ts'
import type { AbbreviationPair, AliasPair, Candidate, DocumentAnalysis, Hit, SurfaceCount } from './types.ts'

/** A passage with the content it stands in. */
export interface CorpusHit extends Hit {
  readonly contentHash: string
}

/** A candidate over all documents. */
export interface CorpusCandidate extends Candidate {
  /** Indexes of the documents it occurs in, ascending. */
  readonly documents: number[]
  /** Best passages that define it, best first; at most `DEFINING_KEPT`. */
  defining: CorpusHit[]
  /** Best passage that only shows it. */
  context: CorpusHit | null
  /** Whether its documents hold it in one and the same text. */
  readonly repeats: Repeats
}

const DEFINING_KEPT = 4
/** About half a gigabyte with their passages. */
const MOST_CANDIDATES = 400_000
/** Nothing that occurs more often is ever dropped. */
const RAREST_KEPT = 50
/** Share of the limit that pruning leaves. */
const ROOM = 0.7

/** Rare candidates with a sign of their authors stay whatever their count. */
export const isSigned = (candidate: CorpusCandidate): boolean =>
  candidate.heading + candidate.listed + candidate.glossary + candidate.defined + candidate.emphasis > 0

/** Best first; ties by content and place, so that the order of documents never shows. */
export function compareHits(a: CorpusHit, b: CorpusHit): number {
  return b.score - a.score || (a.contentHash < b.contentHash ? -1 : a.contentHash > b.contentHash ? 1 : a.range.start - b.range.start)
}

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
  /** Size at which pruning is tried again: where nearly everything is signed it must not be tried with every document. */
  private pruneAbove: number

  /** @param limit candidates kept at most; the rarest without evidence fall out (lossy counting) */
  constructor(language: Language, limit = MOST_CANDIDATES) {
    this.language = language
    this.limit = limit
    this.pruneAbove = limit
  }

  add(analysis: DocumentAnalysis, contentHash: string): void {
    const document = this.documents++
    this.tokens += analysis.tokens
    for (const [word, count] of analysis.words) this.words.set(word, (this.words.get(word) ?? 0) + count)
    for (const [verb, count] of analysis.verbs) this.verbs.set(verb, (this.verbs.get(verb) ?? 0) + count)
    for (const candidate of analysis.candidates) this.addCandidate(candidate, document)
    for (const hit of analysis.hits) this.addHit({ ...hit, contentHash })
    for (const pair of analysis.abbreviations) addPair(this.pairs, `${pair.short}\n${pair.long.toLowerCase()}`, pair)
    for (const keys of analysis.shared) this.shared.push(keys)
    for (const pair of analysis.aliases) addPair(this.names, `${pair.left}\n${pair.right}`, pair)
    this.prune()
  }

  /**
   * Drops the rarest unsigned candidates once there are too many (Manku & Motwani's lossy counting): memory stays bounded however large the
   * folder; what a large folder holds once or twice is below its minimum frequency anyway. Documents come in a fixed order, so the result is one.
   */
  private prune(): void {
    if (this.candidates.size <= this.pruneAbove) return
    for (let rare = 1; this.candidates.size > this.limit * ROOM && rare <= RAREST_KEPT; rare++) {
      for (const [key, candidate] of this.candidates) if (candidate.total <= rare && !isSigned(candidate)) this.candidates.delete(key)
    }
    this.pruneAbove = Math.max(this.limit, this.candidates.size * 1.4)
  }

  get abbreviations(): AbbreviationPair[] {
    return [...this.pairs.values()]
  }

  get aliases(): AliasPair[] {
    return [...this.names.values()]
  }

  private addCandidate(candidate: Candidate, document: number): void {
    const found = this.candidates.get(candidate.key)
    if (!found) {
      const surfaces = candidate.surfaces.map((one) => ({ ...one }))
      const repeats = { block: candidate.place, votes: candidate.place === 0 ? 0 : 1 }
      this.candidates.set(candidate.key, { ...candidate, surfaces, documents: [document], defining: [], context: null, repeats })
      return
    }
    // The shape seen most often standing free would need a count per shape; the one of the richest document is as good.
    if (candidate.free > found.free) found.shape = candidate.shape
    for (const name of COUNTS) found[name] += candidate[name]
    if (!candidate.weak) found.weak = false
    if (candidate.reading !== '' && (found.reading === '' || (candidate.readingSure && !found.readingSure))) {
      found.reading = candidate.reading
      found.readingSure = candidate.readingSure
    }
    vote(found.repeats, candidate.place)
    if (found.documents.at(-1) !== document) found.documents.push(document)
    for (const surface of candidate.surfaces) addSurface(found.surfaces, surface)
  }

  private addHit(hit: CorpusHit): void {
    const candidate = this.candidates.get(hit.key)
    if (!candidate) return
    if (hit.rule === 'context') {
      if (!candidate.context || compareHits(hit, candidate.context) < 0) candidate.context = hit
      return
    }
    if (candidate.defining.some((one) => one.text === hit.text && one.score >= hit.score)) return
    candidate.defining.push(hit)
    candidate.defining.sort(compareHits)
    if (candidate.defining.length > DEFINING_KEPT) candidate.defining.pop()
  }
}

function addSurface(surfaces: SurfaceCount[], added: SurfaceCount): void {
  const found = surfaces.find((one) => one.surface === added.surface)
  if (found) {
    found.count += added.count
    found.initial += added.initial
  } else surfaces.push({ ...added })
}

function addPair<T extends { count: number }>(pairs: Map<string, T>, key: string, pair: T): void {
  const found = pairs.get(key)
  if (found) found.count += pair.count
  else pairs.set(key, { ...pair })
}

/** All languages of the folder. */
export class Corpus {
  readonly languages = new Map<Language, LanguageCorpus>()

  add(analysis: DocumentAnalysis, contentHash: string): void {
    let corpus = this.languages.get(analysis.language)
    if (!corpus) {
      corpus = new LanguageCorpus(analysis.language)
      this.languages.set(analysis.language, corpus)
    }
    corpus.add(analysis, contentHash)
    for (const other of analysis.others ?? []) this.add(other, contentHash)
  }
}

/** Folded surface → keys of the candidates written so, for looking up names people or brackets gave. */
export function surfaceIndex(corpus: LanguageCorpus): Map<string, string> {
  const index = new Map<string, string>()
  const weight = new Map<string, number>()
  for (const candidate of corpus.candidates.values()) {
    for (const { surface, count } of candidate.surfaces) {
      const folded = foldKey(surface)
      if (count > (weight.get(folded) ?? -1)) {
        weight.set(folded, count)
        index.set(folded, candidate.key)
      }
    }
  }
  return index
}
