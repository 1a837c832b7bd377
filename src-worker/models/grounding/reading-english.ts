import { hasCjk } from '../../../src-main/contract/text/fold.ts'
import type { LanguageEngine, Pos } from '../../language/types.ts'
import { surfacePatterns } from './relevant.ts'
import { remembered } from './remembered.ts'
import { fold, type Subject } from './types.ts'
import { sameWord } from './vocabulary-english.ts'
import { americanSpelling, FORM_WORDS, FUNCTION_WORDS, GENUS_WORDS, numberOf } from './words-english.ts'

/** English text as tagged words: what carries content, and what stands under a “not”. */

/** What every surface of the term is read as. */
export const TERM = 'termx'

export interface ReadWord {
  /** Folded; the term is `TERM`. */
  readonly text: string
  readonly pos: Pos
  /** Says something of its own: no function word, form word or name of the term. */
  readonly content: boolean
  /** Stands in the reach of a “not”, “without”, “instead of”. */
  readonly negated: boolean
}

/** Determiners that tell one thing from another as much as adjectives do. */
export const TELLING = /^(?:same|other|different|first|last|once|own|new)$/u
const NEGATES = /^(?:not|n't|never|no|none|cannot|nor|neither|without|unlike|nobody|nothing)$/u
/** `no later than`, `not more than`, `not only`: bounds and additions, no denials. */
const BOUNDS = /^(?:more|less|fewer|later|earlier|longer|shorter|higher|lower|only|exceed|exceeds|least|until)$/u
const ENDS_REACH = /^(?:but|if|when|because|while|until|unless|that|which|who|where|so|and|although|;|:|,|\.|\(|\))$/u

/** The term's name, also by its last word (`the breaker`), as one word. @param text folded */
export function masked(text: string, subject: Subject): string {
  const american = (words: string): string => words.replace(/\p{L}+/gu, americanSpelling)
  const names = { ...subject, headword: american(fold(subject.headword)), surfaces: subject.surfaces.map((one) => american(fold(one))) }
  let out = american(text)
  for (const pattern of surfacePatterns(names)) out = out.replace(new RegExp(pattern, 'gu'), TERM)
  const words = names.headword.split(' ')
  const head = words.at(-1)!
  if (words.length > 1 && /^\p{L}+$/u.test(head) && !hasCjk(head))
    out = out.replace(new RegExp(`\\b(the|this|each|every|such|these|those) ${head}s?(?![\\p{L}\\p{N}-])`, 'gu'), `$1 ${TERM}`)
  return out
}

/** The words of a text. @param text folded and masked */
export const readEnglish: (engine: LanguageEngine, text: string) => readonly ReadWord[] = remembered(wordsIn)

function wordsIn(engine: LanguageEngine, text: string): ReadWord[] {
  const tokens = engine.analyse(text).flatMap((sentence) => sentence.tokens)
  const words = tokens.map(({ surface, pos }, at) => {
    const word = numberOf(fold(surface)) ?? fold(surface)
    const next = tokens[at + 1] && fold(tokens[at + 1]!.surface)
    return { text: word, pos, content: isContent(word, pos, next), negated: false }
  })
  retag(words)
  for (let at = 0; at < words.length; at++) {
    if (keptFrom(words, at)) words[at + 1]!.negated = true
    if (startsDenial(words, at)) deny(words, at + 1, /^(?:without|unlike|no|of)$/u.test(words[at]!.text))
  }
  return words
}

const OPENS = /^(?:the|an?|its|their|his|her|each|every|no|any|some|this|these|those)$/u
const MEASURES = /^(?:seconds?|minutes?|hours?|days?|weeks?|months?|years?|times?|metres?|meters?|percent|cents?|euros?|dollars?)$/u

/** What the tagger takes for adjectives where a noun must stand (`a joint in which`), and for nouns where a verb must (`and brushes their rind`). */
function retag(words: { text: string; pos: Pos }[]): void {
  for (const [at, word] of words.entries()) {
    const [before, next] = [words[at - 1], words[at + 1]]
    if (
      /^(?:ADJ|ADV)$/u.test(word.pos) &&
      /\p{L}{3}/u.test(word.text) &&
      before !== undefined &&
      endsPhrase(next) &&
      inOpenPhrase(words, at)
    )
      word.pos = 'NOUN'
    const mayBeVerb = word.pos === 'NOUN' && !word.text.includes(TERM) && !MEASURES.test(word.text) && /s$/u.test(word.text)
    if (
      mayBeVerb &&
      next !== undefined &&
      OPENS.test(next.text) &&
      before !== undefined &&
      (/^(?:and|or|it|that|which|who)$/u.test(before.text) || (before.pos === 'NOUN' && !before.text.includes(TERM)))
    )
      word.pos = 'VERB'
  }
}

const endsPhrase = (next: { text: string; pos: Pos } | undefined): boolean =>
  next === undefined ||
  /^(?:of|in|that|which|who|whose|is|are|was|were|has|have|needs?|must|may|can)$/u.test(next.text) ||
  next.text === '.'

/** An article opens the phrase, and nothing in it is its noun yet. */
function inOpenPhrase(words: readonly { text: string; pos: Pos }[], at: number): boolean {
  let start = at - 1
  while (start > 0 && /^(?:ADJ|ADV)$/u.test(words[start]!.pos)) start--
  return OPENS.test(words[start]!.text) && !/^(?:is|are|was|were|be|been)$/u.test(words[start - 1]?.text ?? '')
    ? true
    : /^an?$|^the$/u.test(words[start]!.text)
}

/** `keeps seeds from germinating`: they don't. */
const keptFrom = (words: readonly ReadWord[], at: number): boolean =>
  words[at]!.text === 'from' &&
  /ing$/u.test(words[at + 1]?.text ?? '') &&
  words.slice(Math.max(0, at - 6), at).some(({ text }) => /^(?:prevent|keep|stop|protect|save)s?$/u.test(text))

function startsDenial(words: readonly ReadWord[], at: number): boolean {
  const [word, next] = [words[at]!.text, words[at + 1]?.text ?? '']
  return (NEGATES.test(word) && !BOUNDS.test(next)) || (word === 'instead' && next === 'of')
}

/** What a “not” denies: the first verb in its reach, else the thing named first. @param thing “without” and “no” deny the thing that follows */
function deny(words: { text: string; pos: Pos; content: boolean; negated: boolean }[], from: number, thing: boolean): void {
  let end = from
  while (end < words.length && !ENDS_REACH.test(words[end]!.text)) end++
  const verb = words.findIndex((word, at) => at >= from && at < end && word.pos === 'VERB')
  const noun = words.findIndex((word, at) => at >= from && at < end && isNoun(word))
  const head = noun < 0 ? -1 : headFrom(words, noun)
  const denied =
    verb >= 0 && (!thing || head < 0 || verb < head)
      ? verb
      : head >= 0
        ? head
        : words.findIndex((word, at) => at >= from && at < end && word.content)
  if (denied >= 0) words[denied]!.negated = true
}

function headFrom(words: readonly ReadWord[], noun: number): number {
  let at = noun
  while (words[at + 1] !== undefined && isNoun(words[at + 1]!)) at++
  return at
}

function isContent(word: string, pos: Pos, next: string | undefined): boolean {
  if (pos === 'PUNCT' || word.includes(TERM)) return false
  if (word === 'instead' || /^['’]s?$/u.test(word)) return false
  if (word === 'once') return next === undefined || /^\W/u.test(next)
  if (TELLING.test(word) || /\d/u.test(word)) return true
  return /\p{L}/u.test(word) && !FUNCTION_WORDS.has(word) && !FORM_WORDS.has(word) && !GENUS_WORDS.has(word)
}

/** The two words say the same. */
export const means = (a: string, b: string): boolean => a === b || (!/\d/u.test(a) && !/\d/u.test(b) && sameWord(a, b))

export const isVerb = ({ pos }: ReadWord): boolean => pos === 'VERB' || pos === 'AUX'
export const isNoun = ({ pos, text }: ReadWord): boolean => pos === 'NOUN' || pos === 'PROPN' || text.includes(TERM)
