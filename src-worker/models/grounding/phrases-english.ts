import { isNoun, means, TELLING } from './reading-english.ts'
import type { Unit } from './units-english.ts'

/** Which quality belongs to what, and how many of it: read within noun phrases. */

interface Phrase {
  readonly head: string
  readonly qualities: readonly string[]
  /** Strength of the quantity it is given, or null where none is. */
  readonly amount: Amount | null
}

type Amount = 'all' | 'some' | 'most' | 'many' | 'one' | 'no'

const AMOUNTS: readonly (readonly [Amount, RegExp])[] = [
  ['no', /^(?:no|none|neither)$/u],
  ['all', /^(?:all|every|each|any)$/u],
  ['most', /^most$/u],
  ['many', /^(?:several|many|multiple|numerous)$/u],
  ['some', /^(?:some|few|certain)$/u],
  ['one', /^(?:one|single)$/u],
]
const amountOf = (word: string): Amount | null => AMOUNTS.find(([, words]) => words.test(word))?.[0] ?? null
const IN_PHRASE = /^(?:DET|ADJ|NUM|NOUN|PROPN)$/u

/** Noun phrases of a unit: head, what describes it, how many. */
export function phrasesOf(words: Unit): Phrase[] {
  return words.flatMap((word, at): Phrase[] => {
    if (!isNoun(word) || (words[at + 1] !== undefined && isNoun(words[at + 1]!))) return []
    let start = at
    while (start > 0 && (IN_PHRASE.test(words[start - 1]!.pos) || TELLING.test(words[start - 1]!.text))) start--
    const inside = words.slice(start, at)
    return [
      {
        head: word.text,
        qualities: inside
          .filter(({ pos, text }) => (pos === 'ADJ' && !/(?:ed|en|ing)$/u.test(text)) || TELLING.test(text))
          .map(({ text }) => text),
        amount: inside.map(({ text }) => amountOf(text)).find((amount) => amount !== null) ?? null,
      },
    ]
  })
}

/** The adjective and the noun stand together somewhere: `fresh flour`, `flour that is fresh`. */
function together(quality: string, head: string, unit: Unit): boolean {
  const at = (word: string): number[] => unit.flatMap(({ text }, index) => (means(text, word) ? [index] : []))
  const heads = at(head)
  return at(quality).some((one) => heads.some((other) => other > one - 6 && other < one + 4 && !otherHeadBetween(unit, one, other)))
}

/** `cold milk is added to the hot roux`: between “hot” and “milk” the quality already has its noun. */
function otherHeadBetween(unit: Unit, quality: number, head: number): boolean {
  const next = unit[quality + 1]
  return next !== undefined && isNoun(next) && quality + 1 !== head && head < quality
}

/** A quality its passages give to another thing. @returns a sentence for people, or null */
export function qualityOfAnother(sentence: Unit, units: readonly Unit[]): string | null {
  for (const { head, qualities } of phrasesOf(sentence))
    for (const quality of qualities) {
      const known = units.filter((unit) => unit.some(({ text }) => means(text, quality)) && unit.some(({ text }) => means(text, head)))
      if (known.length > 0 && !known.some((unit) => together(quality, head, unit)))
        return `Its passages don’t say “${quality}” of “${head}”.`
    }
  return null
}

/** What may be said where the passages give this amount: of all follows of most, of some and of one. */
const FOLLOWS: Readonly<Record<Amount, readonly Amount[]>> = {
  all: ['all', 'most', 'many', 'some', 'one'],
  most: ['most', 'many', 'some'],
  many: ['many', 'some'],
  some: ['some'],
  one: ['one'],
  no: ['no'],
}

/** An amount stronger than that of the passages, or another: `all` for `most`, `several` for `one`. @returns a sentence for people, or null */
export function otherAmount(sentence: Unit, units: readonly Unit[]): string | null {
  const known = units.flatMap(phrasesOf)
  for (const { head, amount } of phrasesOf(sentence)) {
    if (amount === null) continue
    const same = known.filter((phrase) => means(phrase.head, head))
    const amounts = same.flatMap((phrase) => (phrase.amount === null ? [] : [phrase.amount]))
    const wrong =
      amount === 'all'
        ? same.length > 0 && !amounts.includes('all')
        : amounts.length > 0 && !amounts.some((one) => FOLLOWS[one].includes(amount))
    if (wrong) return `Its passages don't say this of ${words[amount]} “${head}”.`
  }
  return null
}

const words: Readonly<Record<Amount, string>> = { all: 'all', most: 'most', many: 'many', some: 'some', one: 'one', no: 'no' }

/** `expensive to build`: what a quality is a quality for. */
const purposes = (words: Unit): [string, string][] =>
  words.flatMap((word, at): [string, string][] => {
    const verb = words[at + 2]
    return word.pos === 'ADJ' && words[at + 1]?.text === 'to' && verb?.pos === 'VERB' ? [[word.text, verb.text]] : []
  })

/** `cheap to build` for `cheap to run`. @returns a sentence for people, or null */
export function otherPurpose(sentence: Unit, units: readonly Unit[]): string | null {
  const known = units.flatMap(purposes)
  for (const [quality, verb] of purposes(sentence)) {
    const same = known.filter(([one]) => means(one, quality))
    if (same.length > 0 && !same.some(([, other]) => means(other, verb))) return `Its passages don’t say “${quality}” of this.`
  }
  return null
}
