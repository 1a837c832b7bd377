import type { ConceptRef, ProblemItem, Variant } from '../../src-main/contract/results.ts'
import type { Constraints } from '../../src-main/contract/run-protocol.ts'
import { foldKey, hasCjk } from '../../src-main/contract/text/fold.ts'
import { withoutHeadword } from './clean.ts'

/** A concept as the review sees it: with the definition people see, empty when there is none. */
export interface Entry {
  readonly concept: ConceptRef
  readonly headword: string
  readonly variants: readonly Variant[]
  readonly frequency: number
  readonly glossaryRank: number
  readonly definition: string
}

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
export function duplicateProblems(entries: readonly Entry[]): ProblemItem[] {
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
    for (const variant of entry.variants) {
      const key = `${entry.concept.language}:${variant.key.replaceAll(' ', '')}`
      const other = bySpelling.get(key)
      if (other && other !== entry) report(other, entry, `both are written “${variant.surface}”`)
      else bySpelling.set(key, entry)
    }
    const definition = foldKey(entry.definition)
    if (definition === '') continue
    const other = byDefinition.get(definition)
    if (other) report(other, entry, 'their definitions are the same')
    else byDefinition.set(definition, entry)
  }
  return out
}

/** The part of a definition where its genus stands, folded; the headword and copula cut off. */
function genusOf(entry: Entry): string {
  const language = entry.concept.language
  const body = withoutHeadword(entry.definition, entry.headword, language)
  return hasCjk(body) ? foldKey(body.slice(0, GENUS_CHARACTERS)) : foldKey(body.split(/\s+/u).slice(0, GENUS_WORDS).join(' '))
}

const mentions = (text: string, key: string): boolean =>
  hasCjk(key) ? text.includes(key) : ` ${text.replace(/[^\p{L}\p{N}]+/gu, ' ')} `.includes(` ${key} `)

/** Definitions that use their own headword as genus, and rings of definitions that lead back to where they began. */
export function circularProblems(entries: readonly Entry[]): ProblemItem[] {
  const defined = entries.filter((entry) => entry.definition !== '')
  const genus = defined.map(genusOf)
  const out: ProblemItem[] = []
  const heads = new Map<string, number>()
  for (const [i, entry] of defined.entries()) if (entry.concept.key.length > 2) heads.set(entry.concept.key, i)
  const next: number[][] = defined.map(() => [])
  for (const [i, entry] of defined.entries()) {
    if (startsWithSubject(entry) && mentions(genus[i]!, entry.concept.key)) out.push(selfProblem(entry))
    for (const key of keysIn(genus[i]!, heads)) if (heads.get(key) !== i) next[i]!.push(heads.get(key)!)
  }
  for (const ring of rings(next)) out.push(ringProblem(ring.map((i) => defined[i]!)))
  return out
}

/** The headword was cut off, so finding it again is circular; where it was not, the sentence may just name its subject late. */
const startsWithSubject = (entry: Entry): boolean =>
  withoutHeadword(entry.definition, entry.headword, entry.concept.language) !== entry.definition

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

const LONGEST_RING = 4

/** Rings of at most four nodes, each once, beginning with its smallest index. Depth-bounded search from every node. */
function rings(next: readonly (readonly number[])[]): number[][] {
  const out: number[][] = []
  const seen = new Set<string>()
  const walk = (path: number[]): void => {
    const [start] = path as [number]
    for (const to of new Set(next[path.at(-1)!])) {
      if (to === start && path.length > 1) {
        const key = path.join(',')
        if (!seen.has(key)) out.push([...path])
        seen.add(key)
      } else if (to > start && path.length < LONGEST_RING && !path.includes(to)) walk([...path, to])
    }
  }
  for (let i = 0; i < next.length; i++) walk([i])
  return out
}

/** Forms people forbade that the documents or the definitions still use. */
export function forbiddenProblems(entries: readonly Entry[], forbidden: Constraints['forbidden']): ProblemItem[] {
  const byKey = new Map(entries.map((entry) => [`${entry.concept.language}:${entry.concept.key}`, entry]))
  const out: ProblemItem[] = []
  for (const form of forbidden) {
    const entry = byKey.get(`${form.concept.language}:${form.concept.key}`)
    const used = entries.flatMap((one) => one.variants).find((variant) => variant.key === form.key && variant.count > 0)
    const preferred = entry?.headword ?? form.concept.key
    const users = entries.filter((one) => one.definition !== '' && mentions(foldKey(one.definition), form.key))
    if (used) {
      out.push(
        problem({
          kind: 'forbidden-form',
          severity: 'warning',
          concepts: [form.concept],
          message: `The documents use the forbidden form ${quote(form.surface)} ${times(used.count)}. Write ${quote(preferred)} instead.`,
          action: 'use-preferred',
        }),
      )
    }
    for (const user of users) {
      out.push(
        problem({
          kind: 'forbidden-form',
          severity: 'warning',
          concepts: [user.concept, form.concept],
          message: `The definition of ${quote(user.headword)} uses the forbidden form ${quote(form.surface)}. Write ${quote(preferred)} instead.`,
          action: 'edit-definition',
        }),
      )
    }
  }
  return out
}

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
