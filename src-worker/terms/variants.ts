import type { VariantRule } from '../../src-main/contract/results.ts'
import { foldKey } from '../../src-main/contract/text/fold.ts'
import { type CorpusCandidate, type LanguageCorpus, surfaceIndex } from './corpus.ts'
import { singular } from './shapes-english.ts'
import { soundsLike } from './transliteration.ts'
import { kanjiForm, longVowelForm, okuriganaForm } from './variants-japanese.ts'
import { inflectionForm } from './variants-other.ts'

/** Candidates that are one concept, the rule that joined each, the first being the one that leads. */
export interface Group {
  readonly members: CorpusCandidate[]
  /** Key of a member → the rule it came in by; the leader has none. */
  readonly rules: ReadonlyMap<string, VariantRule>
}

/** Disjoint sets of candidate keys that remember why they were joined. */
export class Links {
  private readonly parent = new Map<string, string>()
  private readonly reason = new Map<string, VariantRule>()

  root(key: string): string {
    let at = key
    for (let up = this.parent.get(at); up !== undefined; up = this.parent.get(at)) at = up
    return at
  }

  /** Joins `key` to `leader`'s set. The rule is kept for `key`. */
  join(leader: string, key: string, rule: VariantRule): void {
    const [a, b] = [this.root(leader), this.root(key)]
    if (a === b) return
    this.parent.set(b, a)
    if (!this.reason.has(key)) this.reason.set(key, rule)
  }

  rule(key: string): VariantRule | undefined {
    return this.reason.get(key)
  }
}

const SPELLINGS: readonly (readonly [RegExp, string])[] = [
  [/is(e|es|ed|ing|er|ers|ation|ations)(?= |$)/gu, 'iz$1'],
  [/ys(e|es|ed|ing|er)(?= |$)/gu, 'yz$1'],
  [/(?<=[a-z]{2})our(?=s? |s?$|ed|ing|al|able|ful)/gu, 'or'],
  [/(?<=[a-z]{2})tre(s?)(?= |$)/gu, 'ter$1'],
  [/ogue(s?)(?= |$)/gu, 'og$1'],
  [/ll(ed|ing|er|ers)(?= |$)/gu, 'l$1'],
  [/(?<=[a-z])ae(?=[a-z])/gu, 'e'],
  [/(?<=[a-z]{2})ence(?= |$)/gu, 'ense'],
]

/** What one of these patterns begins with or holds: most keys have none of it, and are looked at once. */
const MAY_BE_BRITISH = /is|ys|our|tre|ogue|ll|ae|ence/u

/** One spelling for British and American forms. */
export const spellingForm = (key: string): string =>
  MAY_BE_BRITISH.test(key) ? SPELLINGS.reduce((form, [pattern, to]) => form.replace(pattern, to), key) : key

/** The last word in the singular, where the tagger left a plural: headings in capitals, unknown words. */
function singularForm(key: string): string {
  if (!key.endsWith('s')) return key
  const at = key.lastIndexOf(' ') + 1
  return key.slice(0, at) + singular(key.slice(at))
}

/** `decrease of wind` → `wind decrease`; null for other shapes. */
export function permuted(candidate: Pick<CorpusCandidate, 'key' | 'shape'>): string | null {
  const at = candidate.shape.indexOf('O')
  if (at <= 0 || candidate.shape.indexOf('O', at + 1) >= 0) return null
  const [head, modifier] = candidate.key.split(' of ')
  // The number of lines is no line number.
  if (
    !head ||
    !modifier ||
    /(?:^| )(?:number|amount|lot|lack|use|end|part|kind|sort|pair|couple|rest|majority|absence|presence)$/u.test(head)
  )
    return null
  return `${modifier} ${head}`
}

/** A normal form of a key. */
type Form = (key: string) => string

/**
 * Forms that several candidates may have, and all forms in the order of the candidates. Only what a form changes can meet another: what has the form
 * already, or changes to the same.
 */
function formsOf(corpus: LanguageCorpus, form: Form, joined: Form | null): { forms: readonly string[]; shared: ReadonlySet<string> } {
  const forms: string[] = []
  const once = new Set<string>()
  const shared = new Set<string>()
  for (const key of corpus.candidates.keys()) {
    const normal = form(key)
    forms.push(normal)
    if (normal === (joined ? joined(key) : key)) continue
    if (joined || once.has(normal) || corpus.candidates.has(normal)) shared.add(normal)
    else once.add(normal)
  }
  return { forms, shared }
}

/**
 * Joins candidates whose normal form under `form` is the same, the most frequent one leading. A form most candidates have already, or have for
 * themselves, costs little.
 * @param joined a form by which they are joined already: what `form` does not change beyond it has nothing new to meet
 */
function joinByForm(corpus: LanguageCorpus, links: Links, form: Form, rule: VariantRule, joined: Form | null = null): void {
  const { forms, shared } = formsOf(corpus, form, joined)
  if (shared.size === 0) return
  const leaders = new Map<string, CorpusCandidate>()
  let i = 0
  for (const candidate of corpus.candidates.values()) {
    const normal = forms[i++]!
    if (!shared.has(normal)) continue
    const leader = leaders.get(normal)
    if (!leader || candidate.total > leader.total || (candidate.total === leader.total && candidate.key < leader.key))
      leaders.set(normal, candidate)
  }
  i = 0
  for (const candidate of corpus.candidates.values()) {
    const leader = leaders.get(forms[i++]!)
    if (leader && leader !== candidate) links.join(leader.key, candidate.key, rule)
  }
}

function joinPermutations(corpus: LanguageCorpus, links: Links): void {
  for (const candidate of corpus.candidates.values()) {
    const other = permuted(candidate)
    if (other !== null && corpus.candidates.has(other)) links.join(other, candidate.key, 'permutation')
  }
}

/** Short and long form become one concept where each pair is the short form's usual reading; the form written more often leads. */
function joinAbbreviations(corpus: LanguageCorpus, links: Links, index: ReadonlyMap<string, string>): void {
  const best = new Map<string, { long: string; count: number }>()
  for (const pair of corpus.abbreviations) {
    const short = index.get(foldKey(pair.short))
    const long = index.get(foldKey(pair.long))
    if (!short || !long || short === long) continue
    const count = pair.count + (corpus.candidates.get(long)?.total ?? 0) / 1000
    const known = best.get(short)
    if (!known || count > known.count || (count === known.count && long < known.long)) best.set(short, { long, count })
  }
  const total = (key: string): number => corpus.candidates.get(links.root(key))?.total ?? 0
  for (const [short, { long }] of best) {
    if (total(short) > total(long)) links.join(short, long, 'long-form')
    else links.join(long, short, 'abbreviation')
  }
}

type Script = 'latin' | 'katakana' | 'kanji' | 'mixed'
function scriptOf(text: string): Script {
  if (/^[\p{ASCII}]+$/u.test(text)) return 'latin'
  if (/^[ァ-ヺー・ ]+$/u.test(text)) return 'katakana'
  if (/^[\p{Script=Han}々ぁ-ん]+$/u.test(text)) return 'kanji'
  return 'mixed'
}

/** 有向非巡回グラフ（DAG）: an acronym is a short form, whichever of the two leads. */
function ruleOfTranslation(corpus: LanguageCorpus, leader: string, member: string): VariantRule {
  const isAcronym = (key: string): boolean =>
    corpus.candidates.get(key)!.surfaces.some((one) => ACRONYM.test(one.surface.normalize('NFKC')))
  if (soundsLike(leader, member)) return 'translation'
  if (isAcronym(member)) return 'abbreviation'
  return isAcronym(leader) ? 'long-form' : 'translation'
}

/**
 * Whether a bracket holds another name of what stands before it. バックエンド（Zipkin） and サービス（メモリ制限） are remarks; a translation sounds
 * alike, or is an acronym, or is given again and again and seldom stands outside its bracket.
 */
function isTranslation(corpus: LanguageCorpus, left: string, right: string, count: number): boolean {
  const [a, b] = [scriptOf(left), scriptOf(right)]
  const alone = count / Math.max(1, corpus.candidates.get(right)?.total ?? 0)
  if (a === b) return false
  if (soundsLike(left, right)) return true
  if (a === 'mixed' || b === 'mixed') return false
  const isAcronym = corpus.candidates.get(right)?.surfaces.some((one) => ACRONYM.test(one.surface.normalize('NFKC'))) ?? false
  if (isAcronym) return alone >= 0.2
  if (a !== 'kanji' && b !== 'kanji') return false
  if (count >= (a === 'katakana' ? 3 : 2) && alone >= 0.4) return true
  return a === 'kanji' && b === 'katakana' && isGloss(corpus, left, right, alone)
}

/** Share of its occurrences in which a katakana word given once in a bracket stands there, where it may stand nowhere else. */
const NOWHERE_ELSE = 0.9
/** How many times as often the kanji word is written, where the katakana word may stand elsewhere now and then. */
const RARER = 10

/**
 * 属性（アトリビュート）: a katakana word given once is the kanji word's other name where it stands nowhere else, or in every second place only and
 * is by far the rarer of the two. What 果物（リンゴ） names as an example is spoken of on its own.
 */
function isGloss(corpus: LanguageCorpus, left: string, right: string, alone: number): boolean {
  if (alone >= NOWHERE_ELSE) return true
  const [kanji, katakana] = [corpus.candidates.get(left)?.total ?? 0, corpus.candidates.get(right)?.total ?? 0]
  return alone >= 0.5 && kanji >= katakana * RARER
}

const ACRONYM = /^\p{Lu}[\p{Lu}\d&/-]{1,7}$/u

/** Bracketed names in another script, where each is the other's usual partner. */
function joinTranslations(corpus: LanguageCorpus, links: Links, index: ReadonlyMap<string, string>): void {
  const partners = new Map<string, Map<string, number>>()
  const note = (from: string, to: string, count: number): void => {
    const counts = partners.get(from) ?? new Map<string, number>()
    counts.set(to, (counts.get(to) ?? 0) + count)
    partners.set(from, counts)
  }
  for (const pair of corpus.aliases) {
    const left = index.get(foldKey(pair.left))
    const right = index.get(foldKey(pair.right))
    if (!left || !right || left === right || !isTranslation(corpus, left, right, pair.count)) continue
    note(left, right, pair.count)
    note(right, left, pair.count)
  }
  const main = (key: string): string | undefined => {
    const counts = [...(partners.get(key) ?? [])].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    const sum = counts.reduce((total, [, count]) => total + count, 0)
    return counts[0] && counts[0][1] >= sum * 0.6 ? counts[0][0] : undefined
  }
  for (const key of [...partners.keys()].sort()) {
    const other = main(key)
    if (other === undefined || main(other) !== key) continue
    const [a, b] = [corpus.candidates.get(key)!, corpus.candidates.get(other)!]
    const [leader, member] = a.total > b.total || (a.total === b.total && key < other) ? [key, other] : [other, key]
    links.join(leader, member, ruleOfTranslation(corpus, leader, member))
  }
}

/** The names of all abbreviations and second names, as they are looked up. */
const namesInBrackets = (corpus: LanguageCorpus): Set<string> =>
  new Set([
    ...corpus.abbreviations.flatMap(({ short, long }) => [foldKey(short), foldKey(long)]),
    ...corpus.aliases.flatMap(({ left, right }) => [foldKey(left), foldKey(right)]),
  ])

/** Every rule that joins spellings of one concept, before anything is ranked or counted (TermSuite's graphical, morphological and permutation families). */
export async function linkVariants(corpus: LanguageCorpus, pause: () => Promise<void> = async () => {}): Promise<Links> {
  const links = new Links()
  const index = surfaceIndex(corpus, namesInBrackets(corpus))
  const compact = (key: string): string => key.replaceAll(' ', '')
  const rules: Readonly<Record<string, readonly (() => void)[]>> = {
    en: [
      () => joinByForm(corpus, links, singularForm, 'inflection'),
      () => joinByForm(corpus, links, compact, 'hyphen'),
      () => joinByForm(corpus, links, (key) => compact(spellingForm(key)), 'spelling', compact),
      () => joinPermutations(corpus, links),
    ],
    ja: [
      () => joinByForm(corpus, links, compact, 'width'),
      () => joinByForm(corpus, links, longVowelForm, 'long-vowel'),
      () => joinByForm(corpus, links, kanjiForm, 'kanji-variant'),
      () => joinByForm(corpus, links, okuriganaForm, 'okurigana'),
      () => joinTranslations(corpus, links, index),
    ],
    other: [() => joinByForm(corpus, links, compact, 'hyphen'), () => joinByForm(corpus, links, inflectionForm, 'inflection')],
  }
  for (const rule of rules[corpus.language] ?? []) {
    rule()
    await pause()
  }
  joinAbbreviations(corpus, links, index)
  for (const [first, ...rest] of corpus.shared) for (const key of rest) if (first !== undefined) links.join(first, key, 'glossary')
  return links
}

/** Of a group of one, as nearly all are. */
const NO_RULES: Group['rules'] = new Map()

/** The groups of a corpus under its links, in no particular order; every candidate is in exactly one. */
export function groupsOf(corpus: LanguageCorpus, links: Links): Group[] {
  const members = new Map<string, CorpusCandidate[]>()
  for (const candidate of corpus.candidates.values()) {
    const root = links.root(candidate.key)
    const list = members.get(root)
    if (list) list.push(candidate)
    else members.set(root, [candidate])
  }
  const groups: Group[] = []
  for (const [root, list] of members) {
    if (list.length === 1 && list[0]!.key === root) {
      groups.push({ members: list, rules: NO_RULES })
      continue
    }
    list.sort((a, b) => Number(b.key === root) - Number(a.key === root) || b.total - a.total || (a.key < b.key ? -1 : 1))
    const rules = new Map<string, VariantRule>()
    for (const member of list) if (member.key !== root) rules.set(member.key, links.rule(member.key) ?? 'inflection')
    groups.push({ members: list, rules })
  }
  return groups
}
