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
 * Groups of at most `GROUP_SIZE` indexes, overlapping: every entry is in at least one together with its nearest neighbour (shared
 * passages, spellings, rare words). Linear in entries × features; deterministic.
 * @param wanted the entries to be looked at; the others are only company
 */
export function reviewGroups(entries: readonly Groupable[], wanted: (index: number) => boolean = () => true): number[][] {
  const index = new Map<string, number[]>()
  const features = entries.map(featuresOf)
  for (const [i, set] of features.entries()) {
    for (const feature of set) {
      const list = index.get(feature)
      if (list) list.push(i)
      else index.set(feature, [i])
    }
  }
  const near = features.map((set, i) => nearest(i, set, index))
  const covered = new Set(entries.flatMap((_, i) => (wanted(i) ? [] : [i])))
  const groups: number[][] = []
  for (let i = 0; i < entries.length; i++) {
    if (covered.has(i)) continue
    const group = new Set([i, ...near[i]!])
    fill(group, i, entries.length, covered)
    for (const one of group) if (near[one]!.slice(0, MUST_MEET).every((other) => group.has(other))) covered.add(one)
    groups.push([...group].sort((a, b) => a - b))
  }
  return groups
}

const MUST_MEET = 1

/** The entries that share most with this one, weighted by how rare what they share is. */
function nearest(entry: number, features: ReadonlySet<string>, index: ReadonlyMap<string, readonly number[]>): number[] {
  const scores = new Map<number, number>()
  for (const feature of features) {
    const others = index.get(feature)!
    if (others.length > COMMON) continue
    const weight = (feature.startsWith('@') ? 2 : 1) / others.length
    for (const other of others) if (other !== entry) scores.set(other, (scores.get(other) ?? 0) + weight)
  }
  return [...scores]
    .sort(([a, x], [b, y]) => y - x || a - b)
    .slice(0, NEIGHBOURS)
    .map(([other]) => other)
}

/** Room that no neighbour needs goes to the next entries still to be looked at. */
function fill(group: Set<number>, from: number, count: number, covered: ReadonlySet<number>): void {
  for (let next = from + 1; next < count && group.size < GROUP_SIZE; next++) if (!covered.has(next)) group.add(next)
}
