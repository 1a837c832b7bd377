import { isNoun, isVerb, means, type ReadWord, TERM } from './reading-english.ts'
import type { Unit } from './units-english.ts'

/** Who does what to what, read from tagged words: a sentence that gives a deed another doer or object says another thing. */

interface Deed {
  readonly verb: string
  /** Nouns that may be its subject: the head, and what it is `of`; empty where the text does not say. */
  readonly subject: readonly string[]
  readonly object: readonly string[]
  /** Adjectives before its subject. */
  readonly qualities: readonly string[]
}

const BE = /^(?:be|is|are|was|were|been|being|get|gets|got)$/u
const RELATIVES = /^(?:that|which|who|whom)$/u
const LIGHT =
  /^(?:be|is|are|was|were|been|being|have|has|had|do|does|did|use|used|uses|using|mean|means|called|let|lets|make|makes|made|know|known|include|includes|including)$/u
/** Pronouns may stand for anything. */
const ANYBODY = /^(?:it|they|them|he|she|this|these|those|one|ones|that|both|each|nobody|nothing|somebody|anybody|everybody|someone)$/u
const POSSESSIVES = /^(?:its|their|his|her)$/u

const skips = ({ pos, text }: ReadWord): boolean => pos === 'ADV' || pos === 'AUX' || text === 'not' || (pos === 'PART' && text !== 'to')

const inPhrase = ({ pos }: ReadWord): boolean => /^(?:NOUN|PROPN|ADJ|NUM)$/u.test(pos)
const opensPhrase = ({ pos, text }: ReadWord, before: ReadWord | undefined): boolean =>
  (pos === 'DET' && (!RELATIVES.test(text) || before?.pos === 'ADP')) || POSSESSIVES.test(text)
/** What stands behind these belongs to the noun before them; `after the talk` does not. */
const BELONGS = /^(?:of|for|in|on|at|with|from|by|between|to)$/u
const PARTICIPLES =
  /(?:ed|en)$|^(?:kept|held|made|sold|bought|paid|sent|built|found|set|cut|put|shown|known|drawn|thrown|spent|lent|lost|brought|taught|caught|told|done|run|laid|left|read)$/u

/** The nouns a phrase that ends before `end` is about. */
function nounsBefore(words: Unit, end: number): string[] {
  const last = words[end - 1]
  if (last === undefined) return []
  if (last.pos === 'PRON' || ANYBODY.test(last.text)) return [last.text]
  if (RELATIVES.test(last.text)) return nounsBefore(words, end - 1)
  // `category red`: the adjective stands behind.
  if (last.pos === 'ADJ' && words[end - 2] !== undefined && isNoun(words[end - 2]!)) return nounsBefore(words, end - 1)
  if (!isNoun(last)) return []
  let start = end - 1
  while (start > 0 && inPhrase(words[start - 1]!)) start--
  if (start > 0 && opensPhrase(words[start - 1]!, words[start - 2])) start--
  const link = words[start - 1]
  // `a debt owed by that person has been paid`: the participle between them belongs to the first.
  if (link !== undefined && BELONGS.test(link.text))
    return [last.text, ...nounsBefore(words, words[start - 2]?.pos === 'VERB' ? start - 2 : start - 1)]
  return link !== undefined && /^(?:and|or|,)$/u.test(link.text) ? [last.text, ...nounsBefore(words, start - 1)] : [last.text]
}

/** Adjectives of the phrase that ends before `end`. */
function qualitiesBefore(words: Unit, end: number): string[] {
  let start = end
  while (start > 0 && inPhrase(words[start - 1]!)) start--
  return words.slice(start, end).flatMap(({ pos, text }) => (pos === 'ADJ' ? [text] : []))
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
  if (passive || (words[at + 1]?.text === 'by' && agents.length > 0))
    return { verb, subject: agents, object: nounsBefore(words, before), qualities: [] }
  // `connections kept open`: a participle behind its noun.
  const object = nounsAfter(words, at + 1)
  if (PARTICIPLES.test(verb) && before === at && object.length === 0 && previous !== undefined && isNoun(previous))
    return { verb, subject: agents, object: nounsBefore(words, at), qualities: [] }
  const unknown = previous === undefined || previous.text === 'to' || /ing$/u.test(verb) || (/(?:ed|en)$/u.test(verb) && before === at)
  return {
    verb,
    subject: unknown ? [] : nounsBefore(words, before),
    object: object.length > 0 || unknown ? object : relativeObject(words, before),
    qualities: unknown ? [] : qualitiesBefore(words, before),
  }
}

/** `the part that the insurer pays`: what the relative clause is about is the object. */
function relativeObject(words: Unit, end: number): string[] {
  let start = end
  while (start > 0 && inPhrase(words[start - 1]!)) start--
  // Without an article a word after “that” is as often the verb.
  if (start === 0 || !opensPhrase(words[start - 1]!, words[start - 2])) return []
  start--
  return start < end && RELATIVES.test(words[start - 1]?.text ?? '') ? nounsBefore(words, start - 1) : []
}

/** Things done in a unit. */
export const deedsOf = (words: Unit): Deed[] => words.flatMap((_word, at) => deedAt(words, at) ?? [])

/** `cold air pushes` is not said by `warm air pushes`. */
const sameQualities = (said: Deed, known: Deed): boolean =>
  said.qualities.length === 0 ||
  known.qualities.length === 0 ||
  !said.subject.slice(0, 1).some((a) => known.subject.slice(0, 1).some((b) => means(a, b))) ||
  said.qualities.some((a) => known.qualities.some((b) => means(a, b)))

/** What one calls the doer is what it is done to for the other. */
const swapped = (one: readonly string[], theirs: readonly string[], others: readonly string[]): boolean =>
  theirs.length > 0 &&
  one.slice(0, 1).some((a) => !ANYBODY.test(a) && others.slice(0, 1).some((b) => means(a, b)) && !theirs.some((b) => means(a, b)))

const fits = (said: Deed, known: Deed, kinds: ReadonlySet<string>): boolean =>
  sameQualities(said, known) &&
  meet(said.subject, known.subject, kinds) &&
  meet(said.object, known.object, kinds) &&
  !swapped(said.subject, known.subject, known.object) &&
  !swapped(said.object, known.object, known.subject)

const meet = (one: readonly string[], other: readonly string[], kinds: ReadonlySet<string>): boolean =>
  one.length === 0 ||
  other.length === 0 ||
  one.some((a) => ANYBODY.test(a) || other.some((b) => ANYBODY.test(b) || means(a, b) || (isTerm(a, kinds) && isTerm(b, kinds))))

/** The term, or what it is said to be. */
const isTerm = (noun: string, kinds: ReadonlySet<string>): boolean => noun.includes(TERM) || kinds.has(noun)

/**
 * A deed of the sentence that its passages give to others.
 * @param genus head noun of what the sentence says the term is: it stands for the term
 * @returns a sentence for people, or null
 */
export function doneByOthers(sentence: Unit, units: readonly Unit[], genus: string | null): string | null {
  const known = units.flatMap(deedsOf)
  const kinds = new Set([genus, ...units.map(genusOf)].filter((one) => one !== null))
  // A noun in other words than its passages' is for other checks: here only what they name can stand in the wrong place.
  const named = (nouns: readonly string[]): string[] =>
    nouns.filter((noun) => units.some((unit) => unit.some((word) => isNoun(word) && means(word.text, noun))))
  for (const all of deedsOf(sentence)) {
    const deed = { ...all, subject: named(all.subject), object: named(all.object) }
    const same = known.filter(({ verb }) => means(verb, deed.verb))
    const told = same.filter(({ subject, object }) => subject.length > 0 || object.length > 0)
    if (told.length === 0 || told.some((one) => fits(deed, one, kinds))) continue
    const who = told.find(({ subject }) => subject.length > 0 && !meet(deed.subject, subject, kinds))
    return who === undefined
      ? `Its passages don’t say this of “${deed.object[0] ?? deed.subject[0]}”.`
      : `Its passages say that “${who.subject[0]}” does this, not “${deed.subject[0]}”.`
  }
  return null
}

/** `A tool that …`, `termx is a tool that …`: the head noun of what the term is said to be; null where the sentence speaks of somebody else. */
export function genusOf(words: Unit): string | null {
  const be = words.findIndex(({ text }) => /^(?:is|are|means)$/u.test(text))
  const defined = be > 0 && words.slice(0, be).every((word) => word.text.includes(TERM) || word.pos === 'DET')
  const [head] = nounsAfter(words, defined ? be + 1 : 0)
  if (head === undefined || defined) return head ?? null
  const next = words[words.findIndex(({ text }) => text === head) + 1]
  return next !== undefined && isVerb(next) && !/(?:ed|en|ing)$/u.test(next.text) ? null : head
}

/** The nouns after these words, which a way leads from and to. */
function waysOf(words: Unit): { from: string[]; to: string[] }[] {
  return words.flatMap((word, at) => {
    if (word.text !== 'from') return []
    const end = words.findIndex(
      ({ text, pos }, index) => index > at + 1 && (/^(?:to|into|onto)$/u.test(text) || pos === 'PUNCT' || pos === 'VERB'),
    )
    return end < 0 || !/^(?:to|into|onto)$/u.test(words[end]!.text)
      ? []
      : [{ from: nounsAfter(words, at + 1), to: nounsAfter(words, end + 1) }]
  })
}

/** `from the house into the air` for `from the air into the house`. @returns a sentence for people, or null */
export function wayBack(sentence: Unit, units: readonly Unit[]): string | null {
  const known = units.flatMap(waysOf)
  const alike = (one: readonly string[], other: readonly string[]): boolean => one.some((a) => other.some((b) => means(a, b)))
  const turned = waysOf(sentence).some(
    ({ from, to }) =>
      known.some((way) => alike(from, way.to) && alike(to, way.from)) && !known.some((way) => alike(from, way.from) && alike(to, way.to)),
  )
  return turned ? 'Its passages compare or order these the other way round.' : null
}
