import { LIGHT, samePredicate } from './frames-japanese.ts'
import { inOtherWords } from './japanese-equivalents.ts'
import { plainJapanese, withoutInnerOkurigana } from './japanese-forms.ts'
import { type Chunk, TERM_JA } from './reading-japanese.ts'
import { comparable, FORM_KANJI, NEGATION_JA, RUNS, unsupportedRun } from './runs-japanese.ts'
import { clausesJa, textOf, unitsJa } from './units-japanese.ts'

/** What one clause of a Japanese sentence says must be said in one unit of a passage. */

/** 支払う where the unit has its noun: 支払い, 支払. */
const nounInUnit = (verb: string, unit: string): boolean => {
  const [stem] = /^[一-鿿]+/u.exec(withoutInnerOkurigana(verb)) ?? []
  return stem !== undefined && stem.length > 1 && unit.includes(stem)
}

interface ReadUnit {
  readonly text: string
  readonly chunks: readonly Chunk[]
}

/** A topic holds until another is named: `行政機関は…決定する。不開示とするときは…`. */
function topicBefore(units: readonly Chunk[][], at: number): string {
  if (units[at]!.some(({ topic, text }) => topic && !/(?:とき|場合|際|時)は/u.test(text))) return ''
  const last = units.slice(0, at).findLast((unit) => unit.some(({ topic }) => topic))
  return last === undefined ? '' : textOf(last.filter(({ topic, particle }) => topic && particle === ''))
}

/** What each clause says must be said in one unit of a passage, what the thing is may stand in another. */
export function saidApartJa(sentence: readonly (readonly Chunk[])[], units: readonly Chunk[][], own: readonly string[]): string | null {
  const known = units.map((chunks, at): ReadUnit => {
    const text = textOf(chunks)
    // `…はそれより長い`: what is pointed back to stands in the unit before.
    const before = /それ|その|この/u.test(text) ? textOf(units[at - 1] ?? []) : topicBefore(units, at)
    return { chunks, text: comparable(`${before}。${text}`) }
  })
  for (const clause of sentence.flatMap(sideBySide).flatMap(clausesJa).flatMap(withoutKind))
    if (!known.some((unit) => saysClause(unit, clause, own)))
      return 'No single sentence of its passages says this: it puts words of several together.'
  return null
}

/** `1段目は分類を、2段目は著者名を表す`: topics side by side, each with a clause of its own. */
const sideBySide = (sentence: readonly Chunk[]): Chunk[][] =>
  sentence.every(({ topic, particle }) => !topic || particle === '') ? unitsJa(sentence) : [[...sentence]]

/** …する仕組み: the clause, and the noun phrase that names the kind. */
function withoutKind(clause: Chunk[]): Chunk[][] {
  const last = clause.findLastIndex(({ predicate }) => predicate !== null)
  return last < 0 || last === clause.length - 1 || clause[last]!.link !== 'noun'
    ? [clause]
    : [clause.slice(0, last + 1), clause.slice(last + 1)]
}

function saysClause(unit: ReadUnit, clause: readonly Chunk[], own: readonly string[]): boolean {
  const text = plainJapanese(textOf(clause))
  const runs = [...text.matchAll(RUNS)]
    .map(({ 0: run, index }) => ({ run, after: text.slice(index + run.length, index + run.length + 10) }))
    .filter(({ run }) => !FORM_KANJI.has(run) && run !== TERM_JA && !own.some((surface) => surface.includes(run)))
  const inKana = clause.flatMap(({ head, kanaNoun }) => (kanaNoun ? [head] : []))
  const verbs = clause.filter(({ predicate }) => predicate !== null && !LIGHT.test(predicate) && !predicate.includes(TERM_JA))
  if (new Set([...runs.map(({ run }) => run), ...inKana, ...verbs.map(({ predicate }) => predicate!.replace(/[ぁ-ん]+$/u, ''))]).size < 2)
    return true
  return (
    runs.every(({ run, after }) => unsupportedRun(run, /^\d/u.test(run) ? '' : after, unit.text) === null) &&
    inKana.every((noun) => unit.text.includes(noun)) &&
    verbs.every((verb) => saysVerb(unit, verb)) &&
    clause.every((chunk) => sameCondition(unit, chunk)) &&
    sameTime(unit.text, text)
  )
}

const TIMES = /([一-鿿])([ぁ-ん]{0,3})(前|後)(?=に|は|、|の)/gu

/** 使った後に for 使う前に, where one unit has the one and another the other. */
const sameTime = (unit: string, clause: string): boolean =>
  [...clause.matchAll(TIMES)].every(([, thing, , side]) => {
    const stands = (one: string): boolean => new RegExp(`${thing}[ぁ-ん]{0,3}${one}`, 'u').test(unit)
    return stands(side!) || !stands(side === '前' ? '後' : '前')
  })

/** 使うと for 使わないと: a light verb says enough where it is the condition. */
function sameCondition({ chunks }: ReadUnit, { predicate, link, negated }: Chunk): boolean {
  if (predicate === null || link !== 'condition' || !LIGHT.test(predicate)) return true
  const same = chunks.filter((one) => one.predicate === predicate && one.link === 'condition')
  return same.length === 0 || same.some((one) => one.negated === negated)
}

/** The unit has the verb, and denies it where the clause does. */
function saysVerb({ text, chunks }: ReadUnit, { predicate, kana, negated }: Chunk): boolean {
  const same = chunks.filter((one) => one.predicate !== null && samePredicate(one.predicate, predicate!))
  if (same.length > 0) return same.some((one) => one.negated === negated)
  if (negated) return NEGATION_JA.test(text)
  return (
    inOtherWords(predicate!, text, '') ||
    nounInUnit(predicate!, text) ||
    /^[一-鿿]+$/u.test(predicate!) ||
    (kana.length > 1 &&
      (text.includes(kana) ||
        chunks.some((one) => one.predicate !== null && one.kana.length > 1 && (one.kana.startsWith(kana) || kana.startsWith(one.kana)))))
  )
}
