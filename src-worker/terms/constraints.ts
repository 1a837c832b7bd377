import type { Language } from '../../src-main/contract/blocks.ts'
import type { ConceptRef } from '../../src-main/contract/results.ts'
import type { Constraints } from '../../src-main/contract/run-protocol.ts'
import { foldKey } from '../../src-main/contract/text/fold.ts'
import { emptyCandidate } from './candidate.ts'
import { type CorpusCandidate, type LanguageCorpus, surfaceIndex } from './corpus.ts'
import { DocumentList } from './document-list.ts'
import type { Group } from './variants.ts'

/** What people decided, applied last: after every rule of the machine (design §3). */

/**
 * Candidates for the required terms of this language. A term the documents do not hold gets a candidate without occurrences.
 * @returns keys of the required candidates
 */
export function addRequired(corpus: LanguageCorpus, constraints: Constraints): Set<string> {
  const required = constraints.required.filter((term) => term.language === corpus.language)
  const keys = new Set<string>()
  if (required.length === 0) return keys
  const index = surfaceIndex(corpus)
  for (const term of required) {
    const known = index.get(term.key)
    if (known !== undefined) {
      keys.add(known)
      continue
    }
    corpus.candidates.set(term.key, unseen(term.key, term.surface))
    keys.add(term.key)
  }
  return keys
}

const unseen = (key: string, surface: string): CorpusCandidate => ({
  ...emptyCandidate(key, 'N'),
  surfaces: [{ surface, count: 0, initial: 0 }],
  documents: new DocumentList(),
  defining: [],
  context: null,
  repeats: { block: 0, votes: 0 },
})

/** Surfaces people excluded; a group is out when its leading candidate is. */
export class Exclusions {
  private readonly keys: ReadonlySet<string>

  constructor(language: Language, constraints: Constraints) {
    this.keys = new Set(constraints.excluded.filter((term) => term.language === language).map((term) => term.key))
  }

  hit(group: Group): boolean {
    return this.keys.size > 0 && group.members[0]!.surfaces.some((one) => this.keys.has(foldKey(one.surface)))
  }
}

/** Groups after people's merges (must) and splits (cannot): a pair that must link joins two groups, a pair that cannot takes the second out of the first's. */
export function constrainLinks(groups: readonly Group[], corpus: LanguageCorpus, constraints: Constraints): Group[] {
  const pairs = [...constraints.mustLink, ...constraints.cannotLink].filter(
    ([a, b]) => a.language === corpus.language && b.language === corpus.language,
  )
  if (pairs.length === 0) return [...groups]
  const index = surfaceIndex(corpus)
  const groupOf = new Map<string, Group>()
  const live = new Set(groups)
  for (const group of groups) for (const member of group.members) groupOf.set(member.key, group)
  const candidate = (ref: ConceptRef): string => index.get(ref.key) ?? ref.key
  const replace = (old: readonly Group[], fresh: readonly Group[]): void => {
    for (const group of old) live.delete(group)
    for (const group of fresh) {
      live.add(group)
      for (const member of group.members) groupOf.set(member.key, group)
    }
  }
  for (const [a, b] of constraints.cannotLink) {
    const group = groupOf.get(candidate(a))
    const away = candidate(b)
    if (!group || group !== groupOf.get(away) || a.language !== corpus.language) continue
    replace([group], candidate(a) === away ? splitForms(group, away, a.key, b.key) : split(group, away))
  }
  for (const [a, b] of constraints.mustLink) {
    const [left, right] = [groupOf.get(candidate(a)), groupOf.get(candidate(b))]
    if (!left || !right || left === right || a.language !== corpus.language) continue
    const rules = new Map([...left.rules, ...right.rules, [right.members[0]!.key, 'human' as const]])
    replace([left, right], [{ members: [...left.members, ...right.members], rules }])
  }
  return [...live]
}

/**
 * Takes the forms with one key out of a candidate (`works` of `work`): they stand for themselves with their own count, and leave what else is
 * known of the word to the others. Forms that differ in case, width or hyphens only have one key, and stay together.
 */
function splitForms(group: Group, key: string, stay: string, away: string): Group[] {
  const member = group.members.find((one) => one.key === key)
  if (!member || stay === away) return [group]
  const taken = member.surfaces.filter((one) => foldKey(one.surface) === away)
  const left = member.surfaces.filter((one) => foldKey(one.surface) !== away)
  if (taken.length === 0 || left.length === 0) return [group]
  const total = taken.reduce((sum, one) => sum + one.count, 0)
  const free = Math.min(member.free, total)
  const rest = {
    ...member,
    key: member.key === away ? stay : member.key,
    surfaces: left,
    total: member.total - total,
    free: member.free - free,
  }
  const own: CorpusCandidate = {
    ...emptyCandidate(away, member.shape, member.weak),
    ...{ surfaces: taken, total, free, documents: member.documents, parts: member.parts, repeats: member.repeats },
    ...{ defining: [], context: null },
  }
  const rules = new Map([...group.rules].map(([known, rule]) => [known === member.key ? rest.key : known, rule]))
  return [
    { members: group.members.map((one) => (one === member ? rest : one)), rules },
    { members: [own], rules: new Map() },
  ]
}

/** Takes one member out of a group. */
function split(group: Group, away: string): Group[] {
  const member = group.members.find((one) => one.key === away)
  if (!member) return [group]
  const rest = group.members.filter((one) => one !== member)
  const rules = new Map([...group.rules].filter(([key]) => key !== away && key !== rest[0]?.key))
  return rest.length === 0
    ? [group]
    : [
        { members: rest, rules },
        { members: [member], rules: new Map() },
      ]
}
