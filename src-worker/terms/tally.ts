import { foldKey } from '../../src-main/contract/text/fold.ts'
import { emptyCandidate } from './candidate.ts'
import type { Candidate, OccurrenceList } from './types.ts'

/** What is known of one occurrence when it is counted. */
export interface Seen {
  readonly surface: string
  readonly shape: string
  readonly maximal: boolean
  /** Fingerprint of the block it stands in (repeated.ts). */
  readonly place: number
  readonly code: boolean
  /** Case of the first letter says nothing here. */
  readonly initial: boolean
  readonly proper: boolean
  readonly emphasis: boolean
  readonly linked: boolean
  readonly heading: 'none' | 'part' | 'whole'
}

/** Counts the candidates of one document. */
export class Tally {
  readonly candidates = new Map<string, Candidate>()
  readonly words = new Map<string, number>()
  readonly verbs = new Map<string, number>()
  tokens = 0
  private readonly positions = new Map<string, OccurrenceList>()

  candidate(key: string, shape: string, weak = false): Candidate {
    let found = this.candidates.get(key)
    if (!found) {
      found = emptyCandidate(key, shape, weak)
      this.candidates.set(key, found)
    }
    return found
  }

  /** Counts an occurrence of a candidate. What is told of it once, its reading and its parts, is the caller's: most occurrences add nothing to it. */
  see(candidate: Candidate, seen: Seen): void {
    candidate.place = candidate.total === 0 || candidate.place === seen.place ? seen.place : 0
    candidate.total++
    if (seen.maximal) {
      candidate.free++
      candidate.shape = seen.shape
    }
    if (seen.shape === 'A' || seen.shape === 'G') candidate.adjective++
    if (seen.proper) candidate.proper++
    if (seen.emphasis) candidate.emphasis++
    if (seen.linked) candidate.linked++
    if (seen.code) candidate.code++
    if (seen.heading === 'whole') candidate.heading++
    if (seen.heading === 'part') candidate.inHeading++
    const surface = this.surface(candidate, seen.surface)
    surface.count++
    if (seen.initial) surface.initial++
  }

  /** The entry of a surface, made when it is new. */
  surface(candidate: Candidate, surface: string): Candidate['surfaces'][number] {
    for (const one of candidate.surfaces) if (one.surface === surface) return one
    const entry = { surface, count: 0, initial: 0 }
    // Most have one: an array that may grow would keep room for seventeen.
    if (candidate.surfaces.length === 0) candidate.surfaces = [entry]
    else candidate.surfaces.push(entry)
    return entry
  }

  /** An occurrence of a surface at [start, end) of the decoded text. */
  occurrence(surface: string, start: number, end: number, line: number): void {
    const list = this.positions.get(surface)
    if (list) list.positions.push(start, end, line)
    else this.positions.set(surface, { key: foldKey(surface), surface, positions: [start, end, line] })
  }

  word(norm: string, kind: 'words' | 'verbs'): void {
    const counts = this[kind]
    counts.set(norm, (counts.get(norm) ?? 0) + 1)
  }

  occurrences(): OccurrenceList[] {
    return [...this.positions.values()]
  }
}
