import { isNoun, isVerb, means, type ReadWord, TERM } from './reading-english.ts'
import type { Unit } from './units-english.ts'

/** Who does what to what, read from tagged words: a sentence that gives a deed another doer or object says another thing. */

interface Deed {
  readonly verb: string
  /** Nouns that may be its subject: the head, and what it is `of`; empty where the text does not say. */
  readonly subject: readonly string[]
  readonly object: readonly string[]
}

const BE = /^(?:be|is|are|was|were|been|being|get|gets|got)$/u
const RELATIVES = /^(?:that|which|who|whom)$/u
const LIGHT =
  /^(?:be|is|are|was|were|been|being|have|has|had|do|does|did|use|used|uses|using|mean|means|called|let|lets|make|makes|made|know|known|include|includes|including)$/u
/** Pronouns and the term itself may stand for one another. */
const ANYBODY =
  /^(?:it|they|them|he|she|this|these|those|one|ones|that|both|each|rest|nobody|nothing|somebody|anybody|everybody|someone|termx)$/u
const POSSESSIVES = /^(?:its|their|his|her)$/u

const skips = ({ pos, text }: ReadWord): boolean => pos === 'ADV' || pos === 'AUX' || text === 'not' || (pos === 'PART' && text !== 'to')

/** The nouns a phrase that ends before `end` is about. */
function nounsBefore(words: Unit, end: number): string[] {
  const last = words[end - 1]
  if (last === undefined) return []
  if (last.pos === 'PRON' || ANYBODY.test(last.text)) return [last.text]
  if (RELATIVES.test(last.text)) return nounsBefore(words, end - 1)
  if (!isNoun(last)) return []
  let start = end - 1
  while (start > 0 && (/^(?:NOUN|PROPN|ADJ|NUM|DET)$/u.test(words[start - 1]!.pos) || POSSESSIVES.test(words[start - 1]!.text))) start--
  const link = words[start - 1]
  // `a debt owed by that person has been paid`: the participle between them belongs to the first.
  if (link?.pos === 'ADP') return [last.text, ...nounsBefore(words, words[start - 2]?.pos === 'VERB' ? start - 2 : start - 1)]
  return link !== undefined && /^(?:and|or|,)$/u.test(link.text) ? [last.text, ...nounsBefore(words, start - 1)] : [last.text]
}

/** The head nouns of the phrase that begins at `from`. */
function nounsAfter(words: Unit, from: number): string[] {
  let at = from
  while (at < words.length && (/^(?:DET|ADJ|NUM)$/u.test(words[at]!.pos) || POSSESSIVES.test(words[at]!.text)) && !isNoun(words[at]!)) at++
  if (words[at]?.pos === 'PRON') return [words[at]!.text]
  let end = at
  while (end < words.length && (isNoun(words[end]!) || words[end]!.text === "'s" || words[end]!.text === "'")) end++
  const head = words.slice(at, end).filter(isNoun).at(-1)
  if (head === undefined) return []
  const next = words[end]?.text ?? ''
  return next === 'and' || next === 'or' || next === ',' ? [head.text, ...nounsAfter(words, end + 1)] : [head.text]
}

function deedAt(words: Unit, at: number): Deed | null {
  const { text: verb, pos } = words[at]!
  if (pos !== 'VERB' || LIGHT.test(verb)) return null
  let before = at
  let passive = false
  while (before > 0 && skips(words[before - 1]!)) {
    before--
    passive ||= BE.test(words[before]!.text) && !/ing$/u.test(verb)
  }
  const by = words.findIndex((word, index) => index > at && index < at + 6 && word.text === 'by')
  const agents = by < 0 || words.slice(at + 1, by).some(isVerb) || words[by + 1]?.pos === 'VERB' ? [] : nounsAfter(words, by + 1)
  const previous = words[before - 1]
  if (passive || (words[at + 1]?.text === 'by' && agents.length > 0)) return { verb, subject: agents, object: nounsBefore(words, before) }
  const unknown = previous === undefined || previous.text === 'to' || /ing$/u.test(verb) || (/(?:ed|en)$/u.test(verb) && before === at)
  return { verb, subject: unknown ? [] : nounsBefore(words, before), object: nounsAfter(words, at + 1) }
}

/** Things done in a unit. */
export const deedsOf = (words: Unit): Deed[] => words.flatMap((_word, at) => deedAt(words, at) ?? [])

const meet = (one: readonly string[], other: readonly string[], genus: string | null): boolean =>
  one.length === 0 ||
  other.length === 0 ||
  one.some((a) => ANYBODY.test(a) || a === genus || other.some((b) => ANYBODY.test(b) || means(a, b)))

/**
 * A deed of the sentence that its passages give to others.
 * @param genus head noun of what the sentence says the term is: it stands for the term
 * @returns a sentence for people, or null
 */
export function doneByOthers(sentence: Unit, units: readonly Unit[], genus: string | null): string | null {
  const known = units.flatMap(deedsOf)
  for (const deed of deedsOf(sentence)) {
    const same = known.filter(({ verb }) => means(verb, deed.verb))
    const told = same.filter(({ subject, object }) => subject.length > 0 || object.length > 0)
    if (told.length === 0 || told.some((one) => meet(deed.subject, one.subject, genus) && meet(deed.object, one.object, genus))) continue
    const who = told.find(({ subject }) => subject.length > 0 && !meet(deed.subject, subject, genus))
    return who === undefined
      ? `Its passages don’t say this of “${deed.object[0]}”.`
      : `Its passages say that “${who.subject[0]}” does this, not “${deed.subject[0]}”.`
  }
  return null
}

/** `A tool that …`, `termx is a tool that …`: the head noun of the first phrase after it. */
export function genusOf(words: Unit): string | null {
  const be = words.findIndex(({ text }) => /^(?:is|are|means)$/u.test(text))
  const from = be > 0 && words.slice(0, be).every((word) => word.text.includes(TERM) || word.pos === 'DET') ? be + 1 : 0
  return nounsAfter(words, from)[0] ?? null
}
