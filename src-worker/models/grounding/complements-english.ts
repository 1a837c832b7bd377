import { isNoun, isVerb, means, TERM } from './reading-english.ts'
import type { Unit } from './units-english.ts'

/** What a verb is done to, with or from by its prepositions, and which of two things of one kind stands there. */

const PREPOSITIONS = /^(?:of|in|on|at|to|into|onto|from|with|for|against|under|over|between|by|through|behind|beside|around|near)$/u
const POINTS = /^(?:it|they|them|he|she|him|her|this|these|those|that|which|who|whom|each|one|both|other|others)$/u
const IN_PHRASE = /^(?:NOUN|PROPN|ADJ|NUM|DET)$/u

interface Complement {
  readonly verb: string
  readonly preposition: string
  readonly nouns: readonly string[]
}

/** The nouns of the phrase at `from`, those listed with it too; a pronoun may be anything. */
function listAt(words: Unit, from: number): string[] {
  let at = from
  while (
    at < words.length &&
    (IN_PHRASE.test(words[at]!.pos) || /^(?:its|their|his|her|'s|')$/u.test(words[at]!.text)) &&
    !isNoun(words[at]!)
  ) {
    if (POINTS.test(words[at]!.text) && !isNounAhead(words, at)) return [words[at]!.text]
    at++
  }
  if (words[at] !== undefined && POINTS.test(words[at]!.text)) return [words[at]!.text]
  let end = at
  while (end < words.length && (isNoun(words[end]!) || /^'s?$/u.test(words[end]!.text))) end++
  const heads = words.slice(at, end).filter(isNoun)
  const head = heads.at(-1)
  if (head === undefined) return []
  const next = words[end]?.text ?? ''
  return /^(?:and|or|,|of)$/u.test(next) ? [head.text, ...listAt(words, end + 1)] : [head.text]
}

const isNounAhead = (words: Unit, at: number): boolean => words.slice(at + 1, at + 4).some(isNoun)

/** `a fixed price`: a participle before its noun is no verb of its own. */
const isPredicate = (words: Unit, at: number): boolean =>
  words[at]!.pos === 'VERB' && !(/^(?:DET|ADJ)$/u.test(words[at - 1]?.pos ?? '') && words[at + 1] !== undefined && isNoun(words[at + 1]!))
const verbIn = (words: Unit, verb: string): boolean => words.some(({ text }, at) => isPredicate(words, at) && means(text, verb))

/** Verb, preposition and what stands behind it, up to the next verb. */
function complementsOf(words: Unit): Complement[] {
  return words.flatMap((word, at): Complement[] => {
    if (!isPredicate(words, at)) return []
    const out: Complement[] = []
    for (
      let next = at + 1;
      next < words.length &&
      !isPredicate(words, next) &&
      words[next]!.pos !== 'AUX' &&
      !/^(?:[;:.]|that|which|who|when|if|while|because)$/u.test(words[next]!.text);
      next++
    ) {
      const { text } = words[next]!
      // `for 20 years`: how long and how often are no partners.
      if (!PREPOSITIONS.test(text) || text === 'of' || /\d/u.test(words[next + 1]?.text ?? '')) continue
      const nouns = listAt(words, next + 1)
      if (nouns.length > 0) out.push({ verb: word.text, preposition: text, nouns })
    }
    return out
  })
}

/** Behind which verbs the noun stands in a unit. */
const governorsIn = (unit: Unit, noun: string): string[] =>
  unit.flatMap(({ text }, at) => {
    if (!means(text, noun)) return []
    const verb = unit.slice(0, at).findLast((_word, index) => isPredicate(unit, index))
    return verb === undefined ? [] : [verb.text]
  })

/**
 * `go to the returning officer` for `go to the court`; `cast at the station` for `cast by a voter who cannot come to the station`.
 * @returns a sentence for people, or null
 */
export function otherComplement(sentence: Unit, units: readonly Unit[]): string | null {
  const known = units.flatMap(complementsOf)
  const isTerm = (noun: string): boolean => noun.includes(TERM)
  const same = (a: string, b: string): boolean => POINTS.test(a) || POINTS.test(b) || means(a, b) || (isTerm(a) && isTerm(b))
  for (const { verb, preposition, nouns } of complementsOf(sentence)) {
    const theirs = known.filter((one) => means(one.verb, verb) && one.preposition === preposition)
    const mine = nouns[0]!
    if (/\d/u.test(mine) || theirs.length === 0) continue
    if (!theirs.some((one) => one.nouns.some((noun) => nouns.some((other) => same(noun, other)))))
      return `Its passages don’t say this of “${isTerm(mine) ? 'the term' : mine}”.`
  }
  for (const { verb, nouns } of complementsOf(sentence)) {
    const [noun] = nouns
    const where = units.filter((unit) => verbIn(unit, verb) && unit.some(({ text }) => means(text, noun!)))
    const governors = where.flatMap((unit) => governorsIn(unit, noun!))
    if (governors.length === 0 || isTerm(noun!) || POINTS.test(noun!)) continue
    if (governors.every((one) => !sentence.some(({ text }) => means(text, one)))) return `Its passages don’t say this of “${noun}”.`
  }
  return null
}

/** A thing described, and the preposition before it; `subject` where none stands there. */
interface Described {
  readonly quality: string
  readonly head: string
  readonly place: string
}

function describedIn(words: Unit): Described[] {
  return words.flatMap((word, at): Described[] => {
    if (!isNoun(word) || (words[at + 1] !== undefined && isNoun(words[at + 1]!))) return []
    let start = at
    while (start > 0 && IN_PHRASE.test(words[start - 1]!.pos) && words[start]!.pos !== 'DET') start--
    const before = words[start - 1]
    const place =
      before !== undefined && PREPOSITIONS.test(before.text) ? before.text : before !== undefined && isVerb(before) ? 'object' : 'other'
    return words
      .slice(start, at)
      .flatMap(({ text, pos }) => (pos === 'ADJ' || pos === 'NOUN' ? [{ quality: text, head: word.text, place }] : []))
  })
}

/** `of distant stars against a nearby star` for `of a nearby star against distant stars`. @returns a sentence for people, or null */
export function qualitiesExchanged(sentence: Unit, units: readonly Unit[]): string | null {
  const known = units.flatMap(describedIn)
  for (const { quality, head, place } of describedIn(sentence)) {
    const alike = known.filter((one) => means(one.head, head))
    const here = alike.filter((one) => one.place === place)
    const mine = alike.filter((one) => means(one.quality, quality))
    if (here.length > 0 && mine.length > 0 && !here.some((one) => means(one.quality, quality)) && place !== 'other')
      return `Its passages don’t say “${quality}” of “${head}”.`
  }
  return null
}

/** Nouns around a preposition: `[length of a fall] divided by [the length of rope]`, whatever the word between them is taken for. */
interface Around {
  readonly word: string
  readonly preposition: string
  readonly before: readonly string[]
  readonly after: readonly string[]
}

/** The nouns of the phrase that ends before `end`, with those it is of. */
function phraseBefore(words: Unit, end: number): string[] {
  const out: string[] = []
  for (let at = end - 1; at >= 0 && end - at < 8; at--) {
    const { text, pos } = words[at]!
    if (isNoun(words[at]!)) out.push(text)
    else if (!/^(?:DET|ADJ|NUM|AUX|ADV)$/u.test(pos) && !/^(?:of|that|which|who)$/u.test(text)) break
  }
  return out
}

function aroundIn(words: Unit): Around[] {
  return words.flatMap((word, at): Around[] => {
    const next = words[at + 1]
    if (!word.content || next === undefined || !PREPOSITIONS.test(next.text) || next.text === 'of') return []
    const [before, after] = [phraseBefore(words, at), listAt(words, at + 2)]
    return before.length === 0 || after.length === 0 ? [] : [{ word: word.text, preposition: next.text, before, after }]
  })
}

/** `larvae feed on the mite` for `a mite that feeds on larvae`. @returns a sentence for people, or null */
export function mirrored(sentence: Unit, units: readonly Unit[]): string | null {
  const known = units.flatMap(aroundIn)
  const has = (list: readonly string[], noun: string): boolean => list.some((one) => means(one, noun))
  for (const { word, preposition, before, after } of aroundIn(sentence)) {
    const theirs = known.filter((one) => one.preposition === preposition && means(one.word, word))
    const turned = (one: Around): boolean =>
      before.some((noun) => has(one.after, noun) && !has(one.before, noun) && !has(after, noun)) &&
      !after.every((noun) => has(one.after, noun))
    if (theirs.length > 0 && theirs.every(turned)) return 'Its passages compare or order these the other way round.'
  }
  return null
}

/** What a noun is of: `the last line of a paragraph`. */
const belongings = (words: Unit): [string, string[]][] =>
  words.flatMap((word, at): [string, string[]][] => {
    const nouns = isNoun(word) && words[at + 1]?.text === 'of' ? listAt(words, at + 2) : []
    return nouns.length === 0 ? [] : [[word.text, nouns]]
  })

/** `the last line of a page` for `the last line of a paragraph at the top of a page`. @returns a sentence for people, or null */
export function ofAnother(sentence: Unit, units: readonly Unit[]): string | null {
  const known = units.flatMap(belongings)
  for (const [head, nouns] of belongings(sentence)) {
    const theirs = known.filter(([one]) => means(one, head)).flatMap(([, list]) => list)
    const mine = nouns[0]!
    if (
      theirs.length === 0 ||
      mine.includes(TERM) ||
      theirs.some((one) => one.includes(TERM) || POINTS.test(one)) ||
      nouns.some((noun) => theirs.some((one) => means(one, noun)))
    )
      continue
    const elsewhere = units.filter((unit) => unit.some(({ text }) => means(text, mine)))
    const near = elsewhere.some((unit) =>
      unit.some(({ text }, at) => means(text, mine) && unit.slice(at + 1, at + 4).some((one) => means(one.text, head))),
    )
    if (elsewhere.length > 0 && !near) return `Its passages don’t say this of “${mine}”.`
  }
  return null
}

/** What a text says the term is: the nouns of the phrase behind `termx is`, those it is of too. */
export function generaOf(words: Unit): string[] {
  const be = words.findIndex(
    ({ text }, at) =>
      at > 0 &&
      at < 4 &&
      /^(?:is|are|means)$/u.test(text) &&
      words.slice(0, at).every((word) => word.text.includes(TERM) || word.pos === 'DET' || word.text === 'it'),
  )
  return be < 0 ? [] : listAt(words, be + 1)
}

/** `A moraine is a glacier that …` for `a moraine is debris that a glacier has left`. @param genus head noun of what the sentence says the term is */
export function otherKind(units: readonly Unit[], genus: string | null): string | null {
  const known = units.flatMap(generaOf)
  if (genus === null || genus.includes(TERM) || genus.length < 3 || known.length === 0 || known.some((noun) => means(noun, genus)))
    return null
  const named = units.some((unit) => unit.some((word) => isNoun(word) && means(word.text, genus)))
  return named ? `Its passages don’t say this of “${genus}”.` : null
}
