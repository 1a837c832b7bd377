import type { Token } from '../types.ts'

const SINGLE_KANJI = /^\p{Script=Han}$/u
const KANJI = /^\p{Script=Han}/u
const KANJI_PAIR = /^\p{Script=Han}{2}$/u
const KATAKANA = /^[ァ-ヺ]/u
/** Words whose reading changes behind another word (rendaku) though the dictionary lists them as they are alone. */
const BEHIND_A_WORD = new Map(
  Object.entries({
    会社: 'ガイシャ',
    不足: 'ブソク',
    通り: 'ドオリ',
    作り: 'ヅクリ',
    暮らし: 'グラシ',
    口: 'グチ',
    付: 'ツケ',
    受: 'ウケ',
    靴: 'グツ',
    積: 'ヅミ',
  }),
)
/** Kanji that the dictionary reads as words of their own and a Chinese compound does not: 左心室, 内視鏡, 港長. */
const BEFORE_KANJI = new Map(
  Object.entries({
    左: 'サ',
    右: 'ウ',
    内: 'ナイ',
    外: 'ガイ',
    港: 'コウ',
    東: 'トウ',
    西: 'セイ',
    南: 'ナン',
    北: 'ホク',
    船: 'フナ',
    主: 'シュ',
  }),
)
/**
 * Verbs written without their kana in front of another such verb: 積付, 引渡, 差込. The dictionary has the frequent pairs (受付, 取扱) and reads the
 * others one by one, as 積 (セキ) 付 (ツケ). Only readings that hold for nearly every pair are here; all stay unsure.
 */
const VERB_BEFORE = readingsOf(
  '引ヒキ 押オシ 折オリ 買カイ 貸カシ 切キリ 組クミ 差サシ 吸スイ 据スエ 積ツミ 取トリ 振フリ 吹フキ 巻マキ 申モウシ 持モチ 呼ヨビ 読ヨミ 割ワリ 打ウチ 受ウケ 売ウリ 書カキ 締シメ 張ハリ 払ハライ 焼ヤキ 刷スリ 貼ハリ 掘ホリ 繰クリ',
)
const VERB_BEHIND = readingsOf(
  '込コミ 付ツケ 出ダシ 渡ワタシ 上アゲ 下サゲ 替カエ 換カエ 抜ヌキ 合アワセ 戻モドシ 取トリ 扱アツカイ 掛カケ 入イレ 直ナオシ 降オロシ 当アテ',
)
function readingsOf(list: string): ReadonlyMap<string, string> {
  return new Map(list.split(' ').map((entry) => [entry[0]!, entry.slice(1)]))
}

/** Words IPADIC has no reading for. */
const MISSING = new Map(
  Object.entries({ 閾: 'シキイ', 灌: 'カン', 漑: 'ガイ', 冪: 'ベキ', 顆: 'カ', 簿: 'ボ', 曝: 'バク', 攪: 'カク', 拌: 'ハン' }),
)

/**
 * Readings as they are inside compounds, and doubt where a compound makes one doubtful. The dictionary reads every word by itself: 船 is フネ there,
 * フナ in 船会社, セン in 船長. Changes the tokens in place.
 */
export function readInContext(tokens: Token[]): void {
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i]!
    if (readVerbPair(tokens, i)) {
      i++
      continue
    }
    const isKanji = SINGLE_KANJI.test(token.surface)
    if (!isKanji && !BEHIND_A_WORD.has(token.surface)) continue
    if (!isNominal(token) && !BEFORE_KANJI.has(token.surface)) continue
    const before = touching(tokens[i - 1], token)
    const after = touching(token, tokens[i + 1], 'after')
    if (before || after || token.reading === undefined) tokens[i] = inCompound(token, before, after)
  }
}

/** Reads two verbs without their kana as what they are together. @returns whether the tokens at `i` and behind it are such a pair */
function readVerbPair(tokens: Token[], i: number): boolean {
  const [first, second] = [tokens[i]!, tokens[i + 1]]
  if (!second || first.end !== second.start) return false
  const [a, b] = [VERB_BEFORE.get(first.surface), VERB_BEHIND.get(second.surface)]
  if (a === undefined || b === undefined) return false
  tokens[i] = { ...first, reading: a, readingSure: false }
  tokens[i + 1] = { ...second, reading: b, readingSure: false }
  return true
}

/** 受付, 取扱: two verbs as one word. */
const isVerbPair = (surface: string): boolean => VERB_BEFORE.has(surface[0]!) && VERB_BEHIND.has(surface[1]!)

/** Kanji behind a word whose reading hangs on what kind of word that is; undefined where it doesn't. */
function behindItsKind(surface: string, before: Token): string | undefined {
  const isDeed = before.tag === '名詞,サ変接続'
  // Who does something is ニン (保証人), who is of some place or kind ジン (日本人).
  if (surface === '人' && isDeed) return 'ニン'
  // Before a deed is マエ (出荷前); an opening for one is コウ (排水口), for a native verb グチ (差込口).
  if (surface === '前' && isDeed) return 'マエ'
  if (surface === '口' && isDeed && KANJI_PAIR.test(before.surface) && !isVerbPair(before.surface)) return 'コウ'
  // 搬出入, 輸出入: both halves Chinese.
  if (surface === '入' && before.surface.endsWith('出')) return 'ニュウ'
  return undefined
}

function inCompound(token: Token, before: Token | undefined, after: Token | undefined): Token {
  const { surface, tag, reading } = token
  if (reading === undefined) {
    const missing = MISSING.get(surface)
    return missing === undefined ? token : { ...token, reading: missing, readingSure: false }
  }
  const ofKind = before && behindItsKind(surface, before)
  if (ofKind !== undefined) return { ...token, reading: ofKind, readingSure: false }
  if (before && BEHIND_A_WORD.has(surface)) return { ...token, reading: BEHIND_A_WORD.get(surface)!, readingSure: surface.length > 1 }
  if (surface.length > 1) return token
  if (tag.startsWith('名詞,数')) return { ...token, readingSure: false }
  // Empty, where no Chinese compound follows: 空コンテナ.
  if (surface === '空' && !before && after && KATAKANA.test(after.surface)) return { ...token, reading: 'カラ', readingSure: false }
  if (isAffix(token)) return token
  const chinese = !before && after && KANJI.test(after.surface) ? BEFORE_KANJI.get(surface) : undefined
  return { ...token, reading: chinese ?? reading, readingSure: false }
}

function isNominal({ pos }: Token): boolean {
  return pos === 'NOUN' || pos === 'PROPN' || pos === 'AFFIX' || pos === 'NUM'
}

const isAffix = ({ tag }: Token): boolean => tag.startsWith('名詞,接尾') || tag.startsWith('接頭詞')

/** The neighbour when it touches and is nominal. */
function touching(left: Token | undefined, right: Token | undefined, which: 'before' | 'after' = 'before'): Token | undefined {
  if (!left || !right || left.end !== right.start) return undefined
  const neighbour = which === 'before' ? left : right
  return isNominal(neighbour) || neighbour.pos === 'ADJ' ? neighbour : undefined
}
