import { qualitiesCrossed } from './bound.ts'
import { inOtherWords } from './japanese-equivalents.ts'
import { plainJapanese, withoutInnerOkurigana } from './japanese-forms.ts'
import { contraryIn, timeTurnedJa, turned } from './opposites.ts'
import { comparedTheOtherWayJa, numberOfAnother, otherAgentJa, receiverTurned, widenedJa } from './roles-japanese.ts'
import { escaped, fold, type Subject, type Support } from './types.ts'

/** Does every fact of a Japanese sentence stand in its passages? By runs of one script: katakana, Latin, numbers, kanji. */

const list = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/u))

/** Kanji that carry the form of a definition, not facts. */
const FORM_KANJI = list(`
用語 言葉 語 名称 名前 名 呼称 総称 略称 略語 意味 定義 概念 種類 種 一種 形式 形 方法 手法 手段 方式 仕組 仕組み 機構 機能 役割 目的 用途 対象 単位 集合 集 要素 一部 部分 全体
場合 時 際 間 中 内 上 下 前 後 他 別 何 各 等 者 物 事 人 側 点 面 的 性 化 用 型 例 行 行為 動作 処理 操作 状態 結果 内容 情報 関係 関連 特定 一定 一般 通常 主 複数 一 一つ
使 使用 利用 用 持 含 指 示 表 表現 呼 言 意 行 行う 作 与 得 受 成 構成 存在 発生 基 応 対 対応 通 通じ 従 関 必要 可能 提供 実現 実行 実施 管理 保持 定 決 際 以 上記 以上 以下 未満
`)

/** Words that change what a sentence claims. */
const CLAIMS_JA =
  /必ず|常に|すべて|全て|あらゆる|のみ|だけ|しか|絶対|唯一|最も|最初|最後|最大|最小|最高|毎日|毎週|毎月|毎年|自動的|永久|即座|禁止|不可能|無制限/gu
const CLAIM_FAMILIES: readonly ReadonlySet<string>[] = [list('すべて 全て あらゆる'), list('のみ だけ しか'), list('必ず 常に')]
const NEGATION_JA = /(?:ない|ません|なかった|なく|ず(?=に|、|。|$)|ぬ(?=。|$)|不要|不可|禁止)(?!しろ)/u

/** What of them makes other words longer without adding a fact: 分散的, 暗号化. */
const AFFIXES = list('的 性 化 用 型 等 時 付 済 式 間 法')
/** Where and when: said of something else they say another thing, so they must stand there with it. */
const PLACES = list('上 下 前 後 外 以上 以下 未満 以前 以後 以内')

const RUNS = /[ァ-ヺー・]{2,}|[a-z][a-z0-9+#._/-]*|\d+(?:\.\d+)?|[一-鿿々〆]+|[〇一二三四五六七八九十百千万億]+/gu
const KANJI_NUMBER = /^[〇一二三四五六七八九十百千万億兆]+$/u

/** 24時間未満しか留まらない says no more than 24時間未満留まる. */
const ONLY_SO_MUCH = /(?<=未満|以内|以下|まで)しか([^。、]*?)ら?(?:ない|ません)/gu

/** Sentences saying what of the sentence is in none of its passages; empty = supported. */
export function unsupportedJapanese(sentence: string, support: Support, subject: Subject): string[] {
  const own = [subject.headword, ...subject.surfaces].map(fold).sort((a, b) => b.length - a.length)
  const folded = plainJapanese(fold(sentence)).replace(ONLY_SO_MUCH, '$1る')
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
        otherAgentJa(folded, plainParts, own),
        comparedTheOtherWayJa(folded, plainParts),
        widenedJa(rest, closestPart(rest, plainParts)),
        numberOfAnother(folded, plainParts, own),
        contraryIn(rest, closestPart(rest, plainParts), 'ja'),
        qualitiesCrossed(rest, closestPart(rest, plainParts), 'ja'),
        receiverTurned(folded, plainParts),
        timeTurnedJa(rest, evidence),
        circumstanceJa(rest, evidence),
        turned(rest, evidence, 'ja'),
        onlyDeniedJa(rest, evidence),
        deniedNowhereJa(rest, evidence),
      ].filter((one) => one !== null),
    ]),
  ]
}

const claims = (claim: string, evidence: string): boolean =>
  evidence.includes(claim) || CLAIM_FAMILIES.some((family) => family.has(claim) && [...family].some((one) => evidence.includes(one)))

function unsupportedRun(run: string, after: string, evidence: string): string | null {
  if (/^[\d]/u.test(run)) return unsupportedNumberJa(run, after, evidence)
  if (/^[ァ-ヺー・]/u.test(run)) return katakana(run, evidence) ? null : `“${run}” is in none of its passages.`
  if (/^[a-z]/u.test(run)) return latin(run, evidence) ? null : `“${run}” is in none of its passages.`
  return kanji(run, evidence) || inOtherWords(run, evidence) ? null : `“${run}” is in none of its passages.`
}

/** A number must stand there with the same counter: swapped numbers are numbers of the passage too. */
function unsupportedNumberJa(number: string, after: string, evidence: string): string | null {
  const digits = new RegExp(`(?<![\\d.])${escaped(number)}(?![\\d.]*\\d)`, 'u')
  if (!digits.test(evidence)) return `The number ${number} is in none of its passages.`
  const [counter] = /^(?:か月|\p{Script=Han}{1,2}|[a-z%％]{1,3}|[ァ-ヺー]{1,8})/u.exec(after.trim()) ?? []
  if (counter === undefined) return null
  const counted = new RegExp(`(?<![\\d.])${escaped(number)}\\s*${escaped(counter)}`, 'u')
  return counted.test(evidence) ? null : `The passages give the number ${number} for something else.`
}

const katakana = (run: string, evidence: string): boolean =>
  run.split('・').every((word) => word.length < 2 || evidence.includes(word) || evidence.includes(word.replace(/ー$/u, '')))

const latin = (run: string, evidence: string): boolean =>
  new RegExp(`(?<![a-z])${escaped(run.replace(/[._/-]+$/u, ''))}(?![a-z0-9])`, 'u').test(evidence)

/** A kanji run is there as it stands, or in pieces: 情報処理装置 for 情報を処理する装置. */
function kanji(run: string, evidence: string): boolean {
  if (evidence.includes(run)) return true
  if (PLACES.has(run)) return false
  if (FORM_KANJI.has(run)) return true
  if (KANJI_NUMBER.test(run)) return false
  for (let at = 0; at < run.length; ) {
    const piece = longestPiece(run, at, evidence)
    if (piece === 0) return false
    at += piece
  }
  return true
}

/** Length of the longest piece from `at` on that the evidence or the affixes have; single kanji only where both sides end. */
function longestPiece(run: string, at: number, evidence: string): number {
  for (let end = run.length; end > at; end--) {
    const piece = run.slice(at, end)
    const stands = evidence.includes(piece) && (piece.length > 1 || run.length === 1)
    if (stands || AFFIXES.has(piece)) return end - at
  }
  return 0
}

/** Clauses: at commas, and where a verb ends before the noun it describes. */
const CLAUSES_JA = /[、，]\s*|(?<=[るたいすくぐむぶつう])(?=[一-鿿ァ-ヺ])/u

/** Parts of passages as they are compared: plain, and without inner okurigana. */
const comparable = (part: string): string => {
  const plain = plainJapanese(part)
  return `${plain} \n ${withoutInnerOkurigana(plain)}`
}

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

/** A predicate that is only ever denied in the passages and not in the sentence: 延長できる for 延長しない. */
function onlyDeniedJa(sentence: string, evidence: string): string | null {
  const DENIED = '[ぁ-ん]{0,4}(?:ない|ません|なかった|ず)'
  for (const { 0: run, index } of sentence.matchAll(
    /[一-鿿]{2,}(?=(?:する|した|して|し|できる|でき|可能|される|され)[^な]|(?:する|できる|される)$)/gu,
  )) {
    const all = evidence.split(run).length - 1
    const denied = [...evidence.matchAll(new RegExp(`${escaped(run)}${DENIED}`, 'gu'))].length
    if (all === 0 || denied < all || new RegExp(`^${DENIED}`, 'u').test(sentence.slice(index + run.length))) continue
    return 'Its passages say the opposite: the sentence leaves out their negation.'
  }
  return null
}

/** A predicate that the sentence denies and its passages only state: 保管できない for 保管できる. */
function deniedNowhereJa(sentence: string, evidence: string): string | null {
  const DENIED = '(?:する|し|せ|さ|でき|にでき|することはでき|され)?(?:ない|ません|なかった|ず)'
  for (const { 0: run, 1: predicate } of sentence.matchAll(new RegExp(`([一-鿿]{2,})${DENIED}`, 'gu'))) {
    if (run === predicate || !evidence.includes(predicate!)) continue
    if (!new RegExp(`${escaped(predicate!)}[ぁ-ん]{0,6}(?:ない|ません|なかった|ず)`, 'u').test(evidence))
      return 'The sentence denies something that none of its passages denies.'
  }
  return null
}

/** Content the sentence must share with a part to be a rewording of it. */
const REWORDING = 0.75

/** How the predicate of a sentence, or of the noun phrase that defines, ends: denied or not. */
const ENDS_DENIED = /(?:ない|ません|なかった|ず)(?:[一-鿿ァ-ヺー]{1,8}|こと|もの)?(?:である|です|だ)?。?$/u

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
