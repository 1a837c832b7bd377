import { foldKey } from '../../src-main/contract/text/fold.ts'
import { emptyCandidate } from './candidate.ts'
import type { Candidate, OccurrenceList } from './types.ts'

/** What is known of one occurrence when it is counted. */
export interface Seen {
  readonly key: string
  readonly surface: string
  readonly shape: string
  readonly maximal: boolean
  /** Fingerprint of the block it stands in (repeated.ts). */
  readonly place: number
  readonly weak: boolean
  readonly code: boolean
  /** Case of the first letter says nothing here. */
  readonly initial: boolean
  readonly proper: boolean
  readonly emphasis: boolean
  readonly linked: boolean
  readonly heading: 'none' | 'part' | 'whole'
  readonly parts?: string
  readonly reading?: { readonly reading: string; readonly sure: boolean } | undefined
  /** [start, end, line] in the decoded text; absent where the parser inserted the text. */
  readonly position?: readonly [number, number, number]
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

  see(seen: Seen): void {
    const candidate = this.candidate(seen.key, seen.shape, seen.weak)
    candidate.place = candidate.total === 0 || candidate.place === seen.place ? seen.place : 0
    candidate.total++
    if (seen.maximal) {
      candidate.free++
      candidate.shape = seen.shape
    }
    if (seen.reading && candidate.reading === '') {
      candidate.reading = seen.reading.reading
      candidate.readingSure = seen.reading.sure
    }
    if (seen.parts && candidate.parts === '') candidate.parts = seen.parts
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
    if (seen.position) this.occurrence(seen.surface, seen.position)
  }

  /** The entry of a surface, made when it is new. */
  surface(candidate: Candidate, surface: string): Candidate['surfaces'][number] {
    let entry = candidate.surfaces.find((one) => one.surface === surface)
    if (!entry) {
      entry = { surface, count: 0, initial: 0 }
      candidate.surfaces.push(entry)
    }
    return entry
  }

  private occurrence(surface: string, position: readonly [number, number, number]): void {
    let list = this.positions.get(surface)
    if (!list) {
      list = { key: foldKey(surface), surface, positions: [] }
      this.positions.set(surface, list)
    }
    list.positions.push(...position)
  }

  word(norm: string, kind: 'words' | 'verbs'): void {
    const counts = this[kind]
    counts.set(norm, (counts.get(norm) ?? 0) + 1)
  }

  occurrences(): OccurrenceList[] {
    return [...this.positions.values()]
  }
}
