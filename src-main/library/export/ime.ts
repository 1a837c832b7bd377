import { toHiragana } from '../../contract/text/kana.ts'
import { categoryOfImePos, imePos, MOZC_FIELD_BYTES, MOZC_SUPPRESSED, READING_CHARACTERS } from '../exchange/ime.ts'
import type { Field, LossBook } from './loss.ts'
import { type ExportEntry, type ExportGlossary, forbiddenForms, otherForms, preferredForm, properDefinition } from './model.ts'
import { cut, joined, noteMalformed, oneLine, utf8Bytes } from './text.ts'

/**
 * Words for Japanese input methods: reading, word, part of speech, comment. The definition is the comment (Mozc shows it beside the
 * candidate); what is typed for a forbidden form gives the preferred one, and the forbidden one is no longer offered where the method can
 * be told so.
 */

export interface ImeLimits {
  readonly ime: 'mozc' | 'msime' | 'atok'
  /** What a reading, a word and a comment may measure; null: no comment. */
  readonly reading: number
  readonly word: number
  readonly comment: number | null
  readonly size: (text: string) => number
  /** Characters a reading can't begin with. */
  readonly notFirst?: RegExp
  /** Whether a word can be suppressed. */
  readonly suppresses: boolean
}

export interface ImeRow {
  readonly entry: ExportEntry
  readonly reading: string
  readonly word: string
  readonly pos: string
  readonly comment: string
}

/** Google's input method and Mozc: bytes of UTF-8. */
export const MOZC: ImeLimits = {
  ime: 'mozc',
  reading: MOZC_FIELD_BYTES,
  word: MOZC_FIELD_BYTES,
  comment: MOZC_FIELD_BYTES,
  size: utf8Bytes,
  suppresses: true,
}

/** A reading as every input method takes it: katakana and width folded, blanks and middle dots taken out; null when some character can't be typed. */
export function typedReading(text: string): string | null {
  const folded = toHiragana(text.normalize('NFKC').normalize('NFC')).replace(/[\s・]+/gu, '')
  return READING_CHARACTERS.test(folded) ? folded : null
}

/** Forms that can be typed as they are: kana, or one word of ASCII. */
const typedAsIs = (form: string): string | null =>
  /^(?:[\u3041-\u3096\u30a1-\u30fcー・]+|[\x21-\x7e]+)$/u.test(form.normalize('NFKC')) ? (typedReading(form)?.toLowerCase() ?? null) : null

/**
 * The rows of a glossary. A term without a reading is left out, as is one whose reading the method refuses; other forms are reached by the
 * term's reading, and by their own where they are kana or ASCII.
 */
export function* imeRows(glossary: ExportGlossary, book: LossBook, carries: readonly Field[], limits: ImeLimits): Generator<ImeRow> {
  const seen = new Set<string>()
  for (const entry of glossary.entries) {
    const word = preferredForm(entry)
    const base = readingOf(entry)
    if (word === null) book.note('preferred-missing', entry)
    else if (base === null) book.note(entry.reading === null ? 'reading-missing' : 'reading-unusable', entry)
    else if (!takes(base, limits)) book.note('reading-unusable', entry)
    else if (oneLine(word) === '' || limits.size(oneLine(word)) > limits.word) book.note('term-too-long', entry)
    else {
      book.wrote(entry, carries)
      noteMalformed(entry, book)
      // A part of speech that says another category than the term's, or none, is no place for it.
      if (
        carries.includes('category') &&
        entry.category !== 'term' &&
        categoryOfImePos(imePos(limits.ime, entry.category)) !== entry.category
      )
        book.note('category-left-out', entry)
      noteApart(entry, word, base, book)
      for (const row of rowsOf(entry, base, oneLine(word), limits, book)) {
        const key = `${row.reading}\t${row.word}\t${row.pos === MOZC_SUPPRESSED ? '!' : ''}`
        if (seen.has(key)) book.note('duplicate', entry)
        else yield row
        seen.add(key)
      }
    }
  }
}

/** What a list of words can't say of an entry's: that they are one term, and how blanks and marks stand in its reading. */
function noteApart(entry: ExportEntry, word: string, base: string, book: LossBook): void {
  if (otherForms(entry).some((form) => form !== word)) book.note('forms-apart', entry)
  if (entry.reading !== null && base !== toHiragana(entry.reading.normalize('NFKC')).normalize('NFC').trim())
    book.note('characters-replaced', entry)
}

const readingOf = (entry: ExportEntry): string | null => (entry.reading === null ? typedAsIs(entry.headword) : typedReading(entry.reading))

/** A line that begins with # or ! is a comment in one or the other method's files. */
const takes = (reading: string, { size, reading: limit, notFirst }: ImeLimits): boolean =>
  size(reading) <= limit && !/^[#!]/.test(reading) && !notFirst?.test(reading)

function rowsOf(entry: ExportEntry, base: string, word: string, limits: ImeLimits, book: LossBook): ImeRow[] {
  const pos = imePos(limits.ime, entry.category)
  const definition = limits.comment === null ? '' : joined(properDefinition(entry)?.text ?? '', entry, book)
  const comment = limits.comment === null ? '' : cut(definition, limits.comment, { kind: 'comment-cut', entry, book }, limits.size)
  const rows: ImeRow[] = [{ entry, reading: base, word, pos, comment }]
  // Before the other forms, so that an import finds the term above what it suppresses.
  for (const form of forbiddenForms(entry).map(oneLine))
    rows.push(...forbiddenRows(form, { entry, reading: base, word, pos, comment }, limits, book))
  for (const form of otherForms(entry).map(oneLine)) {
    const fits = form !== '' && limits.size(form) <= limits.word
    if (!fits) book.note('form-unusable', entry)
    else if (form !== word) rows.push({ entry, reading: typed(form, base, limits), word: form, pos, comment })
  }
  return rows
}

/** By its own reading where it is kana or ASCII, else by the term's. */
function typed(form: string, base: string, limits: ImeLimits): string {
  const own = typedAsIs(form)
  return own !== null && takes(own, limits) ? own : base
}

/** What was typed for the forbidden form gives the preferred one; the form itself is suppressed where that can be said. */
function forbiddenRows(form: string, preferred: ImeRow, limits: ImeLimits, book: LossBook): ImeRow[] {
  if (form === '' || form === preferred.word || limits.size(form) > limits.word) {
    book.note('forbidden-unusable', preferred.entry)
    return []
  }
  const reading = typed(form, preferred.reading, limits)
  const leads = reading === preferred.reading ? [] : [{ ...preferred, reading }]
  const suppressed = limits.suppresses ? [{ ...preferred, reading, word: form, pos: MOZC_SUPPRESSED, comment: '' }] : []
  if (leads.length + suppressed.length === 0) book.note('forbidden-unusable', preferred.entry)
  return [...leads, ...suppressed]
}
