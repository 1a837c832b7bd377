import type { LanguageEngine } from '../../language/types.ts'
import { otherBoundJa, otherEndJa, otherMannerJa, sufferedJa, whichOfTwoJa } from './bounds-japanese.ts'
import { framesOf, framesTurned, kindsOf, sequenceTurned } from './frames-japanese.ts'
import { plainJapanese, plainNumbersJa } from './japanese-forms.ts'
import { timeTurnedJa } from './opposites.ts'
import { belongsElsewhere, contrastTurned, qualitySwapped, topicSwapped, wayTurnedJa } from './pairs-japanese.ts'
import { type Chunk, maskedJa, readJapanese } from './reading-japanese.ts'
import { comparedTheOtherWayJa, receiverTurned, widenedJa } from './roles-japanese.ts'
import { comparable, FORM_KANJI, list, NEGATION_JA, RUNS, unsupportedRun } from './runs-japanese.ts'
import { saidApartJa } from './said-apart-japanese.ts'
import { escaped, fold, type Subject, type Support } from './types.ts'
import { textOf, unitsJa } from './units-japanese.ts'

/** Does every fact of a Japanese sentence stand in its passages? By runs of one script: katakana, Latin, numbers, kanji. */

/** Words that change what a sentence claims. */
const CLAIMS_JA =
  /必ず|常に|すべて|全て|あらゆる|のみ|だけ|しか|絶対|唯一|最も|最初|最後|最大|最小|最高|毎日|毎週|毎月|毎年|自動的|永久|即座|禁止|不可能|無制限/gu
const CLAIM_FAMILIES: readonly ReadonlySet<string>[] = [list('すべて 全て あらゆる'), list('のみ だけ しか'), list('必ず 常に')]

/** 24時間未満しか留まらない says no more than 24時間未満留まる. */
const ONLY_SO_MUCH = /(?<=未満|以内|以下|まで)しか([^。、]*?)ら?(?:ない|ません)/gu

/** 一つしか入ることができない says no more than 一つだけ入ることができる. */
const onlyAs = (text: string): string => text.replace(/しか([^。、]{1,14}?)でき(?:ない|ません)/gu, 'だけ$1できる')

/** Sentences saying what of the sentence is in none of its passages; empty = supported. */
export function unsupportedJapanese(sentence: string, support: Support, subject: Subject, engine: LanguageEngine): string[] {
  const own = [subject.headword, ...subject.surfaces].map(fold).sort((a, b) => b.length - a.length)
  const folded = plainJapanese(onlyAs(fold(sentence))).replace(ONLY_SO_MUCH, '$1る')
  const rest = own.reduce((text, surface) => (surface === '' ? text : text.replace(new RegExp(escaped(surface), 'gu'), ' ')), folded)
  const evidence = comparable(support.text)
  const plainParts = support.parts.map(plainJapanese)
  const reasons: string[] = []
  for (const match of rest.matchAll(RUNS)) {
    const reason = unsupportedRun(match[0], rest.slice(match.index + match[0].length, match.index + match[0].length + 10), evidence)
    if (reason !== null) reasons.push(reason)
  }
  for (const [claim] of rest.matchAll(CLAIMS_JA))
    if (!claims(claim, evidence)) reasons.push(`“${claim}” is claimed in none of its passages.`)
  const denied = negationJa(rest, { text: plainJapanese(support.text), parts: plainParts })
  const scattered = reasons.length === 0 ? scatteredJa(rest, support) : null
  return [
    ...new Set([
      ...reasons,
      ...[
        denied,
        scattered,
        comparedTheOtherWayJa(folded, plainParts),
        widenedJa(rest, closestPart(rest, plainParts)),
        receiverTurned(folded, plainParts),
        timeTurnedJa(rest, evidence),
        circumstanceJa(rest, evidence),
        ...(engine.language === 'ja' ? readingsJa(fold(sentence), support, own, engine) : []),
      ].filter((one) => one !== null),
    ]),
  ]
}

/** What the sentence says as a reader of phrases and particles sees it. @param own folded surfaces, longest first */
function readingsJa(sentence: string, support: Support, own: readonly string[], engine: LanguageEngine): (string | null)[] {
  // What stands there word for word needs no reading.
  if (support.parts.some((part) => part.includes(sentence.replace(/。$/u, '')))) return []
  const read = (text: string): readonly Chunk[][] => readJapanese(engine, maskedJa(plainNumbersJa(text), own))
  const said = read(onlyAs(sentence))
  const shown = support.parts.flatMap(read)
  const evidence = shown.map(textOf).join('。')
  const flat = said.flat()
  return [
    saidApartJa(said, shown.flatMap(unitsJa), own),
    framesTurned(said.flatMap(framesOf), shown.flatMap(wholeAndParts).flatMap(framesOf), kindsOf(shown)),
    sequenceTurned(said, shown),
    belongsElsewhere(flat, shown, evidence),
    contrastTurned(flat, shown),
    wayTurnedJa(flat, shown),
    topicSwapped(said, shown),
    qualitySwapped(flat, shown),
    otherEndJa(flat, shown),
    otherMannerJa(flat, shown, { said: sentence, parts: support.parts }),
    sufferedJa(flat, shown),
    whichOfTwoJa(flat, shown),
    otherBoundJa(plainNumbersJa(sentence), support.parts.map(plainNumbersJa).join('。')),
  ]
}

/** A sentence of a passage, and its units where it has several: what they share the predicate of has no を of its own. */
function wholeAndParts(sentence: readonly Chunk[]): (readonly Chunk[])[] {
  const units = unitsJa(sentence)
  return units.length > 1 ? [sentence, ...units] : [sentence]
}

const claims = (claim: string, evidence: string): boolean =>
  evidence.includes(claim) || CLAIM_FAMILIES.some((family) => family.has(claim) && [...family].some((one) => evidence.includes(one)))

/** Clauses: at commas, and where a verb ends before the noun it describes. */
const CLAUSES_JA = /[、，]\s*|(?<=[るたいすくぐむぶつう])(?=[一-鿿ァ-ヺ])/u

/** What a clause says must be said together with its predicate: words of several sentences put together say what none of them does. */
function scatteredJa(sentence: string, support: Support): string | null {
  const parts = support.parts.map(comparable)
  const has = (part: string, run: string): boolean => unsupportedRun(run, '', part) === null
  for (const clause of sentence.split(CLAUSES_JA)) {
    const content = [...clause.matchAll(RUNS)].map(([run]) => run).filter((run) => !FORM_KANJI.has(run))
    const predicate = content.at(-1)
    if (predicate === undefined) continue
    const together = content.every((run) => parts.some((part) => has(part, run) && has(part, predicate)))
    if (!together) return 'No single sentence of its passages says this: it puts words of several together.'
  }
  return null
}

/** The part that shares most with the sentence: what it says of quantity and modality is compared with. */
function closestPart(sentence: string, parts: readonly string[]): string {
  const content = [...sentence.matchAll(RUNS)].map(([run]) => run).filter((run) => !FORM_KANJI.has(run))
  const shared = (part: string): number => content.filter((run) => part.includes(run)).length
  return [...parts].sort((a, b) => shared(b) - shared(a))[0] ?? ''
}

/** What the passages name only as a time or condition (読み込む前に) is not said of the term (読み込む画面). */
function circumstanceJa(sentence: string, evidence: string): string | null {
  const AFTER = '[ぁ-ん]{0,6}(?:前|後|場合|とき|時|際|たび|まで|と(?:、|(?=[一-鿿ァ-ヺ ]))|れば、|たら、)'
  for (const { 0: run, index } of sentence.matchAll(/[一-鿿]+(?=[むるすくぐうつぶぬ])/gu)) {
    const all = evidence.split(run).length - 1
    const circumstances = [...evidence.matchAll(new RegExp(`${escaped(run)}${AFTER}`, 'gu'))].length
    if (all === 0 || circumstances < all || new RegExp(`^${AFTER}`, 'u').test(sentence.slice(index + run.length))) continue
    return 'Its passages name this only as a circumstance of something else.'
  }
  return null
}

/** Content the sentence must share with a part to be a rewording of it. */
const REWORDING = 0.75

/** How the predicate of a sentence, or of the noun phrase that defines, ends: denied or not. */
const ENDS_DENIED = /(?:ない|ません|なかった|ず)(?:[一-鿿ァ-ヺー]{1,8}|こと|もの)?(?:である|です|だ|を(?:いう|指す))?。?$/u

function negationJa(sentence: string, support: Support): string | null {
  const negated = NEGATION_JA.test(sentence)
  if (negated && !support.parts.some((part) => NEGATION_JA.test(part)))
    return 'The sentence denies something that none of its passages denies.'
  const content = [...sentence.matchAll(RUNS)].map(([run]) => run).filter((run) => !FORM_KANJI.has(run))
  if (content.length < 2) return null
  const overlap = (part: string): number => content.filter((run) => part.includes(run)).length / content.length
  const overlaps = support.parts.map((part) => ({ part, share: overlap(part) }))
  const most = Math.max(0, ...overlaps.map(({ share }) => share))
  if (most < REWORDING) return null
  const closest = overlaps.filter(({ share }) => share === most).map(({ part }) => part)
  const denied = ENDS_DENIED.test(sentence.trim())
  const plainly = closest
    .flatMap((part) => part.split(/[、，]\s*/u))
    .some((clause) => overlap(clause) === most && !NEGATION_JA.test(clause))
  if ((denied || !plainly) && closest.every((part) => ENDS_DENIED.test(part.trim()) !== denied))
    return denied
      ? 'The sentence denies something that none of its passages denies.'
      : 'Its passages say the opposite: the sentence leaves out their negation.'
  const clauses = support.parts.flatMap((part) => part.split(/[、，]\s*/u))
  const whole = clauses.filter((clause) => overlap(clause) >= REWORDING)
  const reworded = whole.length > 0 ? whole : overlaps.filter(({ share }) => share >= REWORDING).map(({ part }) => part)
  const best = Math.max(...reworded.map(overlap))
  if (negated || !reworded.filter((part) => overlap(part) === best).every((part) => NEGATION_JA.test(part))) return null
  return 'Its passages say the opposite: the sentence leaves out their negation.'
}
