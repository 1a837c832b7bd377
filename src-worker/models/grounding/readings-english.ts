import type { LanguageEngine } from '../../language/types.ts'
import { generaOf, mirrored, ofAnother, otherComplement, otherKind, qualitiesExchanged } from './complements-english.ts'
import { deedsOf, doneByOthers, genusOf, wayBack } from './deeds-english.ts'
import { boundTurned } from './opposites.ts'
import { isOwn, type OwnWords } from './own-words-english.ts'
import { otherAmount, otherPurpose, qualityOfAnother } from './phrases-english.ts'
import { masked, means, type ReadWord, readEnglish, TERM } from './reading-english.ts'
import { comparedTheOtherWay } from './roles-english.ts'
import type { Subject, Support } from './types.ts'
import { saidApart, type Unit, unitsOf } from './units-english.ts'
import { CLAIMS, GENUS_REACH, HYPERNYMS, numberOf } from './words-english.ts'

/** Claims that also say when and how: they belong to the clause they stand in. */
const TELLING_CLAIMS = /^(?:daily|weekly|monthly|yearly|hourly|automatically|immediately|permanently|temporarily|first|last)$/u

/** What the sentence says as a reader of words and phrases sees it: in one place, of the same things, done by the same. */
export function readings(sentence: string, support: Support, subject: Subject, engine: LanguageEngine, own: OwnWords): (string | null)[] {
  // What stands there word for word needs no reading.
  if (support.parts.some((part) => part.includes(sentence.replace(/[.!]$/u, '')))) return []
  const read = (text: string): readonly ReadWord[] => readEnglish(engine, masked(text, subject))
  const words = read(sentence)
  const units = support.parts.flatMap((part) => unitsOf(read(part)))
  const genus = genusOf(words)
  const mine = new Set(words.flatMap(({ text }, at) => (isOwn(words, at, own) ? [text] : [])))
  const kinds = new Set(
    words
      .slice(0, GENUS_REACH)
      .map(({ text }) => text)
      .filter((word) => HYPERNYMS.has(word)),
  )
  // `The joint needs no screws` of a dovetail, which is a joint.
  const genera = units.flatMap(generaOf)
  const calledByKind = new Set(
    words.flatMap(({ text }, at) =>
      /^(?:the|this|these)$/u.test(words[at - 1]?.text ?? '') && genera.some((one) => means(one, text)) ? [text] : [],
    ),
  )
  const reasons = [
    saidApart(
      words,
      units,
      (word) => mine.has(word) || (CLAIMS.has(word) && !TELLING_CLAIMS.test(word)) || kinds.has(word) || calledByKind.has(word),
      objectsKnown(words, units),
    ),
    doneByOthers(words, units, genus),
    qualityOfAnother(words, units),
    otherAmount(words, units),
    otherPurpose(words, units),
    otherComplement(words, units),
    qualitiesExchanged(words, units),
    mirrored(words, units),
    ofAnother(words, units),
    otherKind(units, saidKind(words)),
    wayBack(words, units),
    boundTurned(inDigits(sentence), inDigits(support.text)),
    comparedTheOtherWay(
      masked(sentence, subject),
      support.parts.map((part) => masked(part, subject).replace(/^(?:it|they)\b/u, TERM)),
    ),
  ]
  return reasons.map((reason) => reason?.replaceAll(TERM, subject.headword) ?? null)
}

/** Objects of the sentence that a passage gives the same verb. */
function objectsKnown(sentence: Unit, units: readonly Unit[]): (word: string) => boolean {
  const known = units.flatMap(deedsOf)
  const objects = deedsOf(sentence).flatMap(({ verb, object }) =>
    object.filter((noun) => known.some((one) => means(one.verb, verb) && one.object.some((other) => means(other, noun)))),
  )
  return (word) => objects.includes(word)
}

/** What the sentence says the term is, where it says that: `termx is a …`, or in the form of a glossary `A …`, `The … that …`. */
function saidKind(sentence: Unit): string | null {
  const first = sentence[0]?.text ?? ''
  const defined = sentence.slice(0, 3).some(({ text }) => text.includes(TERM))
  if (!defined && sentence.some(({ text }) => text === 'is' || text === 'are')) return null
  const glossary = /^an?$/u.test(first) || (first === 'the' && sentence.some(({ text }) => /^(?:that|which|who|whose)$/u.test(text)))
  return defined || glossary ? genusOf(sentence) : null
}

/** `ten minutes` as `10 minutes`. */
const inDigits = (text: string): string => text.replace(/\p{L}+(?:-\p{L}+)?/gu, (word) => numberOf(word) ?? word)
