import type { Block } from '../../src-main/contract/blocks.ts'

/** Readings of Japanese terms: from the tokenizer, from ruby, and from （よみ） in the text. All in hiragana. */
export interface Reading {
  readonly text: string
  /** Said by the text itself, or the dictionary knows no other. */
  readonly sure: boolean
}

const KANA = /^[ぁ-ゖァ-ヺー・ヽヾゝゞ]+$/u

/** Katakana as hiragana; middle dots dropped. */
export const toHiragana = (kana: string): string =>
  kana.replace(/・/gu, '').replace(/[ァ-ヶ]/gu, (character) => String.fromCharCode(character.charCodeAt(0) - 0x60))

interface ReadToken {
  readonly surface: string
  readonly reading?: string | undefined
  readonly readingSure?: boolean
}

/** The tokens' readings put together; null when one has none (Latin words, words the dictionary lacks). */
export function tokenReading(tokens: readonly ReadToken[]): Reading | null {
  let text = ''
  let sure = true
  for (const token of tokens) {
    const isKana = KANA.test(token.surface)
    const reading = isKana ? token.surface : token.reading
    if (reading === undefined) return null
    if (!isKana && token.readingSure !== true) sure = false
    text += reading
  }
  return text === '' ? null : { text: toHiragana(text), sure }
}

/** The reading that ruby gives the stretch [start, end) of a block: every kanji must be covered. */
export function rubyReading(block: Pick<Block, 'text' | 'spans'>, start: number, end: number): Reading | null {
  const rubies = (block.spans ?? []).filter((span) => span.kind === 'ruby' && span.reading && span.start >= start && span.end <= end)
  if (rubies.length === 0) return null
  let text = ''
  for (let at = start; at < end; ) {
    const ruby = rubies.find((span) => span.start === at && span.end > at)
    const character = block.text[at]!
    if (!ruby && !KANA.test(character)) return null
    text += ruby ? ruby.reading : character
    at = ruby ? ruby.end : at + 1
  }
  return { text: toHiragana(text), sure: true }
}

const WITH_READING = /([\p{Script=Han}々][\p{Script=Han}々ぁ-んァ-ヺー]{0,19})\s*[（(]\s*([ぁ-ん][ぁ-んー・]{1,29})\s*[）)]/gu

/**
 * 蔵置日数（ぞうちにっすう）: the names in the text that are followed by their reading. A reading shorter than the kanji it reads, or more than
 * five times as long, is a remark.
 */
export function bracketedReadings(text: string): { name: string; reading: string }[] {
  const out: { name: string; reading: string }[] = []
  for (const match of text.matchAll(WITH_READING)) {
    const [, name = '', reading = ''] = match
    const kanji = (name.match(/[\p{Script=Han}々]/gu) ?? []).length
    if (reading.length >= kanji && reading.length <= name.length * 5) out.push({ name, reading: reading.replace(/・/gu, '') })
  }
  return out
}
