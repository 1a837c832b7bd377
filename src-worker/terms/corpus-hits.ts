import type { HitRow, PackedAnalysis, PassageRow } from './codec.ts'
import type { CorpusCandidate } from './corpus-candidate.ts'
import { HIT_RULES, type Hit, type SourceRange } from './types.ts'

/** A passage with the content it stands in. */
export interface CorpusHit extends Hit {
  readonly contentHash: string
}

const DEFINING_KEPT = 4
const CONTEXT = HIT_RULES.indexOf('context')

/** Best first; ties by content and place, so that the order of documents never shows. */
export function compareHits(a: CorpusHit, b: CorpusHit): number {
  return b.score - a.score || (a.contentHash < b.contentHash ? -1 : a.contentHash > b.contentHash ? 1 : a.range.start - b.range.start)
}

/** Whether a hit of this score and place comes before another under `compareHits`: most do not, and nothing is made of them. */
function comesBefore(score: number, contentHash: string, start: number, other: CorpusHit): boolean {
  if (score !== other.score) return score > other.score
  if (contentHash !== other.contentHash) return contentHash < other.contentHash
  return start < other.range.start
}

/**
 * Gives the candidates the passages of one document that are better than what they have.
 * @param merged the corpus' candidates, in the order of the document's rows
 */
export function addHits({ p, h }: PackedAnalysis, merged: readonly CorpusCandidate[], contentHash: string): void {
  // The candidates of a passage share its range.
  const ranges = new Map<PassageRow, SourceRange>()
  const rangeOf = (passage: PassageRow): SourceRange => {
    let range = ranges.get(passage)
    if (range === undefined) {
      range = { start: passage[0], end: passage[1], line: passage[2] }
      ranges.set(passage, range)
    }
    return range
  }
  for (const row of h) {
    const candidate = merged[row[0]]!
    const passage = p[row[3]]!
    const { context, defining } = candidate
    const score = row[2] / 1000
    if (row[1] === CONTEXT) {
      if (context && !comesBefore(score, contentHash, passage[0], context)) continue
      candidate.context = hitOf(candidate, row, passage, rangeOf(passage), contentHash)
      continue
    }
    if (defining.length === DEFINING_KEPT && !comesBefore(score, contentHash, passage[0], defining.at(-1)!)) continue
    if (defining.some((one) => one.text === passage[3] && one.score >= score)) continue
    const hit = hitOf(candidate, row, passage, rangeOf(passage), contentHash)
    candidate.defining = defining.concat([hit]).sort(compareHits).slice(0, DEFINING_KEPT)
  }
}

function hitOf(candidate: CorpusCandidate, row: HitRow, passage: PassageRow, range: SourceRange, contentHash: string): CorpusHit {
  const [, , , text, quote] = passage
  return {
    key: candidate.key,
    rule: HIT_RULES[row[1]]!,
    score: row[2] / 1000,
    text,
    quote: quote === 0 ? text : quote,
    range,
    contentHash,
  }
}
