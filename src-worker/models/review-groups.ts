import { foldKey, hasCjk } from '../../src-main/contract/text/fold.ts'

/** Groups of entries a model can look at together. Entries that may contradict each other must meet, wherever they stand in the glossary. */

export interface Groupable {
  readonly headword: string
  readonly surfaces: readonly string[]
  readonly definition: string
  /** Contents its passages stand in, by place: `hash:start`. */
  readonly evidence: readonly string[]
}

export const GROUP_SIZE = 10
/** Neighbours looked at for one entry. */
const NEIGHBOURS = GROUP_SIZE - 1

/** Content features of an entry: words (Latin), bigrams (CJK), its passages. Rare ones bind, common ones don't. */
function featuresOf({ headword, surfaces, definition, evidence }: Groupable): Set<string> {
  const out = new Set(evidence.map((place) => `@${place}`))
  for (const text of [headword, ...surfaces, definition].map(foldKey)) {
    for (const word of text.match(/[\p{L}\p{N}]{3,}/gu) ?? []) {
      if (!hasCjk(word)) out.add(word)
      else for (let i = 0; i + 2 <= word.length; i++) out.add(word.slice(i, i + 2))
    }
  }
  return out
}

/** Features of more entries than this say nothing about any two. */
const COMMON = 50

/**
 * Groups of at most `GROUP_SIZE` indexes, overlapping: every entry is in at least one with its nearest neighbours (shared passages,
 * spellings, rare words). Linear in entries × features; deterministic.
 */
export function reviewGroups(entries: readonly Groupable[]): number[][] {
  const index = new Map<string, number[]>()
  const features = entries.map(featuresOf)
  for (const [i, set] of features.entries()) for (const feature of set) index.set(feature, [...(index.get(feature) ?? []), i])
  const covered = new Set<number>()
  const groups: number[][] = []
  for (let i = 0; i < entries.length; i++) {
    if (covered.has(i)) continue
    const group = [i, ...nearest(i, features[i]!, index, covered)]
    for (const one of group) if (one === i || group.length === GROUP_SIZE) covered.add(one)
    covered.add(i)
    groups.push(group.sort((a, b) => a - b))
  }
  return groups
}

function nearest(entry: number, features: ReadonlySet<string>, index: ReadonlyMap<string, readonly number[]>, covered: ReadonlySet<number>): number[] {
  const scores = new Map<number, number>()
  for (const feature of features) {
    const others = index.get(feature)!
    if (others.length > COMMON) continue
    const weight = (feature.startsWith('@') ? 2 : 1) / others.length
    for (const other of others) if (other !== entry) scores.set(other, (scores.get(other) ?? 0) + weight)
  }
  const ranked = [...scores].sort(([a, x], [b, y]) => y - x || a - b).map(([other]) => other)
  const near = ranked.slice(0, NEIGHBOURS)
  // Room that no neighbour needs is filled with entries still to be looked at.
  for (let next = entry + 1; near.length < NEIGHBOURS && next < entry + 4 * GROUP_SIZE && scores.size >= 0; next++) {
    if (index.size > 0 && !covered.has(next) && !near.includes(next) && next < total(index)) near.push(next)
  }
  return near
}

const totals = new WeakMap<ReadonlyMap<string, readonly number[]>, number>()

/** How many entries an index covers. */
function total(index: ReadonlyMap<string, readonly number[]>): number {
  let count = totals.get(index)
  if (count === undefined) {
    count = 0
    for (const list of index.values()) for (const one of list) if (one >= count) count = one + 1
    totals.set(index, count)
  }
  return count
}
