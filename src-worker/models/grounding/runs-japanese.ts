import { inOtherWords } from './japanese-equivalents.ts'
import { plainJapanese, withoutInnerOkurigana } from './japanese-forms.ts'
import { escaped } from './types.ts'

/** Runs of one script in Japanese text: katakana, Latin, numbers, kanji. Is a run licensed by a passage? */

export const list = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/u))

/** Kanji that carry the form of a definition, not facts. */
export const FORM_KANJI = list(`
用語 言葉 語 名称 名前 名 呼称 総称 略称 略語 意味 定義 概念 種類 種 一種 形式 形 方法 手法 手段 方式 仕組 仕組み 機構 機能 役割 目的 用途 対象 単位 集合 集 要素 一部 部分 全体
何度 場合 時 際 間 中 内 上 下 前 後 他 別 何 各 等 者 物 事 人 側 点 面 的 性 化 用 型 例 行 行為 動作 処理 操作 状態 結果 内容 情報 関係 関連 特定 一定 一般 通常 主 複数 一 一つ
設 使 使用 利用 用 持 含 指 示 表 表現 呼 言 意 行 行う 作 与 得 受 成 構成 存在 発生 基 応 対 対応 通 通じ 従 関 必要 可能 提供 実現 実行 実施 管理 保持 定 決 際 以 上記 以上 以下 未満
`)

/** A denial, wherever it stands. */
export const NEGATION_JA = /(?:ない|ません|なかった|(?<!少)なく|ず(?=に|、|。|$)|ぬ(?=。|$)|不要|不可|禁止)(?!しろ)/u
/** What of them makes other words longer without adding a fact: 分散的, 暗号化. */
const AFFIXES = list('的 性 化 用 型 等 時 付 済 式 間 法 中 内 値 表 同士 側 類')
/** Where and when: said of something else they say another thing, so they must stand there with it. */
const PLACES = list('上 下 前 後 外 以上 以下 未満 以前 以後 以内')

export const RUNS = /[ァ-ヺー・]{2,}|[a-z][a-z0-9+#._/-]*|\d+(?:\.\d+)?|[一-鿿々〆]+|[〇一二三四五六七八九十百千万億]+/gu
const KANJI_NUMBER = /^[〇一二三四五六七八九十百千万億兆]+$/u

export function unsupportedRun(run: string, after: string, evidence: string): string | null {
  if (/^[\d]/u.test(run)) return unsupportedNumberJa(run, after, evidence)
  if (/^[ァ-ヺー・]/u.test(run)) return katakana(run, evidence) ? null : `“${run}” is in none of its passages.`
  if (/^[a-z]/u.test(run)) return latin(run, evidence) ? null : `“${run}” is in none of its passages.`
  return kanji(run, evidence) || inOtherWords(run, evidence, after) || (run === '防' && /ないように/u.test(evidence))
    ? null
    : `“${run}” is in none of its passages.`
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
  if (evidence.includes(run)) return !onlyDeniedByPrefix(run, evidence)
  if (PLACES.has(run)) return false
  // 下降前 for 下りる前.
  const [, what, when] = /^([一-鿿]{2,})([前後中時])$/u.exec(run) ?? []
  if (what !== undefined && evidence.includes(when!) && (kanji(what, evidence) || inOtherWords(what, evidence, ''))) return true
  if (FORM_KANJI.has(run)) return true
  if (KANJI_NUMBER.test(run)) return false
  for (let at = 0; at < run.length; ) {
    const piece = longestPiece(run, at, evidence)
    if (piece === 0) return false
    at += piece
  }
  return true
}

/** 開示 where the passages only have 不開示. */
const onlyDeniedByPrefix = (run: string, evidence: string): boolean =>
  run.length > 1 &&
  evidence.includes(run) &&
  evidence
    .split(run)
    .slice(0, -1)
    .every((before) => /[不非未無被]$/u.test(before))

/** Length of the longest piece from `at` on that the evidence or the affixes have; single kanji only where both sides end. */
function longestPiece(run: string, at: number, evidence: string): number {
  for (let end = run.length; end > at; end--) {
    const piece = run.slice(at, end)
    const stands =
      (evidence.includes(piece) && (piece.length > 1 || run.length === 1)) ||
      (piece.length === 2 && run.length > 2 && inOtherWords(piece, evidence, ''))
    if (stands || AFFIXES.has(piece)) return end - at
  }
  return 0
}

/** Parts of passages as they are compared: plain, and without inner okurigana. */
export const comparable = (part: string): string => {
  const plain = plainJapanese(part)
  return `${plain} \n ${withoutInnerOkurigana(plain)}`
}
