import type { Block } from '../../src-main/contract/blocks.ts'
import { isReadingFor, type Reading, toHiragana } from '../language/readings.ts'

/** Readings of Japanese terms that the text itself gives: ruby, and （よみ） behind a name. The dictionary's are in language/readings.ts. */

const KANA = /^[ぁ-ゖァ-ヺー・ヽヾゝゞ]+$/u

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
  return { reading: toHiragana(text).replace(/・/gu, ''), sure: true }
}

const WITH_READING = /([\p{Script=Han}々][\p{Script=Han}々ぁ-んァ-ヺー]{0,19})\s*[（(]\s*([ぁ-ん][ぁ-んー・]{1,29})\s*[）)]/gu

/** 蔵置日数（ぞうちにっすう）: the names in the text that are followed by their reading, not by a remark. */
export function bracketedReadings(text: string): { name: string; reading: string }[] {
  const out: { name: string; reading: string }[] = []
  for (const match of text.matchAll(WITH_READING)) {
    const [, name = '', reading = ''] = match
    if (isReadingFor(name, reading)) out.push({ name, reading: reading.replace(/・/gu, '') })
  }
  return out
}
