import { hasKana } from '../../contract/text/fold.ts'

/** The words by which pages for readers (Markdown, reStructuredText, AsciiDoc, HTML) say what a line is; both ways and both languages. */

export type LineLabel = 'also' | 'forbidden' | 'note' | 'source' | 'related' | 'none' | 'context' | 'reading'

/** Lead words of the lines our own pages have below a heading, and those people write. */
const LABELS: readonly (readonly [LineLabel, RegExp])[] = [
  ['also', /^(?:also(?: known as)?|aka|synonyms?|aliases|別表記|別名|同義語)\s*[:：]\s*/iu],
  ['forbidden', /^(?:do not use|avoid|deprecated|使わない表記|禁止)\s*[:：]\s*/iu],
  ['note', /^(?:notes?|メモ|備考)\s*[:：]\s*/iu],
  ['source', /^(?:sources?|出典)\s*[:：]\s*/iu],
  ['related', /^(?:see also|関連語)\s*[:：]\s*/iu],
  ['reading', /^(?:reading|読み|よみ)\s*[:：]\s*/iu],
  ['none', /^(?:No definition found\.|定義は見つかりませんでした。)$/u],
  ['context', /^(?:No definition found; used like this:|定義は見つかりませんでした。用例:)\s*/u],
]

/** The label a paragraph begins with, and the pattern of it; null without one. */
export function labelOf(paragraph: string): { readonly label: LineLabel; readonly pattern: RegExp } | null {
  const found = LABELS.find(([, pattern]) => pattern.test(paragraph))
  return found === undefined ? null : { label: found[0], pattern: found[1] }
}

/** True when a text is written in kana only: a reading, not a definition. */
export const isKana = (text: string): boolean => hasKana(text) && /^[\u3041-\u3096\u30a1-\u30fc\u309b-\u309e\s・]+$/u.test(text)

/** `term（よみ）` or `term (よみ)` as two; null where no bracket of kana stands at the end: another bracket belongs to the term. */
export function bracketedReading(heading: string): { readonly term: string; readonly reading: string } | null {
  const match = /^(.+?)\s*[（(]([^（()）]+)[)）]$/u.exec(heading.trim())
  const reading = match?.[2]?.trim()
  return match?.[1] === undefined || reading === undefined || !isKana(reading) ? null : { term: match[1], reading }
}
