import type { Pos } from '../types.ts'

/** Words the tagger calls adjectives although they only count or point: never part of a term ("many patients", "such devices"). */
export const QUANTIFIERS: ReadonlySet<string> = new Set(
  (
    'such many much few fewer fewest little several other others another same more most less least enough own all both each every either ' +
    'neither certain various numerous latter former respective said'
  ).split(' '),
)

const CORRECTABLE = new Set(['ADJ', 'NOUN', 'ADP', 'ADV', 'VERB'])
const BEFORE_ADJECTIVE = new Set<string | undefined>([undefined, 'DET', 'ADP', 'ADJ'])
const NOMINAL = new Set(['NOUN', 'PROPN', 'ADJ'])
/** What may stand behind a noun but not behind a participle or an adjective that modifies one. */
const NO_NOUN_FOLLOWS = new Set(['ADP', 'AUX', 'VERB', 'PUNCT', 'CCONJ', 'SCONJ'])
const DETERMINERS = new Set('a an the this each every no its their our your his her my'.split(' '))
/** Behind these a bare verb form is an infinitive or a comparison, behind every other preposition a noun ("of conduct", "under saddle"). */
const NOT_BEFORE_NOUN = new Set('to than as like but except'.split(' '))
/** Places that modify a noun behind them: the inside leg, offshore wind. */
const PLACE_MODIFIERS = new Set('inside outside offshore onshore upstream downstream online offline'.split(' '))
const PARTICIPLE = /(?:ed|ing|wn)$/u

/** A word with its Universal tag and lemma, as far as the corrections look at it. */
export interface Tagged {
  readonly surface: string
  readonly tag: string
  readonly lemma: string
}

/**
 * The tag and lemma of word `i` as term patterns need them. Corrects what the tagger confuses systematically: quantifiers taken for adjectives,
 * nouns taken for verbs where no verb can stand, places taken for prepositions.
 * @param previous the corrected tag of the word before
 */
export function correct(words: readonly Tagged[], i: number, previous: string | undefined): Pick<Tagged, 'tag' | 'lemma'> {
  const given = words[i]!
  const { tag } = given
  if (!CORRECTABLE.has(tag)) return given
  const word = given.surface.toLowerCase()
  if (tag === 'ADJ' || tag === 'NOUN') return QUANTIFIERS.has(word) ? { tag: 'DET', lemma: given.lemma } : given
  if (tag !== 'VERB' && !PLACE_MODIFIERS.has(word)) return given
  const before = words[i - 1]?.surface.toLowerCase() ?? ''
  const next = words[i + 1]?.tag
  if (tag !== 'VERB') return modifiesNoun(words, i, previous === 'DET' || DETERMINERS.has(before)) ? { tag: 'ADJ', lemma: word } : given
  if (word === 'left' && NOMINAL.has(next ?? '') && BEFORE_ADJECTIVE.has(previous)) return { tag: 'ADJ', lemma: word }
  if (PARTICIPLE.test(word)) return given
  return isNounPlace(before, previous, next) ? { tag: 'NOUN', lemma: singular(word) } : given
}

/** A bare or third-person verb form can't follow a determiner, nor a preposition other than a few; there it is a noun. */
function isNounPlace(before: string, previous: string | undefined, next: string | undefined): boolean {
  if (DETERMINERS.has(before)) return true
  if (previous === 'DET') return next === undefined || NO_NOUN_FOLLOWS.has(next)
  if (PLACE_MODIFIERS.has(before)) return previous === 'ADJ' || previous === 'ADP'
  return previous === 'ADP' && !NOT_BEFORE_NOUN.has(before)
}

/** "the outside rein", "offshore wind turbines": behind a determiner whatever follows is a noun, whatever the tagger makes of it. */
function modifiesNoun(words: readonly Tagged[], i: number, behindDeterminer: boolean): boolean {
  const { tag } = words[i]!
  const [first, second] = [words[i + 1]?.tag ?? '', words[i + 2]?.tag ?? '']
  if (behindDeterminer) return NOMINAL.has(first) || first === 'VERB'
  return tag === 'ADV' && (NOMINAL.has(first) || (first === 'VERB' && (second === 'NOUN' || second === 'PROPN')))
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
