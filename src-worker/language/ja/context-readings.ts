import type { Token } from '../types.ts'

const SINGLE_KANJI = /^\p{Script=Han}$/u
const KANJI = /^\p{Script=Han}/u
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
  }),
)
/** Kanji that the dictionary reads as words of their own and a Chinese compound does not: 左心室, 内視鏡, 港長. */
const BEFORE_KANJI = new Map(
  Object.entries({ 左: 'サ', 右: 'ウ', 内: 'ナイ', 外: 'ガイ', 港: 'コウ', 東: 'トウ', 西: 'セイ', 南: 'ナン', 北: 'ホク' }),
)
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
    const isKanji = SINGLE_KANJI.test(token.surface)
    if (!isKanji && !BEHIND_A_WORD.has(token.surface)) continue
    if (!isNominal(token)) continue
    const before = touching(tokens[i - 1], token)
    const after = touching(token, tokens[i + 1], 'after')
    if (before || after || token.reading === undefined) tokens[i] = inCompound(token, before, after)
  }
}

function inCompound(token: Token, before: Token | undefined, after: Token | undefined): Token {
  const { surface, tag, reading } = token
  if (reading === undefined) {
    const missing = MISSING.get(surface)
    return missing === undefined ? token : { ...token, reading: missing, readingSure: false }
  }
  if (before && BEHIND_A_WORD.has(surface)) return { ...token, reading: BEHIND_A_WORD.get(surface)!, readingSure: surface.length > 1 }
  if (surface.length > 1) return token
  if (tag.startsWith('名詞,数')) return { ...token, readingSure: false }
  // Who does something is ニン (保証人), who is of some place or kind ジン (日本人).
  if (surface === '人' && before?.tag === '名詞,サ変接続') return { ...token, reading: 'ニン', readingSure: false }
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
