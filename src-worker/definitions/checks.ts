import type { ConceptRef, ProblemItem, Variant } from '../../src-main/contract/results.ts'
import type { Constraints } from '../../src-main/contract/run-protocol.ts'
import { foldKey, hasCjk } from '../../src-main/contract/text/fold.ts'
import { withoutHeadword } from '../../src-main/contract/text/glossary-form.ts'
import { mentions, mentionsOf } from './mentions.ts'
import { rings } from './rings.ts'
import { tellsApart } from './same-name.ts'

/** A concept as the review sees it: with the definition people see, empty when there is none. */
export interface Entry {
  readonly concept: ConceptRef
  readonly headword: string
  readonly variants: readonly Variant[]
  readonly frequency: number
  readonly glossaryRank: number
  readonly definition: string
}

/** Awaited between entries: where a cancel gets in (RunSession.checkpoint). A glossary may have 50 000 of them. */
export type Rest = () => Promise<void>
const noRest: Rest = async () => undefined

type Problem = Omit<ProblemItem, 'type' | 'evidence'>
const problem = (fields: Problem): ProblemItem => ({ type: 'problem', evidence: [], ...fields })
const quote = (headword: string): string => `“${headword}”`
const times = (count: number): string => (count === 1 ? 'once' : `${count} times`)

/** Headwords up to this glossary rank are expected to have a definition; for the long tail a missing one is no finding. */
const EXPECTED_RANK = 200
/** Words (Latin) or characters (CJK) of a definition in which its genus stands. */
const GENUS_WORDS = 8
const GENUS_CHARACTERS = 24

/** Two concepts that share a spelling, or that people read the same definition for. */
export async function duplicateProblems(entries: readonly Entry[], rest: Rest = noRest): Promise<ProblemItem[]> {
  const out: ProblemItem[] = []
  const reported = new Set<string>()
  const report = (a: Entry, b: Entry, why: string): void => {
    const pair = [a, b].map((one) => `${one.concept.language}:${one.concept.key}:${one.concept.sense}`).join('\n')
    if (reported.has(pair)) return
    reported.add(pair)
    out.push(
      problem({
        kind: 'duplicate',
        severity: 'warning',
        concepts: [a.concept, b.concept],
        message: `${quote(a.headword)} and ${quote(b.headword)} may be one term: ${why}. Merge them, or keep both if they differ.`,
        action: 'merge',
      }),
    )
  }
  const bySpelling = new Map<string, Entry>()
  const byDefinition = new Map<string, Entry>()
  for (const entry of entries) {
    await rest()
    for (const variant of entry.variants) {
      const key = `${entry.concept.language}:${variant.key.replaceAll(' ', '')}`
      const other = bySpelling.get(key)
      if (other && other !== entry) report(other, entry, `both are written “${variant.surface}”`)
      else bySpelling.set(key, entry)
    }
    const definition = foldKey(entry.definition)
    if (definition === '') continue
    const other = byDefinition.get(definition)
    if (other && !tellsApart(entry.definition, other.headword, entry.headword)) report(other, entry, 'their definitions are the same')
    else if (!other) byDefinition.set(definition, entry)
  }
  return out
}

interface Genus {
  /** The part of a definition where its genus stands, folded; the headword and copula cut off. */
  readonly text: string
  /** The headword was cut off, so finding it again is circular; where it was not, the sentence may just name its subject late. */
  readonly afterSubject: boolean
}

function genusOf(entry: Entry): Genus {
  const body = withoutHeadword(entry.definition, entry.headword, entry.concept.language)
  const text = hasCjk(body) ? foldKey(body.slice(0, GENUS_CHARACTERS)) : foldKey(body.split(/\s+/u).slice(0, GENUS_WORDS).join(' '))
  return { text, afterSubject: body !== entry.definition }
}

/** Definitions that use their own headword as genus, and rings of definitions that lead back to where they began. */
export async function circularProblems(entries: readonly Entry[], rest: Rest = noRest): Promise<ProblemItem[]> {
  const defined = entries.filter((entry) => entry.definition !== '')
  const out: ProblemItem[] = []
  const heads = new Map<string, number>()
  for (const [i, entry] of defined.entries()) if (entry.concept.key.length > 2) heads.set(entry.concept.key, i)
  const next: number[][] = []
  for (const [i, entry] of defined.entries()) {
    await rest()
    const genus = genusOf(entry)
    if (genus.afterSubject && mentions(genus.text, entry.concept.key)) out.push(selfProblem(entry))
    next.push(keysIn(genus.text, heads).flatMap((key) => (heads.get(key) === i ? [] : [heads.get(key)!])))
  }
  for (const ring of rings(next)) {
    await rest()
    if (ring !== null) out.push(ringProblem(ring.map((i) => defined[i]!)))
  }
  return out
}

function keysIn(text: string, heads: ReadonlyMap<string, number>): string[] {
  if (hasCjk(text)) {
    const found: string[] = []
    for (let i = 0; i < text.length; i++)
      for (let j = i + 2; j <= text.length; j++) if (heads.has(text.slice(i, j))) found.push(text.slice(i, j))
    return found
  }
  const words = text.split(/[^\p{L}\p{N}]+/u).filter(Boolean)
  return words.flatMap((_, i) => [1, 2, 3].map((n) => words.slice(i, i + n).join(' ')).filter((key) => heads.has(key)))
}

function selfProblem(entry: Entry): ProblemItem {
  return problem({
    kind: 'circular',
    severity: 'warning',
    concepts: [entry.concept],
    message: `The definition of ${quote(entry.headword)} explains the term by itself. Say what kind of thing it is in other words.`,
    action: 'edit-definition',
  })
}

function ringProblem(ring: readonly Entry[]): ProblemItem {
  const path = [...ring, ring[0]!].map((entry) => quote(entry.headword)).join(' → ')
  return problem({
    kind: 'circular',
    severity: 'info',
    concepts: ring.map((entry) => entry.concept),
    message: `These definitions lead in a circle: ${path}. Define one of them without the others.`,
    action: 'edit-definition',
  })
}

/** Forms people forbade that the documents or the definitions still use. */
export async function forbiddenProblems(
  entries: readonly Entry[],
  forbidden: Constraints['forbidden'],
  rest: Rest = noRest,
): Promise<ProblemItem[]> {
  if (forbidden.length === 0) return []
  const byKey = new Map<string, Entry>()
  /** The first spelling in the documents with that key. */
  const used = new Map<string, Variant>()
  const users: Entry[][] = forbidden.map(() => [])
  const mentioned = mentionsOf(forbidden.map((form) => form.key))
  for (const entry of entries) {
    await rest()
    byKey.set(`${entry.concept.language}:${entry.concept.key}`, entry)
    for (const variant of entry.variants) if (variant.count > 0 && !used.has(variant.key)) used.set(variant.key, variant)
    if (entry.definition === '') continue
    for (const form of mentioned(foldKey(entry.definition))) users[form]!.push(entry)
  }
  const out: ProblemItem[] = []
  for (const [index, form] of forbidden.entries()) {
    await rest()
    const preferred = byKey.get(`${form.concept.language}:${form.concept.key}`)?.headword ?? form.concept.key
    const variant = used.get(form.key)
    if (variant) out.push(usedProblem(form, variant, preferred))
    for (const user of users[index]!) out.push(userProblem(form, user, preferred))
  }
  return out
}

type Forbidden = Constraints['forbidden'][number]

const usedProblem = (form: Forbidden, variant: Variant, preferred: string): ProblemItem =>
  problem({
    kind: 'forbidden-form',
    severity: 'warning',
    concepts: [form.concept],
    message: `The documents use the forbidden form ${quote(form.surface)} ${times(variant.count)}. Write ${quote(preferred)} instead.`,
    action: 'use-preferred',
  })

const userProblem = (form: Forbidden, user: Entry, preferred: string): ProblemItem =>
  problem({
    kind: 'forbidden-form',
    severity: 'warning',
    concepts: [user.concept, form.concept],
    message: `The definition of ${quote(user.headword)} uses the forbidden form ${quote(form.surface)}. Write ${quote(preferred)} instead.`,
    action: 'edit-definition',
  })

/** Headwords people would look up that nothing in the documents defines. */
export function missingProblems(entries: readonly Entry[]): ProblemItem[] {
  return entries
    .filter((entry) => entry.definition === '' && entry.glossaryRank <= EXPECTED_RANK)
    .map((entry) =>
      problem({
        kind: 'missing-definition',
        severity: 'info',
        concepts: [entry.concept],
        message: `The documents use ${quote(entry.headword)} ${times(entry.frequency)} but never define it. Write a definition, or drop the term.`,
        action: 'edit-definition',
      }),
    )
}
