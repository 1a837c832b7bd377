import type { Ranked } from '../../src-worker/terms/concepts.ts'

/**
 * Published rankers on exactly the candidates ours ranks, so that only the ranking differs. Frequencies are those of the groups; words are the
 * parts of the leading candidate.
 */
export type Baseline = (groups: readonly Ranked[], documents: number) => Map<Ranked, number>

const partsOf = (one: Ranked): string[] => {
  const leader = one.group.members[0]!
  return (leader.parts || leader.key).split(' ')
}

interface Nesting {
  /** Of every candidate that is part of longer ones: how many, and their frequencies' sum. */
  readonly containers: Map<string, { count: number; frequency: number }>
  /** How many candidates each holds. */
  readonly inside: Map<Ranked, number>
}

const nestings = new WeakMap<readonly Ranked[], Nesting>()

/** Which candidates hold which others, by their words; computed once per list. */
function nestingOf(groups: readonly Ranked[]): Nesting {
  const known = nestings.get(groups)
  if (known) return known
  const keys = new Set(groups.map((one) => partsOf(one).join(' ')))
  const containers = new Map<string, { count: number; frequency: number }>()
  const inside = new Map<Ranked, number>()
  for (const one of groups) {
    const parts = partsOf(one)
    const found = new Set<string>()
    for (let i = 0; i < parts.length; i++) {
      for (let j = i + 1; j <= parts.length; j++) {
        const key = parts.slice(i, j).join(' ')
        if (j - i < parts.length && keys.has(key)) found.add(key)
      }
    }
    for (const key of found) {
      const entry = containers.get(key) ?? { count: 0, frequency: 0 }
      entry.count++
      entry.frequency += one.features.frequency
      containers.set(key, entry)
    }
    inside.set(one, found.size)
  }
  const nesting = { containers, inside }
  nestings.set(groups, nesting)
  return nesting
}

const scored = (groups: readonly Ranked[], of: (one: Ranked) => number): Map<Ranked, number> => new Map(groups.map((one) => [one, of(one)]))

const containersOf = (groups: readonly Ranked[], one: Ranked) => nestingOf(groups).containers.get(partsOf(one).join(' '))

const frequency: Baseline = (groups) => scored(groups, (one) => one.features.frequency)

/** Salton: term frequency times log of inverse document frequency. */
const tfIdf: Baseline = (groups, documents) =>
  scored(groups, (one) => one.features.frequency * Math.log((documents + 1) / Math.max(1, one.features.documents)))

/** Frantzi, Ananiadou & Mima 2000, with log2(words + 1) so that single words count. */
const cValue: Baseline = (groups) =>
  scored(groups, (one) => {
    const longer = containersOf(groups, one)
    const nested = longer ? longer.frequency / longer.count : 0
    return Math.log2(partsOf(one).length + 1) * (one.features.frequency - nested)
  })

/** Astrakhantsev 2015: |a| log f + 0.75 containers + 0.1 contained. */
const comboBasic: Baseline = (groups) =>
  scored(groups, (one) => {
    const longer = containersOf(groups, one)?.count ?? 0
    return partsOf(one).length * Math.log(one.features.frequency) + 0.75 * longer + 0.1 * (nestingOf(groups).inside.get(one) ?? 0)
  })

/** Ahmad et al. 1999: how much more frequent here than in general language; the least of its words. */
const weirdness: Baseline = (groups) => scored(groups, (one) => one.features.specificityMin)

/** Nakagawa & Mori 2003: frequency times the geometric mean of how many different neighbours its words have. */
const flr: Baseline = (groups) => {
  const left = new Map<string, Set<string>>()
  const right = new Map<string, Set<string>>()
  const note = (map: Map<string, Set<string>>, word: string, neighbour: string): void => {
    const set = map.get(word)
    if (set) set.add(neighbour)
    else map.set(word, new Set([neighbour]))
  }
  for (const one of groups) {
    const parts = partsOf(one)
    for (let i = 0; i + 1 < parts.length; i++) {
      note(right, parts[i]!, parts[i + 1]!)
      note(left, parts[i + 1]!, parts[i]!)
    }
  }
  return scored(groups, (one) => {
    const parts = partsOf(one)
    const product = parts.reduce((total, word) => total * ((left.get(word)?.size ?? 0) + 1) * ((right.get(word)?.size ?? 0) + 1), 1)
    return one.features.frequency * product ** (1 / (2 * parts.length))
  })
}

/** Nakagawa & Mori 2003, after C-value, for single words too: words × (f − mean f of the longer candidates). */
const mcValue: Baseline = (groups) =>
  scored(groups, (one) => {
    const longer = containersOf(groups, one)
    return partsOf(one).length * (one.features.frequency - (longer ? longer.frequency / longer.count : 0))
  })

export const BASELINES: Readonly<Record<string, Baseline>> = {
  frequency,
  'tf-idf': tfIdf,
  'C-value': cValue,
  ComboBasic: comboBasic,
  weirdness,
  FLR: flr,
  'MC-value': mcValue,
}

/** The groups in a baseline's order; ties by key. */
export function orderBy(groups: readonly Ranked[], scores: ReadonlyMap<Ranked, number>): Ranked[] {
  const key = (one: Ranked): string => one.group.members[0]!.key
  return [...groups].sort((a, b) => scores.get(b)! - scores.get(a)! || (key(a) < key(b) ? -1 : 1))
}
