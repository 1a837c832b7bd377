import type { Language } from '../../src-main/contract/blocks.ts'
import type { Reference } from '../language/types.ts'
import type { CorpusCandidate, LanguageCorpus } from './corpus.ts'
import { isGenericAdjective, isGenericNoun } from './lists-english.ts'
import { isJapaneseGenericNoun } from './lists-japanese.ts'
import type { Group } from './variants.ts'

/** What a group's ranking looks at. Frequencies are over all its members. */
export interface GroupFeatures {
  readonly frequency: number
  readonly documents: number
  /** Mean and least log10 of how much more frequent its words are here than in general language. */
  readonly specificityMean: number
  readonly specificityMin: number
  readonly free: number
  readonly words: number
  readonly genericFirst: boolean
  readonly genericHead: boolean
  /** Nothing but a generic noun. */
  readonly genericAlone: boolean
  readonly singleAdjective: boolean
  readonly gerundFirst: boolean
  readonly nounOfNoun: boolean
  readonly verb: boolean
  readonly weak: boolean
  readonly abbreviation: boolean
  readonly defined: number
  readonly heading: number
  readonly inHeading: number
  readonly emphasis: number
  readonly linked: number
  /** Score of the best passage that defines it, 0–1. */
  readonly definition: number
  readonly listed: number
  readonly glossary: number
  /** A title of sections rather than their subject: mostly seen as a heading, and in several documents. */
  readonly sectionTitle: boolean
  readonly codeShare: number
  /** A phrase about a name: `EU membership`. */
  readonly aboutName: boolean
  readonly proper: number
  /** Begins with the name of what the folder is about: `Ansible collection`. */
  readonly aboutFolder: boolean
  /** A single word that stands inside longer candidates nearly always. */
  readonly mostlyNested: boolean
  /** A Latin word that is written in katakana more often. */
  readonly inKatakana: boolean
}

/** What is known of the folder as a whole (folder.ts). */
export interface FolderSigns {
  readonly subject: string | null
  readonly doubles: ReadonlySet<string>
  /** Keys of what only stands inside one longer candidate. */
  readonly parts: ReadonlySet<string>
}
/** Share of the rarest part's occurrences that a compound the reference does not list makes up. */
const COMPOUND_SHARE = 0.1
/** Below this share of free occurrences a single word is part of longer terms. */
const SELDOM_FREE = 0.2

export const sum = <T>(items: readonly T[], of: (item: T) => number): number => items.reduce((total, item) => total + of(item), 0)

/** Number of different documents of a group. */
export function documentsOf(members: readonly CorpusCandidate[]): number {
  if (members.length === 1) return members[0]!.documents.length
  const all = new Set<number>()
  for (const member of members) for (const document of member.documents) all.add(document)
  return all.size
}

/** log10 of relative frequency here over relative frequency in general language, per word of the corpus; computed once per word. */
export class Specificity {
  private readonly known = new Map<string, number>()
  private readonly corpus: LanguageCorpus
  private readonly reference: Reference

  constructor(corpus: LanguageCorpus, reference: Reference) {
    this.corpus = corpus
    this.reference = reference
  }

  of(word: string): number {
    const known = this.known.get(word)
    if (known !== undefined) return known
    const count = (this.corpus.words.get(word) ?? 0) + (this.corpus.verbs.get(word) ?? 0)
    const here = (Math.max(1, count) / Math.max(1, this.corpus.tokens)) * 1e6
    const value = Math.log10(here / this.general(word))
    this.known.set(word, value)
    return value
  }

  /** Of a compound the reference lists as a whole (使用方法); null where it lists only its words. */
  ofWhole(key: string, count: number): number | null {
    if (!this.reference.has(key)) return null
    return Math.log10(((Math.max(1, count) / Math.max(1, this.corpus.tokens)) * 1e6) / this.reference.perMillion(key))
  }

  /** A hyphenated compound is a small part of what its rarest part is written for. */
  private general(word: string): number {
    if (this.reference.has(word)) return this.reference.perMillion(word)
    const parts = word.split(/[-\s]/u).filter(Boolean)
    if (parts.length < 2) return this.reference.perMillion(word)
    return Math.min(...parts.map((part) => this.reference.perMillion(part))) * COMPOUND_SHARE
  }
}

/** The words of a candidate whose specificity counts: all of an English key but `of`, the tokens of a Japanese one. */
const wordsOf = (candidate: CorpusCandidate): string[] =>
  (candidate.parts || hyphenated(candidate)).split(' ').filter((word) => word !== 'of')

/** Its key with the hyphens it is usually written with: `fast-forward` is one word, neither something fast nor something forward. */
function hyphenated({ key, surfaces }: CorpusCandidate): string {
  if (!key.includes(' ') || surfaces.length === 0) return key
  const usual = surfaces.reduce((a, b) => (b.count > a.count ? b : a)).surface
  if (!/\p{L}[-‐‑]\p{L}/u.test(usual)) return key
  const words = key.split(' ')
  const seams = usual.match(/[-‐‑_\s]+/gu) ?? []
  if (seams.length !== words.length - 1) return key
  return words.reduce((text, word, i) => text + (/\s/u.test(seams[i - 1]!) ? ' ' : '-') + word)
}

/** Its usual spelling holds a capitalised word. */
const capitalised = (candidate: CorpusCandidate): boolean => {
  const best = candidate.surfaces.reduce((a, b) => (b.count - b.initial > a.count - a.initial ? b : a))
  return best.count > best.initial && /\p{Lu}/u.test(best.surface)
}

/** Tagged as one nearly whenever it occurs: the tagger reads a noun as an adjective now and then, and the other way round. 明示的 by its form. */
function isAdjective(candidate: CorpusCandidate, language: Language): boolean {
  if (language === 'ja') return candidate.key.length > 2 && candidate.key.endsWith('的')
  return candidate.shape.length === 1 && candidate.adjective >= Math.max(1, candidate.total) * 0.6
}

/** Fewer headings are those of a term's own sections. */
const TITLES = 3
/** From so many headings, and this share of the documents, on, what links lead to is a title as well: a table of contents names every section. */
const MANY_TITLES = 5
const TITLE_SHARE = 0.1

/** Mostly seen as a heading, and of several sections. */
function isSectionTitle(members: readonly CorpusCandidate[], total: number, documents: number): boolean {
  if (members[0]!.heading < TITLES) return false
  const headings = sum(members, (one) => one.heading)
  if (headings >= total * 0.4) return true
  const linked = sum(members, (one) => one.linked)
  return headings >= Math.max(MANY_TITLES, documents * TITLE_SHARE) && headings + linked >= total * 0.5
}

export function groupFeatures(group: Group, corpus: LanguageCorpus, specificity: Specificity, folder: FolderSigns): GroupFeatures {
  const [leader] = group.members as [CorpusCandidate]
  const { members } = group
  const words = wordsOf(leader)
  const total = sum(members, (one) => one.total)
  const free = folder.parts.has(leader.key) ? 0 : sum(members, (one) => one.free)
  const whole = words.length > 1 ? specificity.ofWhole(leader.key, total) : null
  const values = whole === null ? words.map((word) => specificity.of(word)) : [whole]
  const verb = leader.shape === '-' || leader.shape === 'G'
  const frequency = verb ? Math.max(total, corpus.verbs.get(leader.key) ?? 0) : total
  const first = words[0] ?? ''
  const last = words.at(-1) ?? ''
  return {
    frequency: Math.max(1, frequency),
    documents: documentsOf(members),
    specificityMean: sum(values, (value) => value) / Math.max(1, values.length),
    specificityMin: Math.min(...values),
    free,
    words: leader.shape.length,
    genericFirst: corpus.language === 'en' && isGenericAdjective(first),
    genericHead: corpus.language === 'ja' ? isJapaneseGenericNoun(leader.key) : isGenericNoun(last),
    genericAlone: words.length === 1 && (corpus.language === 'ja' ? isJapaneseGenericNoun(leader.key) : isGenericNoun(last)),
    singleAdjective: isAdjective(leader, corpus.language),
    gerundFirst: leader.shape.length > 1 && leader.shape.startsWith('G'),
    nounOfNoun: leader.shape.includes('O'),
    verb,
    weak: leader.weak,
    abbreviation: [...group.rules.values()].some((rule) => rule === 'abbreviation' || rule === 'long-form'),
    defined: sum(members, (one) => one.defined),
    heading: sum(members, (one) => one.heading),
    inHeading: sum(members, (one) => one.inHeading),
    emphasis: sum(members, (one) => one.emphasis),
    linked: sum(members, (one) => one.linked),
    definition: Math.max(0, ...members.map((one) => one.defining[0]?.score ?? 0)),
    listed: sum(members, (one) => one.listed),
    glossary: sum(members, (one) => one.glossary),
    sectionTitle: isSectionTitle(members, total, corpus.documents),
    codeShare: sum(members, (one) => one.code) / Math.max(1, total),
    aboutName: leader.shape.length > 1 && leader.shape.includes('P') && !/^P+$/u.test(leader.shape) && capitalised(leader),
    proper: sum(members, (one) => one.proper),
    aboutFolder: words.length > 1 && first === folder.subject,
    mostlyNested: words.length === 1 && free > 0 && free < total * SELDOM_FREE,
    inKatakana: folder.doubles.has(leader.key),
  }
}
