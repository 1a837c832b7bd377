import { FORM_WORDS, FUNCTION_WORDS, stem } from './words-english.ts'

const FROM_TO = /from (?:an?|the|its) (\p{L}+)[^,;.]{0,20}? to (?:an?|the|its) (\p{L}+)/u

/** `from the insurer to the insured` for the other way. */
function fromToTurned(sentence: string, part: string): boolean {
  const [said, shown] = [FROM_TO.exec(sentence), FROM_TO.exec(part)]
  if (!said || !shown) return false
  const [from, to, start, end] = [said[1]!, said[2]!, shown[1]!, shown[2]!].map(stem)
  return from !== to && from === end && to === start
}

const GOES = /(?:\b(?:an?|the|its|their|each|some)\s)?(\p{L}+)\s(?:into|to|onto|over)\s(?:(?:an?|the|its|their|each|some)\s)?(\p{L}+)/gu

/** `copies the tables into the changes` for `copies the changes into the tables`; `to an incoming truck` stays with its adjective. */
export function wayTurned(sentence: string, part: string): string | null {
  const ways = (text: string): [string, string][] =>
    [...text.matchAll(GOES)]
      .map(([, what, where]): [string, string] => [stem(what!), stem(where!)])
      .filter((pair) => pair.every((word) => !FUNCTION_WORDS.has(word)))
  const said = ways(part)
  const turned = ways(sentence).some(
    ([what, where]) =>
      what !== where &&
      said.some(([thing, place]) => thing === where && place === what) &&
      !said.some(([thing, place]) => thing === what && place === where),
  )
  return turned || fromToTurned(sentence, part) ? 'Its passages compare or order these the other way round.' : null
}

/** “without” names what is missing, it denies nothing else. */
const DENIED = /(?<!\p{L})(?:not|no|never|none|nobody|nothing|neither|nor|cannot)(?!\p{L})|n't(?!\p{L})/u
const BOUNDED = /\b(?:at least|at most|up to|within|maximum|minimum|no|not|never|without)\b/u
const CLAUSES = /[,;.]\s*|\s(?=(?:because|which|that|who|whose|when|while|if|unless|until|before|after|and|but)\s)/u

/** A clause without “not” whose every word, or whose number, its passages only name in clauses with one. @param own folded words of the term */
export function denialLeftOut(sentence: string, parts: readonly string[], own: ReadonlySet<string>): string | null {
  const clauses = parts.flatMap((part) => part.split(CLAUSES))
  const words = (text: string): string[] =>
    [...text.matchAll(/[\p{L}\p{N}]+/gu)]
      .map(([word]) => word)
      .filter((word) => (!FUNCTION_WORDS.has(word) || FORM_WORDS.has(word)) && !own.has(word))
  const stems = clauses.map((clause) => ({ clause, words: new Set(words(clause).map(stem)) }))
  const onlyDenied = (wanted: readonly string[]): boolean => {
    const saying = stems.filter((one) => wanted.every((word) => one.words.has(stem(word))))
    return saying.length > 0 && saying.every(({ clause }) => DENIED.test(clause))
  }
  for (const clause of sentence.split(CLAUSES)) {
    if (BOUNDED.test(sentence) || DENIED.test(clause)) continue
    const wanted = words(clause)
    const numbers = wanted.filter((word) => /^\d/u.test(word))
    if ((wanted.length >= 2 && onlyDenied(wanted)) || (numbers.length > 0 && onlyDenied(numbers)))
      return 'Its passages say the opposite: the sentence leaves out their “not”.'
  }
  return null
}
