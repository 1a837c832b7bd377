import { EXPORT_MARKER } from '../../../contract/text/marker.ts'
import { type ExportFormat, oneFile } from '../format.ts'
import type { Field, LossBook } from '../loss.ts'
import {
  type ExportEntry,
  type ExportGlossary,
  forbiddenForms,
  otherForms,
  preferredForm,
  properDefinition,
  translationsOf,
  wordsOf,
} from '../model.ts'
import { joined, noteMalformed, oneLine, stableName } from '../text.ts'

/**
 * UTX 1.20 (AAMT): tab-separated, CRLF, UTF-8 without a byte order mark; forms of one concept share its id, each with a term status. The
 * format's date is that of the last edit by a person, and left out when there was none: the same glossary gives the same bytes.
 */

const CARRIES: readonly Field[] = ['definition', 'variants', 'forbidden', 'decision']
const COLUMNS = ['src', 'tgt', 'src:pos', 'term status', 'concept ID', 'comment']

/** A field holds no tab, no line break, and the first one no # at its beginning. */
const field = (text: string): string => oneLine(text)

function lines(entry: ExportEntry, comment: string): string[] {
  const preferred = preferredForm(entry)
  const target = translationsOf(entry)[0] ?? preferred ?? ''
  const row = (form: string, status: string, note: string) =>
    `${[field(form).replace(/^#/u, '＃'), field(target), 'noun', status, stableName(entry.id), note].join('\t')}\r\n`
  const settled = entry.decision === 'accepted' || entry.usage === 'preferred'
  return [
    ...(preferred === null ? [] : [row(preferred, settled ? 'approved' : 'provisional', comment)]),
    ...otherForms(entry)
      .filter((form) => form !== target)
      .map((form) => row(form, 'non-standard', '')),
    ...forbiddenForms(entry).map((form) => row(form, 'forbidden', '')),
  ]
}

function* chunks(glossary: ExportGlossary, book: LossBook): Generator<string> {
  const main = wordsOf(glossary)
  yield `#UTX 1.20; ${main}/${main === 'ja' ? 'en' : 'ja'}; GenGlossary\r\n#${EXPORT_MARKER}\r\n#${COLUMNS.join('\t')}\r\n`
  for (const entry of glossary.entries) {
    book.wrote(entry, CARRIES)
    noteMalformed(entry, book)
    if (preferredForm(entry) !== null && translationsOf(entry).length === 0) book.note('no-translation', entry)
    // The format says approved or provisional: nothing for what people dropped.
    if (entry.decision === 'dropped' || (entry.decision === 'accepted' && preferredForm(entry) === null))
      book.note('decision-left-out', entry)
    for (const form of [entry.headword, ...entry.variants.map(({ surface }) => surface)])
      if (/^\s*#/u.test(form)) book.note('characters-replaced', entry)
    yield lines(entry, joined(properDefinition(entry)?.text ?? '', entry, book)).join('')
  }
}

export const utx: ExportFormat = {
  id: 'utx',
  purpose: 'translate',
  name: { en: 'UTX', ja: 'UTX' },
  use: {
    en: 'The simple glossary format of Japan’s machine translation association; forbidden forms keep their status.',
    ja: 'アジア太平洋機械翻訳協会（AAMT）の用語集形式です。使わない表記も状態として残ります。',
  },
  extension: 'utx',
  mime: 'text/tab-separated-values',
  encoding: 'utf-8',
  folder: false,
  carries: CARRIES,
  files: oneFile(chunks),
}
