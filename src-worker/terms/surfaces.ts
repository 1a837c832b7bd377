import type { Variant, VariantRule } from '../../src-main/contract/results.ts'
import { foldKey } from '../../src-main/contract/text/fold.ts'
import type { CorpusCandidate } from './corpus.ts'
import type { SurfaceCount } from './types.ts'
import { type Group, spellingForm } from './variants.ts'

/** Same letters but for the case of the first one. */
const lowerFirst = (surface: string): string => surface.slice(0, 1).toLowerCase() + surface.slice(1)

/** Joins surfaces that differ only by the capital a sentence or heading gives its first word; what was counted stays counted. */
export function settleCase(surfaces: readonly SurfaceCount[]): SurfaceCount[] {
  const byForm = new Map(surfaces.map((one) => [one.surface, { ...one }]))
  for (const one of [...byForm.values()]) {
    if (one.count !== one.initial) continue
    const lower = byForm.get(lowerFirst(one.surface)) ?? byForm.get(one.surface.toLowerCase())
    if (!lower || lower.surface === one.surface) continue
    lower.count += one.count
    lower.initial += one.initial
    byForm.delete(one.surface)
  }
  return [...byForm.values()]
}

/** Several words in capitals: running titles shout on every page, and any other spelling is better. */
const isShouted = (surface: string): boolean => /^[\p{Lu}\s-]{6,}$/u.test(surface) && surface.includes(' ')

/** How fit a surface is to head its concept: often, away from sentence starts, in the singular, not shouted. */
function fitness(surface: SurfaceCount, key: string): number {
  const base = surface.count - surface.initial + surface.initial * 0.05 + 0.001
  const singular = foldKey(surface.surface) === key ? 3 : 1
  const shouted = isShouted(surface.surface) ? 0.02 : 1
  return base * singular * shouted
}

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** The surface that heads a group: of its leading candidate, the fittest. */
export function headwordOf(candidate: CorpusCandidate): string {
  const surfaces = settleCase(candidate.surfaces)
  surfaces.sort((a, b) => fitness(b, candidate.key) - fitness(a, candidate.key) || order(a.surface, b.surface))
  return surfaces[0]?.surface ?? candidate.key
}

/** Rules under which another member is the same words: it may head the group in its leader's place. */
const SAME_WORDS: ReadonlySet<VariantRule> = new Set(['case', 'hyphen', 'inflection'])

/** The member whose surface heads a group: its leader; where that is only ever shouted, the first that is the same words and is not. */
export function headMemberOf(group: Group): CorpusCandidate {
  const [leader, ...others] = group.members as [CorpusCandidate, ...CorpusCandidate[]]
  if (!isShouted(headwordOf(leader))) return leader
  const quiet = others.find((one) => SAME_WORDS.has(group.rules.get(one.key) ?? 'abbreviation') && !isShouted(headwordOf(one)))
  return quiet ?? leader
}

/** Why a surface of the leading candidate differs from the headword. */
function ruleWithin(surface: string, headword: string): VariantRule {
  if (surface.toLowerCase() === headword.toLowerCase()) return 'case'
  if (surface.normalize('NFKC').toLowerCase() === headword.normalize('NFKC').toLowerCase()) return 'width'
  const bare = (text: string): string => foldKey(text).replaceAll(' ', '')
  if (bare(surface) === bare(headword)) return 'hyphen'
  return spellingForm(bare(surface)) === spellingForm(bare(headword)) ? 'spelling' : 'inflection'
}

/** All surface forms of a group, the headword first, then by count. Abbreviated long forms are marked from the headword's side. */
export function variantsOf(group: Group, headword: string): Variant[] {
  const found = new Map<string, Variant>()
  for (const member of group.members) {
    for (const { surface, count } of settleCase(member.surfaces)) {
      const known = found.get(surface)
      const rule = surface === headword ? 'headword' : (group.rules.get(member.key) ?? ruleWithin(surface, headword))
      found.set(surface, known ? { ...known, count: known.count + count } : { surface, key: foldKey(surface), rule, count })
    }
  }
  const rank = (variant: Variant): number => (variant.rule === 'headword' ? 0 : 1)
  return [...found.values()].sort((a, b) => rank(a) - rank(b) || b.count - a.count || order(a.surface, b.surface))
}
