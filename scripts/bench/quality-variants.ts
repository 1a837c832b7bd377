import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { foldKey } from '../../src-main/contract/text/fold.ts'
import type { Ranked } from '../../src-worker/terms/concepts.ts'
import { bcubed, type Clustered } from './bcubed.ts'
import type { PrecisionRecall } from './quality-data.ts'

/**
 * Variant grouping against the variants people gave in brackets: `属性（アトリビュート）` heads one entry, so both are one concept. The gold is read
 * here, in the bench, and by nothing else.
 */

const goldSchema = z.array(z.object({ headwords: z.array(z.string()) }))

export interface VariantScores {
  /** Forms of entries with two names or more that the documents hold as candidates. */
  readonly found: PrecisionRecall
  /** All of their forms; one that is no candidate is a cluster of its own. */
  readonly all: PrecisionRecall
  /** Forms found of every entry, those with one name included: they can only be thrown together wrongly. */
  readonly withSingles: PrecisionRecall
  /** Entries whose names, as far as found, stand in several groups: what the bench prints for people to look at. */
  readonly torn: readonly (readonly string[])[]
  /** Names of different entries in one group. */
  readonly thrown: readonly (readonly string[])[]
}

/** Folded surface → index of the group it is in; the group that writes it most often where several do. */
function groupOfSurface(groups: readonly Ranked[]): Map<string, number> {
  const best = new Map<string, { group: number; count: number }>()
  for (const [
    group,
    {
      group: { members },
    },
  ] of groups.entries()) {
    for (const member of members) {
      for (const { surface, count } of member.surfaces) {
        const key = foldKey(surface)
        if (count > (best.get(key)?.count ?? 0)) best.set(key, { group, count })
      }
    }
  }
  return new Map([...best].map(([key, { group }]) => [key, group]))
}

interface Form extends Clustered {
  readonly name: string
  readonly found: boolean
  readonly several: boolean
}

function formsOf(gold: z.infer<typeof goldSchema>, groups: readonly Ranked[]): Form[] {
  const index = groupOfSurface(groups)
  return gold.flatMap(({ headwords }, entry) => {
    const names = [...new Map(headwords.map((name) => [foldKey(name), name])).entries()]
    return names.map(([key, name]) => {
      const group = index.get(key)
      const ours = group === undefined ? `missing:${entry}:${key}` : `group:${group}`
      return { name, ours, gold: `entry:${entry}`, found: group !== undefined, several: names.length > 1 }
    })
  })
}

/** Names of clusters of `of` that fall into several clusters of `other`. */
function split(forms: readonly Form[], of: keyof Clustered, other: keyof Clustered): string[][] {
  return [...Map.groupBy(forms, (form) => form[of]).values()]
    .filter((cluster) => new Set(cluster.map((form) => form[other])).size > 1)
    .map((cluster) => cluster.map(({ name }) => name))
}

/** @param goldFile the set's gold.json. @param groups every group of the set's ranking, dropped ones included */
export function scoreVariants(goldFile: string, groups: readonly Ranked[]): VariantScores {
  const forms = formsOf(goldSchema.parse(JSON.parse(readFileSync(goldFile, 'utf8'))), groups)
  const several = forms.filter((form) => form.several)
  const found = several.filter((form) => form.found)
  return {
    found: bcubed(found),
    all: bcubed(several),
    withSingles: bcubed(forms.filter((form) => form.found)),
    torn: split(found, 'gold', 'ours'),
    thrown: split(
      forms.filter((form) => form.found),
      'ours',
      'gold',
    ),
  }
}

/** The gold file of a glossary set. */
export const goldOf = (data: string, set: string): string => join(data, 'glossaries', set, 'gold.json')
