import type { LanguageEngine } from '../../language/types.ts'
import { denialLeftOut, wayTurned } from './bound.ts'
import { plainEnglish } from './equivalents-english.ts'
import { contraryIn, turned } from './opposites.ts'
import { isOwn, type OwnWords, ownWords } from './own-words-english.ts'
import { readings } from './readings-english.ts'
import { otherAgent, saidFromTheOtherSide, widened } from './roles-english.ts'
import { escaped, fold, type Subject, type Support } from './types.ts'
import { apart, type Vocabulary, vocabularyOf, type Word, wordsOf } from './vocabulary-english.ts'
import {
  americanSpelling,
  CLAIMS,
  FORM_WORDS,
  FUNCTION_WORDS,
  GENUS_REACH,
  GENUS_WORDS,
  HYPERNYMS,
  NEGATIONS,
  numberOf,
  stem,
} from './words-english.ts'

/** Does every fact of an English sentence stand in its passages? By words, numbers, names and negation; no model is asked. */

/** Sentences saying what of the sentence is in none of its passages; empty = supported. */
export function unsupportedEnglish(sentence: string, shown: Support, subject: Subject, engine: LanguageEngine): string[] {
  const support: Support = { text: plainEnglish(shown.text), parts: shown.parts.map(plainEnglish) }
  const plain = apart(
    plainEnglish(sentence.normalize('NFKC'))
      .replace(/[‘’]/gu, "'")
      .replace(/(?<=\d),(?=\d{3})/gu, ''),
  )
  const vocabulary = vocabularyOf(support.text)
  const own = ownWords(subject)
  const words = wordsOf(plain)
  const reasons: string[] = []
  for (const [index, word] of words.entries()) {
    const reason = unsupportedWord(word, index, words, vocabulary, own, support)
    if (reason !== null) reasons.push(reason)
  }
  return [
    ...new Set([
      ...reasons,
      ...[
        circumstance(fold(plain), support, own),
        saidFromTheOtherSide(fold(plain), support.parts) ? null : turned(fold(plain), support.text),
        ...roles(fold(plain), support, own),
        onlyDenied(fold(plain), support, own),
        ...(engine.language === 'en' ? readings(fold(plain), support, subject, engine, own) : []),
      ].filter((one) => one !== null),
    ]),
  ]
}

/** Who, how many, how far and compared with what: against the part that shares most with the sentence. */
function roles(sentence: string, support: Support, own: ReadonlySet<string>): (string | null)[] {
  const content = contentOf(sentence, own)
  const shared = (part: string): number => {
    const vocabulary = vocabularyOf(part)
    return content.filter((word) => vocabulary.hasFamily(word)).length
  }
  const [closest = ''] = [...support.parts].sort((a, b) => shared(b) - shared(a))
  return [
    otherAgent(sentence, support.text, own),
    widened(sentence, closest),
    saidFromTheOtherSide(sentence, support.parts) ? null : contraryIn(sentence, closest),
    wayTurned(sentence, closest),
    denialLeftOut(sentence, support.parts, own),
  ]
}

function unsupportedWord(
  word: Word,
  index: number,
  words: readonly Word[],
  vocabulary: Vocabulary,
  own: OwnWords,
  support: Support,
): string | null {
  const { text, raw } = word
  // `SHA-256` and `20-foot` are names: they stand there as they are, or not.
  if (/\d/u.test(text) && /\p{L}/u.test(text) && !own.has(text))
    return vocabulary.hasExactly(text) ? null : `“${raw}” is in none of its passages.`
  const number = /\d/u.test(text) ? text : numberOf(text)
  if (number !== null && !own.has(text)) return unsupportedNumber(number, words, index, vocabulary, support)
  if (CLAIMS.has(text)) return claimed(text, vocabulary, support) ? null : `“${raw}” is claimed in none of its passages.`
  if (FUNCTION_WORDS.has(text) || isOwn(words, index, own)) return null
  const named = index > 0 && /^\p{Lu}/u.test(raw)
  if (named && !vocabulary.hasExactly(text) && !vocabulary.hasExactly(text.replaceAll('.', '')))
    return `The name “${raw}” is in none of its passages.`
  if (named || FORM_WORDS.has(text) || vocabulary.hasFamily(text)) return null
  if (index < GENUS_REACH && (GENUS_WORDS.has(text) || isGenus(words, index))) return null
  if (deniedByPrefix(text, vocabulary, support)) return null
  if (text.includes('-') && text.split('-').every((part) => FUNCTION_WORDS.has(part) || vocabulary.hasFamily(part))) return null
  return `“${raw}” is in none of its passages.`
}

/** A general noun where the kind of thing is named: `A device that …`. */
const isGenus = (words: readonly Word[], index: number): boolean =>
  HYPERNYMS.has(words[index]!.text) &&
  (FUNCTION_WORDS.has(words[index + 1]?.text ?? '') || /(?:ing|ed)$/u.test(words[index + 1]?.text ?? ''))

const PREFIXED = /^(?:un|non-?|in|im|ir|dis)(\p{L}{5,})$/u

/** `undelivered` where the passages say that something was not delivered. */
function deniedByPrefix(word: string, vocabulary: Vocabulary, support: Support): boolean {
  const [, base] = PREFIXED.exec(word) ?? []
  if (base === undefined || !vocabulary.hasFamily(base)) return false
  // `unshielded lamps` for `lamps without shields`.
  if (new RegExp(`\\bwithout (?:an? |any )?${escaped(stem(base))}`, 'u').test(support.text)) return true
  const said = (clause: string): boolean => wordsOf(clause).some(({ text }) => stem(text) === stem(base))
  const clauses = support.parts.flatMap((part) => part.split(CLAUSES)).filter(said)
  return clauses.length > 0 && clauses.every((clause) => NEGATIONS.test(clause))
}

const claimed = (word: string, vocabulary: Vocabulary, support: Support): boolean =>
  vocabulary.hasExactly(word) ||
  (NEGATIONS.test(word) && NEGATIONS.test(support.text)) ||
  (['all', 'every'].includes(word) && /(?<!\p{L})(?:all|every|each|any)(?!\p{L})/u.test(support.text)) ||
  (word.length > 5 && vocabulary.hasFamily(word))

/** A word as it stands beside a number. */
const counting = ({ text }: Word): string => numberOf(text) ?? americanSpelling(text)

/** A number must stand there, and beside the same word: swapped numbers are numbers of the passage too. */
function unsupportedNumber(number: string, words: readonly Word[], index: number, vocabulary: Vocabulary, support: Support): string | null {
  const raw = words[index]!.raw
  if (!vocabulary.hasExactly(number)) return `The number ${raw} is in none of its passages.`
  const text = ` ${wordsOf(apart(support.text)).map(counting).join(' ')} `
  const [before, after, link, of] = [-1, 1, 2, 3].map((step) => words[index + step]).map((word) => (word ? counting(word) : undefined))
  const counted = (word: string): boolean => {
    const units = [word, stem(word), `${word}s`, word.replace(/s$/u, '')].filter((unit) => text.includes(` ${number} ${unit}`))
    // `3 kWh of heat`: what is counted belongs to the number as much as its unit.
    return (
      units.length > 0 &&
      (link !== 'of' ||
        of === undefined ||
        FUNCTION_WORDS.has(of) ||
        units.some((unit) => text.includes(` ${number} ${unit} of ${stem(of)}`)))
    )
  }
  const follows = (word: string): boolean => [word, `${word}s`, word.replace(/s$/u, '')].some((one) => text.includes(` ${one} ${number} `))
  const fits =
    (after === undefined && before === undefined) ||
    (after !== undefined && counted(after)) ||
    (after !== undefined && !FUNCTION_WORDS.has(after) && link !== undefined && !FUNCTION_WORDS.has(link) && counted(link)) ||
    ((after === undefined || FUNCTION_WORDS.has(after) || /ing$/u.test(after)) && before !== undefined && follows(before))
  return fits ? null : `The passages give the number ${raw} for something else.`
}

/** A negation reaches as far as its clause. */
const CLAUSES = /[,;]\s*|\s+(?=(?:that|which|who|whose|where|when|while|because|if|unless|until|before|after|and|but|so|without)\s)/u

const contentOf = (text: string, own: ReadonlySet<string>): string[] =>
  wordsOf(text)
    .map((word) => word.text)
    .filter((word) => !FUNCTION_WORDS.has(word) && !FORM_WORDS.has(word) && !GENUS_WORDS.has(word) && !own.has(word))

/** Clauses that say under which circumstance something holds: what stands only in them is not said of the term. */
const CIRCUMSTANCE = /^\s*(?:before|after|when|while|if|unless|until|because|although)\s/u

/** A sentence that says of the term what its passages only name as a circumstance: `loads scripts` for `asks … before a script is loaded`. */
function circumstance(sentence: string, support: Support, own: ReadonlySet<string>): string | null {
  const [main = ''] = sentence.split(CLAUSES)
  const content = contentOf(main, own).filter((word) => !CLAIMS.has(word))
  if (content.length < 2 || CIRCUMSTANCE.test(main)) return null
  const clauses = support.parts.flatMap((part) => part.split(CLAUSES))
  const says = (clause: string): boolean => {
    const vocabulary = vocabularyOf(clause)
    return content.every((word) => vocabulary.hasFamily(word))
  }
  const saying = clauses.filter(says)
  const mine = (clause: string): boolean => wordsOf(clause).some(({ text }) => own.has(text) || /^(?:it|they)$/u.test(text))
  if (saying.length === 0 || !saying.every((clause) => CIRCUMSTANCE.test(clause) && !mine(clause))) return null
  return 'Its passages name this only as a circumstance of something else.'
}

/** The one thing a sentence says is only ever denied in its passages: `may be extended` for `is not extended`. */
function onlyDenied(sentence: string, support: Support, own: ReadonlySet<string>): string | null {
  if (NEGATIONS.test(sentence)) return null
  const content = contentOf(sentence, own)
  if (content.length !== 1) return null
  const clauses = support.parts.flatMap((part) => part.split(CLAUSES))
  const saying = clauses.filter((clause) => vocabularyOf(clause).hasFamily(content[0]!))
  if (saying.length === 0 || !saying.every((clause) => NEGATIONS.test(clause))) return null
  return 'Its passages say the opposite: the sentence leaves out their “not”.'
}
