import { fold, type Subject, type Support } from './types.ts'
import { CLAIMS, FORM_WORDS, FUNCTION_WORDS, NEGATIONS, numberOf, sameFamily, stem } from './words-english.ts'

/** Does every fact of an English sentence stand in its passages? By words, numbers, names and negation; no model is asked. */

const WORDS = /[\p{L}\p{N}]+(?:[.'+#/_-][\p{L}\p{N}]+)*[+#]*/gu

interface Word {
  readonly text: string
  readonly raw: string
  readonly at: number
}

const wordsOf = (text: string): Word[] =>
  [...text.matchAll(WORDS)].map((match) => ({ text: fold(match[0]), raw: match[0], at: match.index }))

/** What the passages hold, looked up word by word. */
class Vocabulary {
  readonly words: readonly string[]
  readonly #exact: ReadonlySet<string>
  readonly #stems: readonly string[]
  readonly #stemSet: ReadonlySet<string>

  constructor(support: Support) {
    this.words = wordsOf(support.text).flatMap(({ text }) => [text, ...(/[-/_]/u.test(text) ? text.split(/[-/_]/u) : [])])
    this.#exact = new Set(this.words.map((word) => numberOf(word) ?? word))
    this.#stems = [...new Set(this.words.map(stem))]
    this.#stemSet = new Set(this.#stems)
  }

  hasExactly(word: string): boolean {
    return this.#exact.has(word) || this.#exact.has(`${word}s`) || (word.endsWith('s') && this.#exact.has(word.slice(0, -1)))
  }

  hasFamily(word: string): boolean {
    const wanted = stem(word)
    return this.#stemSet.has(wanted) || this.hasExactly(word) || this.#stems.some((one) => sameFamily(one, wanted))
  }
}

/** Sentences saying what of the sentence is in none of its passages; empty = supported. */
export function unsupportedEnglish(sentence: string, support: Support, subject: Subject): string[] {
  const plain = sentence
    .normalize('NFKC')
    .replace(/[‘’]/gu, "'")
    .replace(/(?<=\d),(?=\d{3})/gu, '')
  const vocabulary = new Vocabulary(support)
  const own = ownWords(subject)
  const words = wordsOf(plain)
  const reasons: string[] = []
  for (const [index, word] of words.entries()) {
    const reason = unsupportedWord(word, index, words, vocabulary, own, support)
    if (reason !== null) reasons.push(reason)
  }
  const turned = negation(fold(plain), support, own)
  return [...new Set(turned === null ? reasons : [...reasons, turned])]
}

function ownWords(subject: Subject): ReadonlySet<string> {
  return new Set(
    [subject.headword, ...subject.surfaces].flatMap((surface) =>
      wordsOf(surface).flatMap(({ text }) => [text, `${text}s`, ...text.split('-')]),
    ),
  )
}

function unsupportedWord(
  word: Word,
  index: number,
  words: readonly Word[],
  vocabulary: Vocabulary,
  own: ReadonlySet<string>,
  support: Support,
): string | null {
  const { text, raw } = word
  const number = /\d/u.test(text) ? text : numberOf(text)
  if (number !== null && !own.has(text)) return unsupportedNumber(number, words, index, vocabulary, support)
  if (CLAIMS.has(text)) return claimed(text, vocabulary, support) ? null : `“${raw}” is claimed in none of its passages.`
  if (own.has(text) || FUNCTION_WORDS.has(text)) return null
  const named = index > 0 && /^\p{Lu}/u.test(raw)
  if (named && !vocabulary.hasExactly(text) && !vocabulary.hasExactly(text.replaceAll('.', '')))
    return `The name “${raw}” is in none of its passages.`
  if (named || FORM_WORDS.has(text) || vocabulary.hasFamily(text)) return null
  if (text.includes('-') && text.split('-').every((part) => FUNCTION_WORDS.has(part) || vocabulary.hasFamily(part))) return null
  return `“${raw}” is in none of its passages.`
}

const claimed = (word: string, vocabulary: Vocabulary, support: Support): boolean =>
  vocabulary.hasExactly(word) ||
  (NEGATIONS.test(word) && NEGATIONS.test(support.text)) ||
  (['all', 'every'].includes(word) && /(?<!\p{L})(?:all|every|each|any)(?!\p{L})/u.test(support.text)) ||
  (word.length > 5 && vocabulary.hasFamily(word))

/** A number must stand there, and beside the same word: swapped numbers are numbers of the passage too. */
function unsupportedNumber(number: string, words: readonly Word[], index: number, vocabulary: Vocabulary, support: Support): string | null {
  const raw = words[index]!.raw
  if (!vocabulary.hasExactly(number)) return `The number ${raw} is in none of its passages.`
  const text = ` ${wordsOf(support.text)
    .map((word) => numberOf(word.text) ?? word.text)
    .join(' ')} `
  const [before, after, link, of] = [words[index - 1]?.text, words[index + 1]?.text, words[index + 2]?.text, words[index + 3]?.text]
  const counted = (word: string): boolean => {
    const units = [word, stem(word), `${word}s`, word.replace(/s$/u, '')].filter((unit) => text.includes(` ${number} ${unit}`))
    // `3 kWh of heat`: what is counted belongs to the number as much as its unit.
    return (
      units.length > 0 && (link !== 'of' || of === undefined || units.some((unit) => text.includes(` ${number} ${unit} of ${stem(of)}`)))
    )
  }
  const follows = (word: string): boolean => [word, `${word}s`, word.replace(/s$/u, '')].some((one) => text.includes(` ${one} ${number} `))
  const fits =
    (after === undefined && before === undefined) ||
    (after !== undefined && counted(after)) ||
    ((after === undefined || FUNCTION_WORDS.has(after)) && before !== undefined && follows(before))
  return fits ? null : `The passages give the number ${raw} for something else.`
}

/** A negation reaches as far as its clause. */
const CLAUSES = /[,;]\s*|\s+(?=(?:that|which|who|whose|where|when|while|because|if|unless|until|before|after|and|but|so|without)\s)/u
/** Content words the sentence must share with a part to be a rewording of it. */
const REWORDING = 0.75

/** A sentence that drops or adds the negation of the part it rewords. */
function negation(sentence: string, support: Support, own: ReadonlySet<string>): string | null {
  if (NEGATIONS.test(sentence)) return null
  const content = wordsOf(sentence)
    .map(({ text }) => text)
    .filter((word) => !FUNCTION_WORDS.has(word) && !FORM_WORDS.has(word) && !own.has(word))
  if (content.length < 2) return null
  const overlap = (part: string): number => {
    const vocabulary = new Vocabulary({ text: part, parts: [] })
    return content.filter((word) => vocabulary.hasFamily(word)).length / content.length
  }
  const clauses = support.parts.flatMap((part) => part.split(CLAUSES))
  const reworded = clauses.filter((part) => overlap(part) >= REWORDING)
  if (reworded.length === 0 || !reworded.every((part) => NEGATIONS.test(part))) return null
  return 'Its passages say the opposite: the sentence leaves out their “not”.'
}
