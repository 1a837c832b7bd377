import { EXPORT_MARKER } from '../../../contract/text/marker.ts'
import { type ExportFormat, oneFile } from '../format.ts'
import { imeRows, MOZC } from '../ime.ts'
import type { Field, LossBook } from '../loss.ts'
import type { ExportGlossary } from '../model.ts'

/**
 * A user dictionary of Mozc and Google's Japanese input (google/mozc, `user_dictionary_importer.cc`): four columns with tabs between, UTF-8,
 * `#` before a comment. Suppressed words are no longer offered (`user_dictionary.cc`).
 */

const CARRIES: readonly Field[] = ['reading', 'definition', 'variants', 'forbidden', 'category']

function* chunks(glossary: ExportGlossary, book: LossBook): Generator<string> {
  yield `# ${EXPORT_MARKER}\n`
  for (const { reading, word, pos, comment } of imeRows(glossary, book, CARRIES, MOZC)) {
    yield `${reading}\t${word}\t${pos}\t${comment}\n`
  }
}

export const mozc: ExportFormat = {
  id: 'mozc',
  purpose: 'type',
  name: { en: 'Google Japanese Input / Mozc', ja: 'Google 日本語入力・Mozc' },
  use: {
    en: 'Dictionary tool › Manage › Import into new dictionary. Definitions show beside the candidates; forbidden forms are no longer offered.',
    ja: '「辞書ツール › 管理 › 新規辞書にインポート」で登録します。候補の横に定義が表示され、使わない表記は候補に出なくなります。',
  },
  extension: 'txt',
  mime: 'text/tab-separated-values',
  encoding: 'utf-8',
  folder: false,
  carries: CARRIES,
  files: oneFile(chunks),
}
