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

const RUNS = /[ァ-ヺー・]{2,}|[a-z][a-z0-9+#._/-]*|\d+(?:\.\d+)?|[一-鿿々〆]+|[〇一二三四五六七八九十百千万億]+/gu
const KANJI_NUMBER = /^[〇一二三四五六七八九十百千万億兆]+$/u

/** Sentences saying what of the sentence is in none of its passages; empty = supported. */
export function unsupportedJapanese(sentence: string, support: Support, subject: Subject): string[] {
  const own = [subject.headword, ...subject.surfaces].map(fold).sort((a, b) => b.length - a.length)
  const folded = fold(sentence).replace(/(?<=[\u3040-\u30ff\u3400-\u9fff]) (?=[\u3040-\u30ff\u3400-\u9fff])/gu, '')
  const rest = own.reduce((text, surface) => (surface === '' ? text : text.replace(new RegExp(escaped(surface), 'gu'), ' ')), folded)
  const evidence = support.text.replace(/(?<=[\u3040-\u30ff\u3400-\u9fff]) (?=[\u3040-\u30ff\u3400-\u9fff])/gu, '')
  const reasons: string[] = []
  for (const match of rest.matchAll(RUNS)) {
    const reason = unsupportedRun(match[0], rest.slice(match.index + match[0].length, match.index + match[0].length + 10), evidence)
    if (reason !== null) reasons.push(reason)
  }
  for (const [claim] of rest.matchAll(CLAIMS_JA))
    if (!claims(claim, evidence)) reasons.push(`“${claim}” is claimed in none of its passages.`)
  const turned = negationJa(rest, support)
  return [...new Set(turned === null ? reasons : [...reasons, turned])]
}

const claims = (claim: string, evidence: string): boolean =>
  evidence.includes(claim) || CLAIM_FAMILIES.some((family) => family.has(claim) && [...family].some((one) => evidence.includes(one)))

function unsupportedRun(run: string, after: string, evidence: string): string | null {
  if (/^[\d]/u.test(run)) return unsupportedNumberJa(run, after, evidence)
  if (/^[ァ-ヺー・]/u.test(run)) return katakana(run, evidence) ? null : `“${run}” is in none of its passages.`
  if (/^[a-z]/u.test(run)) return latin(run, evidence) ? null : `“${run}” is in none of its passages.`
  return kanji(run, evidence) ? null : `“${run}” is in none of its passages.`
}

/** A number must stand there with the same counter: swapped numbers are numbers of the passage too. */
function unsupportedNumberJa(number: string, after: string, evidence: string): string | null {
  const digits = new RegExp(`(?<![\\d.])${escaped(number)}(?![\\d.]*\\d)`, 'u')
  if (!digits.test(evidence)) return `The number ${number} is in none of its passages.`
  const [counter] = /^(?:\p{Script=Han}{1,2}|[a-z%％]{1,3}|[ァ-ヺー]{1,8})/u.exec(after.trim()) ?? []
  if (counter === undefined) return null
  const counted = new RegExp(`(?<![\\d.])${escaped(number)}\\s*${escaped(counter)}`, 'u')
  return counted.test(evidence) ? null : `The passages give the number ${number} for something else.`
}

const katakana = (run: string, evidence: string): boolean =>
  run.split('・').every((word) => word.length < 2 || evidence.includes(word) || evidence.includes(word.replace(/ー$/u, '')))

const latin = (run: string, evidence: string): boolean =>
  new RegExp(`(?<![a-z0-9])${escaped(run.replace(/[._/-]+$/u, ''))}(?![a-z0-9])`, 'u').test(evidence)

/** A kanji run is there as it stands, or in pieces: 情報処理装置 for 情報を処理する装置. */
function kanji(run: string, evidence: string): boolean {
  if (FORM_KANJI.has(run) || evidence.includes(run)) return true
  if (KANJI_NUMBER.test(run)) return false
  for (let at = 0; at < run.length; ) {
    const piece = longestPiece(run, at, evidence)
    if (piece === 0) return false
    at += piece
  }
  return true
}

/** Length of the longest piece from `at` on that the evidence or the form words have; single kanji only where both sides end. */
function longestPiece(run: string, at: number, evidence: string): number {
  for (let end = run.length; end > at; end--) {
    const piece = run.slice(at, end)
    const stands = evidence.includes(piece) && (piece.length > 1 || run.length === 1)
    if (stands || FORM_KANJI.has(piece)) return end - at
  }
  return 0
}

/** Content the sentence must share with a part to be a rewording of it. */
const REWORDING = 0.75

function negationJa(sentence: string, support: Support): string | null {
  const negated = NEGATION_JA.test(sentence)
  if (negated)
    return support.parts.some((part) => NEGATION_JA.test(part)) ? null : 'The sentence denies something that none of its passages denies.'
  const content = [...sentence.matchAll(RUNS)].map(([run]) => run).filter((run) => !FORM_KANJI.has(run))
  if (content.length < 2) return null
  const overlap = (part: string): number => content.filter((run) => part.includes(run)).length / content.length
  const reworded = support.parts.filter((part) => overlap(part) >= REWORDING)
  if (reworded.length === 0 || !reworded.every((part) => NEGATION_JA.test(part))) return null
  return 'Its passages say the opposite: the sentence leaves out their negation.'
}
