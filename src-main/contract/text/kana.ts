/** Looking for a Japanese word by how it is read: kana of either kind, or romaji as people type it (Hepburn, Kunrei and input methods' own). */

const ROWS: Readonly<Record<string, string>> = {
  '': 'あいうえお',
  k: 'かきくけこ',
  s: 'さしすせそ',
  t: 'たちつてと',
  n: 'なにぬねの',
  h: 'はひふへほ',
  m: 'まみむめも',
  r: 'らりるれろ',
  g: 'がぎぐげご',
  z: 'ざじずぜぞ',
  d: 'だぢづでど',
  b: 'ばびぶべぼ',
  p: 'ぱぴぷぺぽ',
  x: 'ぁぃぅぇぉ',
  l: 'ぁぃぅぇぉ',
}
/** Consonants before ゃ ゅ ょ, and the kana that carries them. */
const GLIDES: Readonly<Record<string, string>> = {
  ky: 'き',
  gy: 'ぎ',
  sy: 'し',
  sh: 'し',
  zy: 'じ',
  jy: 'じ',
  j: 'じ',
  ty: 'ち',
  ch: 'ち',
  dy: 'ぢ',
  ny: 'に',
  hy: 'ひ',
  by: 'び',
  py: 'ぴ',
  my: 'み',
  ry: 'り',
}
const OTHERS: Readonly<Record<string, string>> = {
  shi: 'し',
  chi: 'ち',
  tsu: 'つ',
  fu: 'ふ',
  ji: 'じ',
  fa: 'ふぁ',
  fi: 'ふぃ',
  fe: 'ふぇ',
  fo: 'ふぉ',
  ti: 'てぃ',
  di: 'でぃ',
  va: 'ゔぁ',
  vi: 'ゔぃ',
  vu: 'ゔ',
  ve: 'ゔぇ',
  vo: 'ゔぉ',
  ya: 'や',
  yu: 'ゆ',
  yo: 'よ',
  wa: 'わ',
  wi: 'うぃ',
  we: 'うぇ',
  wo: 'を',
  nn: 'ん',
  "n'": 'ん',
  '-': 'ー',
}

function table(): ReadonlyMap<string, string> {
  const made = new Map<string, string>()
  for (const [consonant, kana] of Object.entries(ROWS)) [...'aiueo'].forEach((vowel, i) => void made.set(consonant + vowel, kana[i]!))
  for (const [consonant, kana] of Object.entries(GLIDES)) {
    for (const [vowel, small] of [...'aueo'].map((v) => [v, { a: 'ゃ', u: 'ゅ', e: 'ぇ', o: 'ょ' }[v]!] as const)) {
      made.set(consonant + vowel, kana + small)
    }
  }
  for (const [romaji, kana] of Object.entries(OTHERS)) made.set(romaji, kana)
  return made
}
const TABLE = table()
const LONGEST = 3
const MACRONS: Readonly<Record<string, string>> = { ā: 'a-', ī: 'i-', ū: 'uu', ē: 'e-', ō: 'ou' }

/** Katakana as hiragana; everything else as it is. */
export const toHiragana = (text: string): string =>
  text.replace(/[\u30a1-\u30f6]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) - 0x60))

/** Hiragana as katakana; everything else as it is. */
export const toKatakana = (text: string): string =>
  text.replace(/[\u3041-\u3096]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) + 0x60))

/**
 * Romaji as hiragana. Consonants at the end that no vowel follows yet are left out, so that the words being typed already match.
 * @returns null when it is no romaji
 */
export function romajiToHiragana(text: string): string | null {
  let out = ''
  for (let at = 0; at < text.length; ) {
    const rest = text.slice(at)
    const length = [LONGEST, 2, 1].find((n) => TABLE.has(rest.slice(0, n)))
    // Before a vowel the second n begins the next syllable: hannou is はんのう.
    if (/^n(?![aiueoyn'])|^nn[aiueoy]/.test(rest)) {
      out += 'ん'
      at += 1
    } else if (/^([kstpgzdbcjfhmr])\1/.test(rest) && !/^mm|^rr/.test(rest)) {
      out += 'っ'
      at += 1
    } else if (length !== undefined) {
      out += TABLE.get(rest.slice(0, length))!
      at += length
    } else return /^[a-z]{1,2}$/.test(rest) && out !== '' ? out : null
  }
  return out === '' ? null : out
}

/**
 * The reading a search text may stand for.
 * @param search as typed
 * @returns hiragana, or null when the text is neither kana nor romaji
 */
export function readingOf(search: string): string | null {
  const text = search.normalize('NFKC').trim().toLowerCase()
  if (/^[\u3041-\u309f\u30a1-\u30ff]+$/u.test(text)) return toHiragana(text)
  const plain = text.replace(/[āīūēō]/g, (vowel) => MACRONS[vowel]!)
  return /^[a-z'-]{2,}$/u.test(plain) ? romajiToHiragana(plain) : null
}
