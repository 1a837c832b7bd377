import { foldKey, hasCjk, hasKana } from '../../../src-main/contract/text/fold.ts'
import { withoutHeadword } from '../../../src-main/contract/text/glossary-form.ts'
import type { LanguageEngine } from '../../language/types.ts'
import { unsupportedEnglish } from './english.ts'
import { unsupportedJapanese } from './japanese.ts'
import { supportOf } from './relevant.ts'
import { type CheckedPassage, escaped, fold, type Subject } from './types.ts'

/** Checks of one sentence of a definition, in code: a model is never asked whether it was right. */

export interface WrittenSentence {
  readonly text: string
  /** Ids of the passages it cites. */
  readonly ids: readonly string[]
}

export interface Quote {
  readonly id: string
  readonly quote: string
}

const MAX_WORDS = 60
const MAX_CHARACTERS = 200
const MIN_WORDS = 3
const MIN_CHARACTERS = 6
/** A genus stands at the beginning. */
const GENUS_WORDS = 6
const GENUS_CHARACTERS = 16

const MARKUP = /https?:|www\.|<[a-z/!]|\]\(|```|\*\*|\[\^?\w+\]|[\u0000-\u0008\u200b-\u200f\u202a-\u202e\u2066-\u2069]/iu
const ABOUT_THE_TEXT =
  /\b(?:this|the) (?:document|passages?|text|article|section|excerpt)\b|\b(?:according to (?:the|this|these) (?:document|passage|text|article|section|excerpt|manual|guide|handbook)s?|as (?:stated|described|mentioned) (?:in|above))\b|\bpassage [ps]\d|本文書|この文書|この文章|(?:上記|前述|文中|パッセージ|引用)(?:の|に|で|では|によ)/iu

/**
 * Everything that speaks against showing the sentence as supported; empty = supported.
 * @param passages by id, all that the prompt showed
 * @param engine the analyser of the subject's language
 * @param first true for the sentence a definition begins with: its genus is checked
 */
export function problemsOf(
  sentence: WrittenSentence,
  passages: ReadonlyMap<string, CheckedPassage>,
  subject: Subject,
  first: boolean,
  engine: LanguageEngine,
): string[] {
  const unknown = sentence.ids.filter((id) => !passages.has(id))
  if (unknown.length > 0) return [`It cites passages that were never shown (${unknown.join(', ').slice(0, 60)}).`]
  if (sentence.ids.length === 0) return ['It cites no passage.']
  const form = formProblems(sentence.text, subject, first)
  const support = supportOf(
    sentence.ids.map((id) => passages.get(id)!),
    subject,
    engine,
    sentence.text,
  )
  if (support.parts.length === 0) return [...form, `The passages it cites say nothing about “${subject.headword}”.`]
  const unsupported =
    subject.language === 'ja'
      ? unsupportedJapanese(sentence.text, support, subject, engine)
      : unsupportedEnglish(sentence.text, support, subject, engine)
  return [...form, ...unsupported]
}

function formProblems(text: string, subject: Subject, first: boolean): string[] {
  const out: string[] = []
  const japanese = subject.language === 'ja'
  const size = japanese ? text.length : text.split(/\s+/u).length
  if (size > (japanese ? MAX_CHARACTERS : MAX_WORDS)) out.push('It is too long for a sentence of a definition.')
  if (size < (japanese ? MIN_CHARACTERS : MIN_WORDS)) out.push('It is too short to say anything.')
  if (japanese && !hasKana(text)) out.push('It is not written in Japanese.')
  if (subject.language === 'en' && foreign(text, subject)) out.push('It is not written in English.')
  if (MARKUP.test(text)) out.push('It holds markup, a link or invisible characters.')
  if (ABOUT_THE_TEXT.test(text)) out.push('It speaks about the documents instead of the term.')
  if (first && isCircular(text, subject)) out.push('It explains the term by itself.')
  return out
}

function foreign(text: string, subject: Subject): boolean {
  const rest = fold(text).replaceAll(fold(subject.headword), '')
  return hasCjk(rest)
}

/** The headword stands in its own genus: `A lease is a lease that …`. */
function isCircular(text: string, subject: Subject): boolean {
  const body = withoutHeadword(text, subject.headword, subject.language)
  if (body === text && !startsWithGenus(text, subject)) return false
  const key = foldKey(subject.headword)
  if (hasCjk(body)) return foldKey(body.slice(0, GENUS_CHARACTERS)).includes(key)
  const genus = foldKey(genusPhrase(body))
  return hasCjk(key) ? genus.includes(key) : words(genus).includes(words(key))
}

const words = (text: string): string => ` ${text.replace(/[^\p{L}\p{N}]+/gu, ' ')} `

/** The first words, up to the word a determiner follows: `The uploader writes the …`, `The bylaws set the …` speak of another thing. */
function genusPhrase(body: string): string {
  const first = body.split(/\s+/u).slice(0, GENUS_WORDS)
  const verb = first.findIndex((word, at) => at > 0 && word !== '' && /^(?:the|an?|its|their|each|every)$/iu.test(first[at + 1] ?? ''))
  return first.slice(0, verb < 0 ? first.length : verb).join(' ')
}

/** Written as dictionaries do, without the headword in front. */
function startsWithGenus(text: string, subject: Subject): boolean {
  const article = /^(?:an?|the|any)\s/iu
  if (!article.test(text)) return false
  const rest = words(fold(text).replace(article, ''))
  return ![subject.headword, ...subject.surfaces].some((surface) => {
    const own = words(fold(surface)).trimEnd()
    // `A brown roux is cooked …`: a kind of the term is spoken of, not explained.
    const spokenOf = new RegExp(
      `^ (?:\\p{L}+ ){1,2}${escaped(own.trim())}s? (?:is|are|may|can|must|has|have|needs) (?!(?:an? |the )?${escaped(own.trim())})`,
      'u',
    )
    return rest.startsWith(`${own} `) || rest.startsWith(`${own}s `) || spokenOf.test(rest)
  })
}

/** A quote that its passage does not hold (NFKC and white space folded); the passages' own text is what people see. */
export function wrongQuotes(quotes: readonly Quote[], passages: ReadonlyMap<string, CheckedPassage>): string[] {
  const plain = (text: string): string => fold(text).replace(/\s/gu, '')
  return quotes.flatMap(({ id, quote }) => {
    const passage = passages.get(id)
    if (!passage) return [`There is no passage ${id.slice(0, 12)}.`]
    return plain(passage.text).includes(plain(quote)) ? [] : [`The quote of passage ${id} is not in it.`]
  })
}
