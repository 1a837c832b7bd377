import { EXPORT_MARKER } from '../../../contract/text/marker.ts'
import { GBOARD_HEADER } from '../../exchange/ime.ts'
import { type ExportFormat, oneFile } from '../format.ts'
import { imeRows, MOZC } from '../ime.ts'
import type { Field, LossBook } from '../loss.ts'
import type { ExportGlossary } from '../model.ts'

/** Gboard's personal dictionary: reading, word, language code, under its header. It has neither comments nor parts of speech. */

const CARRIES: readonly Field[] = ['reading', 'variants', 'forbidden']

function* chunks(glossary: ExportGlossary, book: LossBook): Generator<string> {
  yield `${GBOARD_HEADER}\n# ${EXPORT_MARKER}\n`
  for (const { reading, word } of imeRows(glossary, book, CARRIES, { ...MOZC, comment: null, suppresses: false })) {
    yield `${reading}\t${word}\tja\n`
  }
}

export const gboard: ExportFormat = {
  id: 'gboard',
  purpose: 'type',
  name: { en: 'Gboard (Android)', ja: 'Gboard（Android）' },
  use: {
    en: 'Zip the file as PersonalDictionary.zip; Gboard › Settings › Dictionary › Personal dictionary › Import.',
    ja: 'PersonalDictionary.zip に圧縮し、「Gboard › 設定 › 単語リスト › 単語リスト › インポート」で登録します。',
  },
  extension: 'txt',
  mime: 'text/tab-separated-values',
  encoding: 'utf-8',
  folder: false,
  carries: CARRIES,
  files: oneFile(chunks),
}
