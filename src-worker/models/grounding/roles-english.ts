import { FORM_WORDS, FUNCTION_WORDS, sameFamily, stem } from './words-english.ts'

/** Who does what to whom, what is compared with what, which of several: told by word order and closed lists, without a parser. */

const words = (text: string): string[] => [...text.matchAll(/[\p{L}\p{N}]+(?:['-][\p{L}\p{N}]+)*/gu)].map(([word]) => word)
const set = (text: string): ReadonlySet<string> => new Set(text.split(' '))

const BE = set('is are was were be been being gets get')
const MODALS = set('may can must will should could might shall would has have had to not never cannot')
const RELATIVES = set('that which who whom')
const PRONOUNS = set('it they this these them he she nobody nothing')
const DETERMINERS = set('a an the its their each every all some most any no one such both')
const BEFORE_OBJECT = set('a an the its their each every all some most any them it one two three to from into')
const PREPOSITIONS = set('of in on at for with without by from to into during before after under over between')
const ADVERBS = /ly$|^(?:also|then|again|first|only|usually|often|always)$/u

const same = (a: string, b: string): boolean => a === b || stem(a) === stem(b) || sameFamily(stem(a), stem(b))
const isContent = (word: string): boolean => !FUNCTION_WORDS.has(word) && !FORM_WORDS.has(word) && !ADVERBS.test(word) && !/^\d/u.test(word)

/** One thing done and who does it; `term` where that is our term or a pronoun for it. */
interface Deed {
  readonly verb: string
  readonly agents: readonly string[]
}

const CLAUSES = /[,;:.]\s*|\s(?=(?:when|while|if|because|so that|before|after|during which|in which|by which|where|once|whose)\s)/u

/** Things done in a text, with who does them where the text says it. @param text folded */
export function deedsIn(text: string): Deed[] {
  return text.split(CLAUSES).flatMap((clause) => {
    const list = words(clause)
    return list.flatMap((_word, at) => deedAt(list, at))
  })
}

function deedAt(list: readonly string[], at: number): Deed[] {
  const verb = list[at]!
  if (
    FUNCTION_WORDS.has(verb) ||
    ADVERBS.test(verb) ||
    /^\d/u.test(verb) ||
    (FORM_WORDS.has(verb) && !/^(?:give|gives|given|take|takes|taken)$/u.test(verb))
  )
    return []
  let before = at - 1
  while (before >= 0 && ADVERBS.test(list[before]!)) before--
  const previous = list[before] ?? ''
  const next = list[at + 1] ?? ''
  const by = list.slice(at + 1, at + 6).indexOf('by')
  if (/(?:ed|en|n|t|d|ad|id)$/u.test(verb) && (BE.has(previous) || next === 'by')) {
    if (by < 0 || (next !== 'by' && !BE.has(previous))) return []
    const agents = nounsFrom(list, at + 2 + by)
    return agents.length === 0 ? [] : [{ verb, agents }]
  }
  if (DETERMINERS.has(previous) || (PREPOSITIONS.has(previous) && previous !== 'to') || BE.has(previous)) return []
  if (/(?:ing|ly)$/u.test(verb)) return []
  const isVerb =
    MODALS.has(previous) ||
    PRONOUNS.has(previous) ||
    (BEFORE_OBJECT.has(next) && (!/^(?:to|from|into)$/u.test(next) || /s$/u.test(verb))) ||
    (at === list.length - 1 && at > 1 && /^(?:if|when|once|until)$/u.test(list[0]!) && /s$/u.test(verb))
  if (!isVerb || RELATIVES.has(previous) || previous === 'to') return []
  while (before >= 0 && (MODALS.has(list[before]!) || ADVERBS.test(list[before]!))) before--
  const agents = nounsBefore(list, before)
  return agents.length === 0 ? [] : [{ verb, agents }]
}

/** Heads of a noun phrase that ends at `at`: `the borrower`, `the agent or the principal`. */
function nounsBefore(list: readonly string[], at: number): string[] {
  const head = list[at]
  if (head === undefined) return []
  if (PRONOUNS.has(head)) return ['it']
  if (!isContent(head)) return []
  let start = at
  while (start > 0 && isContent(list[start - 1]!)) start--
  if (DETERMINERS.has(list[start - 1] ?? '')) start--
  const link = list[start - 1]
  // `the sale of the land`, `the edge of a part`: who does it is named before the preposition.
  if (link === 'of') {
    const whose = nounsBefore(list, start - 2)
    return [...whose, head]
  }
  return link === 'and' || link === 'or' ? [head, ...nounsBefore(list, start - 2)] : [head]
}

function nounsFrom(list: readonly string[], from: number): string[] {
  let at = from
  while (at < list.length && DETERMINERS.has(list[at]!)) at++
  let end = at
  while (end < list.length && isContent(list[end]!)) end++
  const run = list.slice(at, end)
  if (run.length === 0) return []
  return list[end] === 'and' || list[end] === 'or' ? [...run, ...nounsFrom(list, end + 1)] : run
}

/**
 * The sentence lets somebody do what its passages let another do.
 * @param own folded words of the term
 * @returns a sentence for people, or null
 */
export function otherAgent(sentence: string, evidence: string, own: ReadonlySet<string>): string | null {
  const said = deedsIn(evidence)
  for (const { verb, agents } of deedsIn(sentence)) {
    // The first is who does it, the others whose they are.
    if (own.has(agents[0]!) || agents[0] === 'it') continue
    const known = said.filter((deed) => same(deed.verb, verb) && deed.agents[0] !== 'it' && !own.has(deed.agents[0]!))
    if (known.length === 0 || known.some((deed) => deed.agents.some((one) => agents.some((agent) => same(one, agent))))) continue
    return `Its passages say that “${known[0]!.agents[0]}” does this, not “${agents[0]}”.`
  }
  return null
}

/** What two things are compared or ordered by. */
const COMPARED = /\b(?:(?:more|less|fewer|\p{L}{3,}er)\b[^,;.]{0,40}?\bthan|as \p{L}+ as|before|after|then)\b/u

function sides(text: string): readonly [ReadonlySet<string>, ReadonlySet<string>] | null {
  const match = COMPARED.exec(text)
  if (!match) return null
  const inside = words(match[0]).slice(1, -1)
  const content = (part: string, more: readonly string[] = []): ReadonlySet<string> =>
    new Set([...words(part), ...more].filter((word) => /^\d/u.test(word) || isContent(word)).map(stem))
  return [content(text.slice(0, match.index), inside), content(text.slice(match.index + match[0].length))]
}

/** `B after A` for `A before B` says the same. */
export function saidFromTheOtherSide(sentence: string, parts: readonly string[]): boolean {
  const said = sides(sentence)
  const [word] = /\b(?:before|after)\b/u.exec(sentence) ?? []
  if (!said || word === undefined) return false
  const contrary = word === 'before' ? 'after' : 'before'
  return parts.some((part) => {
    const piece = new RegExp(`\\b${contrary}\\b`, 'u').test(part) ? sides(part) : null
    if (!piece) return false
    const crossed = (one: ReadonlySet<string>, other: ReadonlySet<string>): boolean => [...one].some((stem_) => other.has(stem_))
    return (
      crossed(said[0], piece[1]) &&
      crossed(said[1], piece[0]) &&
      !only(said[0], said[1]).some((stem_) => only(piece[0], piece[1]).includes(stem_))
    )
  })
}

const only = (one: ReadonlySet<string>, other: ReadonlySet<string>): string[] => [...one].filter((word) => !other.has(word))

/** `B is longer than A` for `A is longer than B`, `2 before 1` for `1 before 2`. */
export function comparedTheOtherWay(sentence: string, parts: readonly string[]): string | null {
  const said = sides(sentence)
  if (!said || saidFromTheOtherSide(sentence, parts)) return null
  // `first …, then …` goes over a comma.
  const pieces = parts.flatMap((part) => [...part.split(/[,;.]\s+/u), ...(/\bthen\b/u.test(part) ? [part] : [])]).map(sides)
  for (const piece of pieces) {
    if (!piece) continue
    const [left, right] = [only(said[0], said[1]), only(said[1], said[0])]
    const [over, under] = [only(piece[0], piece[1]), only(piece[1], piece[0])]
    const crossed = left.some((word) => under.includes(word)) && right.some((word) => over.includes(word))
    const straight = left.some((word) => over.includes(word)) && right.some((word) => under.includes(word))
    if (crossed && !straight) return 'Its passages compare or order these the other way round.'
  }
  return null
}

const RESTRICTED = /\b(?:some|most|many|few|several|certain|usually|normally|often|sometimes)\b/u
const EVERYTHING = 'any'
const GENERAL = /\b(?:all|every|each|any|always)\b/u
const RARE = /\b(?:rarely|seldom|hardly|scarcely)\b/u
const OBLIGED = /\bmust\b|\bmandatory\b|\brequired\b/u
const PROHIBITED = /\b(?:prohibited|forbidden|banned|not (?:allowed|permitted)|must not|may not|cannot)\b/u
const PERMITTED = /\b(?:may|can|could|might|allow|allows|allowed)\b/u

/** Quantity and modality of the part that the sentence rewords: `all` for `some`, `must` for `may`. @param part folded, the closest one */
export function widened(sentence: string, part: string): string | null {
  const everything = /\b(?:all|every|always)\b/u.exec(sentence)?.[0]
  const counted = everything && new RegExp(`\\b${everything}\\s+(\\p{L}+)`, 'u').exec(sentence)?.[1]
  if (everything !== undefined && RESTRICTED.test(part)) {
    const general = counted ? new RegExp(`\\b(?:all|every|each|any)\\s+${stem(counted)}`, 'u') : GENERAL
    if (!general.test(part)) return `Its passages don't say this of ${everything}.`
  }
  if (/\b(?:all|every|both|each)\b/u.test(sentence) && /\bonly one\b/u.test(part) && !/\bonly one\b/u.test(sentence))
    return 'Its passages say this of one alone.'
  const [, any] = /\bany (\p{L}+)/u.exec(sentence) ?? []
  if (
    any !== undefined &&
    new RegExp(`\\b(?:particular|certain|specific|some|given) ${stem(any)}`, 'u').test(part) &&
    !/\bany\b/u.test(part)
  )
    return `Its passages don't say this of ${EVERYTHING}.`
  if (/\b(?:is|are|be) (?:allowed|permitted)\b/u.test(sentence) && !PROHIBITED.test(sentence) && PROHIBITED.test(part))
    return 'Its passages forbid this.'
  if (RARE.test(part) !== RARE.test(sentence) && !/\b(?:not|never|no)\b/u.test(`${sentence} ${part}`))
    return 'Its passages don’t say this of all or always.'
  if (OBLIGED.test(sentence) && !OBLIGED.test(part) && PERMITTED.test(part)) return 'Its passages allow this, they don’t demand it.'
  if (PERMITTED.test(sentence) && !PERMITTED.test(part) && OBLIGED.test(part) && !/\bnot\b/u.test(sentence))
    return 'Its passages demand this, they don’t only allow it.'
  return null
}
