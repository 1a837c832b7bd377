import { createHash } from 'node:crypto'
import type { ExportLossKind } from '../../contract/export.ts'
import { bracketedReading, labelOf } from '../exchange/labels.ts'
import type { Noting } from './loss.ts'
import type { ExportEntry } from './model.ts'

/** Texts made fit for formats: one line, within so many bytes, escaped. */

/** White space and controls that oneLine would change: most texts have none, and looking is cheaper than replacing every blank by itself. */
const UNTIDY = /^ | $| {2}|[^\S ]|[\u0000-\u001f\u007f-\u009f]/u

/** C0 and C1 controls, line breaks and runs of white space become one space; NFC; ends trimmed. */
export function oneLine(text: string): string {
  const composed = text.normalize('NFC')
  if (!UNTIDY.test(composed)) return composed
  return composed.replace(/[\s\u0000-\u001f\u007f-\u009f\u2028\u2029]+/gu, ' ').trim()
}

/** `oneLine`, noted in the book when it took line breaks or blanks away. */
export function joined(text: string, entry: ExportEntry, book: Noting): string {
  const line = oneLine(text)
  if (line !== text && line !== text.normalize('NFC').trim()) book.note('lines-joined', entry)
  return line
}

/** Notes forms that a list of forms with commas between them can't hold as one. */
export function noteDivided(forms: readonly string[], entry: ExportEntry, book: Noting): void {
  for (const form of forms) if (/[,、;；]/u.test(form)) book.note('form-divided', entry)
}

/**
 * Notes what a page for readers shows as it is, and an import of the page takes for something else.
 *
 * @param headings forms that stand where a reading in brackets may follow, and none does
 */
export function noteMistakable(entry: ExportEntry, headings: readonly string[], book: Noting): void {
  const definition = entry.definitions[0]
  if (definition !== undefined && definition.kind !== 'context' && labelOf(oneLine(definition.text)) !== null)
    book.note('label-like', entry)
  for (const form of headings) if (bracketedReading(oneLine(form)) !== null) book.note('label-like', entry)
}

export const utf8Bytes = (text: string): number => Buffer.byteLength(text, 'utf8')

const ELLIPSIS = '…'
const segmenter = new Intl.Segmenter('und', { granularity: 'grapheme' })

/**
 * The text, when it measures at most `limit`; else as many whole graphemes of it as fit before an ellipsis, and the book hears of it.
 *
 * @param size what the limit counts, UTF-8 bytes by default; additive over concatenation
 */
export function cut(
  text: string,
  limit: number,
  loss: { readonly kind: ExportLossKind; readonly entry: ExportEntry; readonly book: Noting },
  size: (text: string) => number = utf8Bytes,
): string {
  if (size(text) <= limit) return text
  loss.book.note(loss.kind, loss.entry)
  const room = limit - size(ELLIPSIS)
  let kept = ''
  let used = 0
  // No text that fits is longer in code units than the limit in anything countable; a ten-thousand-character text is not gone through whole.
  for (const { segment } of segmenter.segment(text.slice(0, limit + 1))) {
    used += size(segment)
    if (used > room) break
    kept += segment
  }
  return `${kept.trimEnd()}${ELLIPSIS}`
}

const XML_INVALID = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu

/** Text of an XML element or attribute (XML 1.0 §2.2): what XML has no character for becomes U+FFFD, and the book hears of it. */
export function xmlText(text: string, entry: ExportEntry | null, book: Noting): string {
  const composed = text.normalize('NFC')
  const held = composed.replace(XML_INVALID, '\ufffd')
  if (entry !== null && held !== composed) book.note('characters-replaced', entry)
  return escapeXml(held)
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\r': '&#13;' }

/** `&`, `<`, `>`, `"` and a bare carriage return (which a parser would turn into a line feed) as references. */
export const escapeXml = (text: string): string =>
  /[&<>"\r]/.test(text) ? text.replace(/[&<>"\r]/g, (character) => ENTITIES[character]!) : text

/** Text of HTML; also U+0000, lone surrogates and the controls HTML forbids become U+FFFD. */
export function escapeHtml(text: string): string {
  return escapeXml(
    text.normalize('NFC').replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufdd0-\ufdef\ufffe\uffff]|\p{Cs}/gu, '\ufffd'),
  )
}

/** A name for an entry that is valid as an XML id, a fragment and a file name, and stays the same as long as the entry's id does. */
export const stableName = (id: string): string => `c${createHash('sha256').update(id).digest('hex').slice(0, 16)}`

/** A file name every system takes, without ending: no separators or reserved characters, at most 80 characters. */
export function fileStem(name: string): string {
  const plain = oneLine(name)
    .replace(/[\\/:*?"<>|#^[\]%\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]+|\p{Cs}/gu, '-')
    .replace(/^[.\s-]+|[.\s]+$/gu, '')
  const short = [...plain].slice(0, 80).join('').trim()
  if (short === '') return 'term'
  return /^(con|prn|aux|nul|com\d|lpt\d)$/i.test(short) ? `${short}_` : short
}

/** Gives every name once, whatever its case: `name`, `name (2)` … */
export function distinctNames(): (name: string) => string {
  const used = new Set<string>()
  const key = (name: string) => name.normalize('NFKC').toLowerCase()
  return (name) => {
    let free = name
    for (let n = 2; used.has(key(free)); n++) free = `${name} (${n})`
    used.add(key(free))
    return free
  }
}

/** Whether every text of the entry is well-formed Unicode: no half of a surrogate pair. Field by field: going through all of an entry costs more. */
const isWellFormed = ({ headword, reading, abbreviation, category, note, variants, definitions, related }: ExportEntry): boolean =>
  whole(headword) &&
  whole(reading ?? '') &&
  whole(abbreviation ?? '') &&
  whole(category) &&
  whole(note) &&
  variants.every(({ surface }) => whole(surface)) &&
  related.every((other) => whole(other.headword)) &&
  definitions.every(
    ({ text, sources }) => whole(text) && sources.every(({ file, part, quote }) => whole(file) && whole(part ?? '') && whole(quote)),
  )

const whole = (text: string): boolean => text.isWellFormed()

/** Notes an entry with half a character somewhere: UTF-8 has none, and it is replaced. */
export function noteMalformed(entry: ExportEntry, book: Noting): void {
  if (!isWellFormed(entry)) book.note('characters-replaced', entry)
}
