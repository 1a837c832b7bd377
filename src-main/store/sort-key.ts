const KATAKANA = /[\u30a1-\u30f6]/gu
const KATAKANA_TO_HIRAGANA = 0x60
const MARKS = /\p{M}+/gu
/** Voicing marks after a kana decide between sounds only when everything else is equal, so they are sorted last. */
const VOICING = /[\u3099\u309a]/gu
const VOWEL_OF: Readonly<Record<string, string>> = Object.fromEntries(
  [
    'あかさたなはまやらわぁゃゎ',
    'いきしちにひみりぃ',
    'うくすつぬふむゆるぅゅっ',
    'えけせてねへめれぇ',
    'おこそとのほもよろをぉょ',
  ].flatMap((row, index) => [...row].map((kana) => [kana, 'あいうえお'[index] as string])),
)
const SMALL = 'ぁぃぅぇぉっゃゅょゎ'
const LARGE = 'あいうえおつやゆよわ'

/**
 * The key terms are sorted by: reading where there is one, else the headword; Latin before kana before Han. Compared unit by unit.
 * Kana are ordered as in dictionaries (JIS X 4061, first levels): katakana as hiragana, voiced and small kana as plain ones, a long-vowel
 * mark as the vowel it lengthens; what that leaves equal is told apart by the folded text itself, which follows a separator.
 */
export function sortKey(headword: string, reading: string | null): string {
  const text = (reading ?? headword).normalize('NFKC').toLowerCase()
  const plain = text.replace(KATAKANA, (kana) => String.fromCharCode(kana.charCodeAt(0) - KATAKANA_TO_HIRAGANA)).normalize('NFD')
  const first = lengthen(plain.replace(VOICING, '')).replace(MARKS, '')
  return `${first}\u0001${text}\u0001${headword}`
}

function lengthen(hiragana: string): string {
  let result = ''
  for (const character of hiragana) {
    const small = SMALL.indexOf(character)
    const plain = small >= 0 ? (LARGE[small] as string) : character
    result += plain === 'ー' ? (VOWEL_OF[result.at(-1) ?? ''] ?? plain) : plain
  }
  return result
}
