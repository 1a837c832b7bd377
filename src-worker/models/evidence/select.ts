import { estimateTokens } from '../tokens.ts'
import type { Evidence } from './collect.ts'

/** Which passages a model gets to see: shared ones of a group of terms, and those of the term at hand. */

export interface Group {
  /** Indexes of concepts. */
  readonly members: readonly number[]
  /** Shown with every question of the group, in the order of the documents. */
  readonly shared: readonly Evidence[]
}

export interface Choice {
  /** Ids as in the prompt: `s1` … shared, `p1` … own. */
  readonly passages: readonly { readonly id: string; readonly evidence: Evidence }[]
}

const SHARED_TOKENS = 1450
const OWN_TOKENS = 900
/** A term's passages, shared ones included. */
const PER_TERM = 8
const SHARED_PER_TERM = 2
/** Documents with fewer terms are put together. */
const SMALLEST_GROUP = 8
const LARGEST_GROUP = 40

const place = (a: Evidence, b: Evidence): number =>
  a.path < b.path ? -1 : a.path > b.path ? 1 : a.source.start - b.source.start || a.source.end - b.source.end

const cost = (one: Evidence): number => estimateTokens(one.text) + 40

/** Concepts grouped by the document of their best passage, in the order of paths: neighbours share passages, and a server's cache. */
export function groupsOf(concepts: number, evidenceOf: (index: number) => readonly Evidence[]): Group[] {
  const byDocument = new Map<string, number[]>()
  for (let i = 0; i < concepts; i++) {
    const path = evidenceOf(i)[0]?.path ?? ''
    byDocument.set(path, [...(byDocument.get(path) ?? []), i])
  }
  const bundles: number[][] = []
  for (const [, members] of [...byDocument].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const last = bundles.at(-1)
    if (last && last.length < SMALLEST_GROUP) last.push(...members)
    else bundles.push([...members])
  }
  return bundles.flatMap(parts).map((members) => ({ members, shared: sharedOf(members, evidenceOf) }))
}

function parts(members: readonly number[]): number[][] {
  const count = Math.ceil(members.length / LARGEST_GROUP)
  const size = Math.ceil(members.length / Math.max(1, count))
  return Array.from({ length: count }, (_, i) => members.slice(i * size, (i + 1) * size))
}

/** The best passages of every member in turn until the room is used. */
function sharedOf(members: readonly number[], evidenceOf: (index: number) => readonly Evidence[]): Evidence[] {
  const chosen: Evidence[] = []
  const texts = new Set<string>()
  let room = SHARED_TOKENS
  for (let round = 0; round < SHARED_PER_TERM; round++) {
    for (const member of members) {
      const one = evidenceOf(member)[round]
      if (!one || texts.has(one.text) || cost(one) > room) continue
      room -= cost(one)
      texts.add(one.text)
      chosen.push(one)
    }
  }
  return chosen.sort(place)
}

/** Passages of one concept: those already shared by their shared id, then others, the best first but no document twice before all had a turn. */
export function choose(evidence: readonly Evidence[], shared: readonly Evidence[]): Choice {
  const ids = new Map(shared.map((one, index) => [one.text, `s${index + 1}`]))
  const chosen: { id: string; evidence: Evidence }[] = []
  let room = OWN_TOKENS
  let own = 0
  for (const one of diverse(evidence)) {
    if (chosen.length >= PER_TERM) break
    const id = ids.get(one.text)
    if (id === undefined) {
      if (cost(one) > room) continue
      room -= cost(one)
      own++
    }
    chosen.push({ id: id ?? `p${own}`, evidence: one })
  }
  return { passages: chosen }
}

/** The best of each document in turn. */
function diverse(evidence: readonly Evidence[]): Evidence[] {
  const queues = [...Map.groupBy(evidence, (one) => one.source.contentHash).values()]
  const out: Evidence[] = []
  for (let round = 0; out.length < evidence.length; round++) for (const queue of queues) if (queue[round]) out.push(queue[round]!)
  return out
}
