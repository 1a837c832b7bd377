import type { Pos } from '../types.ts'

/** Words the tagger calls adjectives although they only count or point: never part of a term ("many patients", "such devices"). */
export const QUANTIFIERS: ReadonlySet<string> = new Set(
  (
    'such many much few fewer fewest little several other others another same more most less least enough own all both half each every ' +
    'either neither certain various numerous latter former respective said'
  ).split(' '),
)

const NOMINAL = new Set(['NOUN', 'PROPN', 'ADJ'])

/**
 * The tag as term patterns need it: quantifiers are determiners, and "left" between a determiner and a noun is the side, not the verb.
 * @param tag Universal tag of the word; `previous` and `next` those of its neighbours, if any
 */
export function correctTag(word: string, tag: string, previous: string | undefined, next: string | undefined): string {
  if ((tag === 'ADJ' || tag === 'NOUN') && QUANTIFIERS.has(word)) return 'DET'
  if (word === 'left' && tag === 'VERB' && next !== undefined && NOMINAL.has(next)) {
    return previous === undefined || previous === 'DET' || previous === 'ADP' || previous === 'ADJ' ? 'ADJ' : tag
  }
  return tag
}

/** What may stand behind a noun but not behind a participle or an adjective that modifies one. */
const NO_NOUN_FOLLOWS = new Set(['ADP', 'AUX', 'VERB', 'PUNCT', 'CCONJ', 'SCONJ'])

/**
 * True for a word tagged as a verb that stands where only a noun can: between a determiner and something that is no noun ("the analyses of",
 * "a commit is"). Participles are left alone.
 */
export function isNounAfterDeterminer(word: string, tag: string, previous: string | undefined, next: string | undefined): boolean {
  return tag === 'VERB' && previous === 'DET' && (next === undefined || NO_NOUN_FOLLOWS.has(next)) && !/(?:ed|ing)$/u.test(word)
}

/** The singular of a noun the tagger lemmatised as a verb. */
export function singular(word: string): string {
  if (/[^aeiou]ies$/u.test(word)) return `${word.slice(0, -3)}y`
  if (/(?:ly|na|the|ba)ses$/u.test(word)) return `${word.slice(0, -2)}is`
  if (/(?:ch|sh|ss|x|z)es$/u.test(word)) return word.slice(0, -2)
  return /[^su]s$/u.test(word) ? word.slice(0, -1) : word
}

const POS: Record<string, Pos> = {
  NOUN: 'NOUN',
  PROPN: 'PROPN',
  ADJ: 'ADJ',
  VERB: 'VERB',
  ADV: 'ADV',
  NUM: 'NUM',
  ADP: 'ADP',
  DET: 'DET',
  PRON: 'PRON',
  CCONJ: 'CONJ',
  SCONJ: 'CONJ',
  AUX: 'AUX',
  PART: 'PART',
  PUNCT: 'PUNCT',
  SYM: 'SYM',
}

/** The Universal tag in our Pos; X, INTJ and SPACE are OTHER. */
export const posOfTag = (tag: string): Pos => POS[tag] ?? 'OTHER'
