/** Whether a katakana word is the same word in Latin letters: アンカーピア = Anchor Peer. By the consonants, which survive the transfer. */

const ROWS: readonly (readonly [string, string])[] = [
  ['カキクケコヵヶ', 'k'],
  ['ガギグゲゴ', 'g'],
  ['サスセソ', 's'],
  ['シ', 's'],
  ['ザズゼゾ', 's'],
  ['ジヂ', 'j'],
  ['タテト', 't'],
  ['チツッ', 't'],
  ['ダデドヅ', 'd'],
  ['ナニヌネノン', 'n'],
  ['ハヒヘホ', 'h'],
  ['フ', 'f'],
  ['バビブベボ', 'b'],
  ['パピプペポ', 'p'],
  ['マミムメモ', 'm'],
  ['ラリルレロ', 'r'],
  ['ワ', 'w'],
  ['ヴ', 'b'],
]
const CONSONANT = new Map(ROWS.flatMap(([kana, consonant]) => [...kana].map((character) => [character, consonant] as const)))

/** Consonants of katakana and Latin letters alike: r that closes a syllable is a long vowel in katakana, ッ no sound of its own; `ch` is k or t. */
function skeleton(text: string, ch: 'k' | 't'): string {
  const lower = text.normalize('NFKC').toLowerCase()
  const latin = lower
    .replace(/tion|sion|cian/gu, 'sn')
    .replace(/(?<=[aeiouy])re?(?![aeiouyr])/gu, '')
    .replace(/ch(?=[rl])|ck|qu?|c(?![eiyh])/gu, 'k')
    .replace(/c(?=[eiy])|z|sh|x/gu, 's')
    .replace(/ch/gu, ch)
    .replace(/j|dg/gu, 't')
    .replace(/ph/gu, 'f')
    .replace(/th/gu, 's')
    .replace(/v/gu, 'b')
    .replace(/l/gu, 'r')
    .replace(/gh/gu, '')
  const sounds = [...latin].map((character) =>
    character === 'ッ' ? '' : (CONSONANT.get(character) ?? (/[bdfgkmnprst]/u.test(character) ? character : '')),
  )
  return sounds
    .join('')
    .replace(/j/gu, 't')
    .replace(/m(?=[bp])/gu, 'n')
    .replace(/(.)\1+/gu, '$1')
}

/** Length of the longest common subsequence. */
function common(a: string, b: string): number {
  const row = new Array<number>(b.length + 1).fill(0)
  for (const character of a) {
    let diagonal = 0
    for (let j = 1; j <= b.length; j++) {
      const above = row[j]!
      row[j] = character === b[j - 1] ? diagonal + 1 : Math.max(above, row[j - 1]!)
      diagonal = above
    }
  }
  return row[b.length]!
}

/** Share of the longer skeleton that must be found in the other, in order. */
const ALIKE = 0.65

/** Share above which two words are taken for one without any other sign. */
const SURELY_ALIKE = 0.8

/** Katakana words by the sound they begin with, to find the one a Latin word was taken from. */
export class TransliterationIndex {
  private readonly words = new Map<string, { skeleton: string; count: number }[]>()

  add(word: string, count: number): void {
    for (const sounds of new Set([skeleton(word, 'k'), skeleton(word, 't')])) {
      if (sounds.length < 2) continue
      const list = this.words.get(sounds[0]!)
      if (list) list.push({ skeleton: sounds, count })
      else this.words.set(sounds[0]!, [{ skeleton: sounds, count }])
    }
  }

  /** Count of the most frequent katakana word that sounds like the Latin one; 0 where there is none. */
  mostFrequent(latin: string): number {
    let most = 0
    for (const sounds of new Set([skeleton(latin, 'k'), skeleton(latin, 't')])) {
      if (sounds.length < 2) continue
      for (const { skeleton: other, count } of this.words.get(sounds[0]!) ?? []) {
        if (count <= most || Math.abs(other.length - sounds.length) > 1) continue
        if (common(sounds, other) / Math.max(sounds.length, other.length) >= SURELY_ALIKE) most = count
      }
    }
    return most
  }
}

/** True when one is in katakana (Latin parts allowed), the other in Latin letters, and they sound alike. */
export function soundsLike(a: string, b: string): boolean {
  const isKana = (text: string): boolean => /[ァ-ヺ]/u.test(text) && !/[\p{Script=Han}\p{Script=Hiragana}]/u.test(text)
  const isLatin = (text: string): boolean => /^[\p{ASCII}]+$/u.test(text) && /[a-z]/iu.test(text)
  if (!((isKana(a) && isLatin(b)) || (isKana(b) && isLatin(a)))) return false
  return (['k', 't'] as const).some((ch) => {
    const [x, y] = [skeleton(a, ch), skeleton(b, ch)]
    return x.length >= 2 && y.length >= 2 && common(x, y) / Math.max(x.length, y.length) >= ALIKE
  })
}
