import type { ConceptId, Decision } from './library-api.ts'
import { foldKey, hasCjk } from './text/fold.ts'

/** Terms like one in hand: which of its features another must share, for "drop all like this". No schema here: the window imports it. */

/** What a headword looks like. `capitals`: Latin capitals without a small letter; `code`: a path, a file name, an option, an identifier. */
export const LOOKS = ['digits', 'capitals', 'code', 'one-character', 'one-word', 'hiragana', 'katakana'] as const
export type Look = (typeof LOOKS)[number]

const LOOKS_LIKE: Readonly<Record<Look, (headword: string) => boolean>> = {
  digits: (text) => /[0-9０-９]/u.test(text),
  capitals: (text) => /[A-Z].*[A-Z]/su.test(text) && !/[a-z]/u.test(text),
  code: (text) => /[/\\_]|[A-Za-z0-9]\.[A-Za-z0-9]/u.test(text) || text.startsWith('-') || text.startsWith('.'),
  'one-character': (text) => [...text].length === 1,
  'one-word': (text) => !/ /u.test(text) && /[A-Za-z]/u.test(text),
  hiragana: (text) => /^[ぁ-ゖー]+$/u.test(text),
  katakana: (text) => /^[ァ-ヺー・]+$/u.test(text),
}

/** @returns whether a headword looks like that; src-main/store/alike.ts asks the same in SQL */
export const looksLike = (look: Look, headword: string): boolean => LOOKS_LIKE[look](headword)

/** What a term must be to fit; what is missing may be anything. Folded texts are made by foldKey. */
export interface AlikeRule {
  /** First word or, in Japanese, first characters; folded. */
  readonly begins?: string | undefined
  /** Last word (in English the head of the phrase) or last characters; folded. */
  readonly ends?: string | undefined
  /** Anywhere in the headword; folded. */
  readonly contains?: string | undefined
  /** Every one of them. */
  readonly looks?: readonly Look[] | undefined
  readonly language?: string | undefined
  readonly category?: string | undefined
  /** Files, uses and glossary score: at most so much where terms are dropped, at least so much where they are accepted. */
  readonly documents?: number | undefined
  readonly uses?: number | undefined
  readonly score?: number | undefined
  /** Only what is in the glossary now, not the candidates below it. */
  readonly glossary?: true | undefined
}

/** A rule without a condition would fit everything: nothing is done by it. */
export const isEmptyRule = (rule: AlikeRule): boolean =>
  Object.values(rule).every((value) => value === undefined || value === '' || (Array.isArray(value) && value.length === 0))

/** What is decided about the terms that fit. */
export type AlikeDecision = Exclude<Decision, 'undecided'>

export interface AlikeQuery {
  readonly rule: AlikeRule
  readonly decision: AlikeDecision
  /** Terms people unticked: they are rows of the answer, and counted. */
  readonly except: readonly ConceptId[]
  readonly offset: number
  readonly limit: number
}

export interface AlikeRow {
  readonly id: ConceptId
  readonly headword: string
  readonly language: string
  readonly frequency: number
  readonly documents: number
}

export interface AlikePage {
  /** Terms the decision would be made about. */
  readonly total: number
  /** Those of them that are in `except`. */
  readonly excepted: number
  /** Terms that fit and are left as they are, by why. `touched`: people wrote a definition, a headword, a reading or a note. */
  readonly spared: { readonly accepted: number; readonly dropped: number; readonly required: number; readonly touched: number }
  readonly rows: readonly AlikeRow[]
}

/** What the start of a rule needs to know of a term. */
export interface AlikeTerm {
  readonly headword: string
  readonly language: string
  readonly category: string
  readonly documents: number
  readonly frequency: number
  readonly glossaryScore: number
  /** In the glossary, or would be if nobody had decided. */
  readonly accepted: boolean
}

/** Every condition the term gives, and those that are on at first: few enough that what fits is like the term. */
export interface AlikeStart {
  readonly values: AlikeRule
  readonly on: readonly (keyof AlikeRule)[]
}

const SCRIPTS = /[ァ-ヺー]+|[ぁ-ゖ]+|[^ァ-ヺーぁ-ゖ\p{Script=Han}]+|[\p{Script=Han}々〆ヶ]+/gu

/** First and last word of a headword, folded; of Japanese the first and the last stretch of one script, of four Han characters or more two. Null where there is only one. */
export function outerWords(headword: string): { readonly first: string; readonly last: string } | null {
  const key = foldKey(headword)
  if (!hasCjk(key)) {
    const words = key.split(' ')
    return words.length < 2 ? null : { first: words[0]!, last: words.at(-1)! }
  }
  const parts = key.match(SCRIPTS) ?? []
  const [first, last] = [parts[0]?.trim() ?? '', parts.at(-1)?.trim() ?? '']
  if (parts.length > 1 && first !== '' && last !== '') return { first, last }
  const characters = [...key]
  if (parts.length > 1 || characters.length < 3 || !/^\p{Script=Han}/u.test(key)) return null
  const tail = characters.length === 3 ? 1 : 2
  return { first: characters.slice(0, 2).join(''), last: characters.slice(-tail).join('') }
}

/** Rounded away from the term, so that it fits what is shown of its score. */
const shownScore = (score: number, decision: AlikeDecision): number =>
  (decision === 'dropped' ? Math.ceil(score * 100) : Math.floor(score * 100)) / 100

/** The rule that "all like this" starts with. @param term the one in hand */
export function alikeStart(term: AlikeTerm, decision: AlikeDecision): AlikeStart {
  const looks = LOOKS.filter((look) => looksLike(look, term.headword))
  const words = outerWords(term.headword)
  const values: AlikeRule = {
    ...(words === null ? {} : { begins: words.first, ends: words.last }),
    contains: '',
    looks,
    language: term.language,
    category: term.category,
    documents: term.documents,
    uses: term.frequency,
    score: shownScore(term.glossaryScore, decision),
    glossary: true,
  }
  const on: (keyof AlikeRule)[] = ['language', 'category', 'documents', 'uses', 'score']
  if (looks.length > 0) on.push('looks')
  // What it looks like says more about junk than its last word does.
  else if (words !== null) on.push('ends')
  if (term.accepted) on.push('glossary')
  return { values, on }
}
