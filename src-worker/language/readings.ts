import type { Token } from './types.ts'

/** A reading in hiragana. `sure` false: to be shown as a guess. */
export interface Reading {
  readonly reading: string
  readonly sure: boolean
}

/** What a reading is made from: a Token, or anything that carries these of it. */
export type ReadingPart = Pick<Token, 'surface' | 'reading' | 'readingSure'>

const KANA = /^[ぁ-ゖァ-ヺー・ゝゞヽヾ]+$/u
const ALL_HIRAGANA = /^[ぁ-ゖー・]+$/u
const KANJI = /[\p{Script=Han}々]/u
/** Longest reading of one kanji in a compound: 承 (うけたまわ). */
const LONGEST_KANJI_READING = 5

/** Katakana to hiragana; ー and everything else as it is. */
export function toHiragana(text: string): string {
  return text.replace(/[ァ-ヶ]/gu, (kana) => String.fromCharCode(kana.charCodeAt(0) - 0x60))
}

/**
 * The reading of a term from its tokens, unless the documents themselves say it.
 * @param parts the term's tokens in order
 * @param evidence readings found in the text for this surface: ruby, or kana in brackets behind it (isReadingFor); the most frequent, of equals
 *   the first, wins
 * @returns null when a part has no reading (Latin letters, digits, an unknown word in kanji) and there is no evidence
 */
export function readingOf(parts: readonly ReadingPart[], evidence: readonly string[] = []): Reading | null {
  const said = mostFrequent(evidence.map(normalise).filter((reading) => ALL_HIRAGANA.test(reading)))
  if (said !== undefined) return { reading: said.replaceAll('・', ''), sure: true }
  let reading = ''
  let sure = true
  for (const part of parts) {
    if (KANA.test(part.surface)) reading += part.surface
    else if (part.reading === undefined) return null
    else {
      reading += part.reading
      sure &&= part.readingSure === true
    }
  }
  return reading === '' ? null : { reading: toHiragana(reading).replaceAll('・', ''), sure }
}

/**
 * Whether kana in brackets can be the reading of what stands before them (計装（けいそう）), rather than a remark or another name
 * (属性（アトリビュート）): hiragana, no longer than the kanji allow, and with the surface's own kana in place.
 */
export function isReadingFor(surface: string, bracketed: string): boolean {
  if (!ALL_HIRAGANA.test(bracketed) || !KANJI.test(surface)) return false
  // Ends of the bracketed kana that the surface read so far can have reached; a regular expression would backtrack without end.
  let reached = new Set([0])
  for (const char of toHiragana(surface)) {
    const next = new Set<number>()
    for (const at of reached) {
      if (!KANJI.test(char)) {
        if (bracketed[at] === char) next.add(at + 1)
      } else for (let length = 1; length <= LONGEST_KANJI_READING && at + length <= bracketed.length; length++) next.add(at + length)
    }
    reached = next
  }
  return reached.has(bracketed.length)
}

const normalise = (reading: string): string => toHiragana(reading.normalize('NFKC')).replace(/\s/gu, '')

function mostFrequent(values: readonly string[]): string | undefined {
  const counts = new Map<string, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  let best: string | undefined
  for (const [value, count] of counts) if (best === undefined || count > counts.get(best)!) best = value
  return best
}
