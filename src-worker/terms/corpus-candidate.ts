import { COUNTS } from './candidate.ts'
import { type CandidateRow, placeOf, readTail } from './codec.ts'
import type { CorpusHit } from './corpus-hits.ts'
import { DocumentList } from './document-list.ts'
import { type Repeats, vote } from './repeated.ts'
import type { Candidate, SurfaceCount } from './types.ts'

/** A candidate over all documents. */
export interface CorpusCandidate extends Candidate {
  /** Indexes of the documents it occurs in. */
  readonly documents: DocumentList
  /** Best passages that define it, best first; at most `DEFINING_KEPT` (corpus-hits.ts). */
  defining: CorpusHit[]
  /** Best passage that only shows it. */
  context: CorpusHit | null
  /** Whether its documents hold it in one and the same text. */
  readonly repeats: Repeats
}

/** Its authors said in some way that it is a term. */
export const isSigned = (candidate: CorpusCandidate): boolean =>
  candidate.heading + candidate.listed + candidate.glossary + candidate.defined + candidate.emphasis > 0

/** A sign of its authors counts as much as this many occurrences when the rarest have to go. */
const SIGN_WORTH = 3

/** How much there is to be lost with a candidate, in occurrences; what a glossary or a list of terms names is never lost. */
export function worthOf(candidate: CorpusCandidate): number {
  if (candidate.listed + candidate.glossary > 0) return Number.POSITIVE_INFINITY
  return candidate.total + (isSigned(candidate) ? SIGN_WORTH : 0)
}

/** Longer lists grow in steps; V8 makes room for 17 where an array of one or two gets another, which most candidates never fill. */
const SHORT = 16

/** A list with one more item: a new one of just that length while it is short, else the same. */
function withOne<Item>(items: Item[], item: Item): Item[] {
  if (items.length < SHORT) return items.concat([item])
  items.push(item)
  return items
}

/** A candidate as its first document tells of it: one literal, so that all have one shape in memory. */
export function corpusCandidate(row: CandidateRow, document: number): CorpusCandidate {
  const [key, shape, counts, flat, tail] = row
  const place = placeOf(tail)
  const { reading, readingSure, parts } = readTail(tail)
  const documents = new DocumentList()
  documents.add(document)
  return {
    key,
    shape,
    surfaces: surfacesOf(flat, key),
    total: counts[1] ?? 0,
    free: counts[2] ?? 0,
    proper: counts[3] ?? 0,
    heading: counts[4] ?? 0,
    inHeading: counts[5] ?? 0,
    emphasis: counts[6] ?? 0,
    linked: counts[7] ?? 0,
    code: counts[8] ?? 0,
    listed: counts[9] ?? 0,
    defined: counts[10] ?? 0,
    glossary: counts[11] ?? 0,
    adjective: counts[12] ?? 0,
    place,
    weak: counts[0] === 1,
    reading,
    readingSure,
    parts,
    documents,
    defining: [],
    context: null,
    repeats: { block: place, votes: place === 0 ? 0 : 1 },
  }
}

/** Surfaces of a row: text, count, count where the case says nothing, and again. */
function surfacesOf(flat: CandidateRow[3], key: string): SurfaceCount[] {
  const surfaces: SurfaceCount[] = new Array(Math.floor(flat.length / 3))
  for (let i = 0; i < surfaces.length; i++) surfaces[i] = surfaceAt(flat, i * 3, key)
  return surfaces
}

function surfaceAt(flat: CandidateRow[3], at: number, key: string): SurfaceCount {
  const surface = flat[at] as string
  // The same text as the key's, most of the time: then it is in memory once.
  return { surface: surface === key ? key : surface, count: flat[at + 1] as number, initial: flat[at + 2] as number }
}

/** Adds what another document tells of a candidate. */
export function mergeCandidate(found: CorpusCandidate, row: CandidateRow, document: number): void {
  const [, shape, counts, flat, tail] = row
  // The shape seen most often standing free would need a count per shape; the one of the richest document is as good.
  if ((counts[2] ?? 0) > found.free) found.shape = shape
  for (let i = 1; i < counts.length; i++) if (counts[i] !== 0) found[COUNTS[i - 1]!] += counts[i]!
  if (counts[0] !== 1) found.weak = false
  if (tail !== '' && (found.reading === '' || !found.readingSure)) takeReading(found, tail)
  vote(found.repeats, placeOf(tail))
  found.documents.add(document)
  for (let i = 0; i + 2 < flat.length; i += 3) addSurface(found, flat, i)
}

/** The first reading, until a sure one comes. */
function takeReading(found: CorpusCandidate, tail: string): void {
  const { reading, readingSure } = readTail(tail)
  if (reading === '' || (found.reading !== '' && !readingSure)) return
  found.reading = reading
  found.readingSure = readingSure
}

function addSurface(found: CorpusCandidate, flat: CandidateRow[3], at: number): void {
  const surface = flat[at]
  for (const one of found.surfaces) {
    if (one.surface !== surface) continue
    one.count += flat[at + 1] as number
    one.initial += flat[at + 2] as number
    return
  }
  found.surfaces = withOne(found.surfaces, surfaceAt(flat, at, found.key))
}
