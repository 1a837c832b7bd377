import { EXPORT_MARKER } from '../../../contract/text/marker.ts'
import { MSIME_HEADER } from '../../exchange/ime.ts'
import { type ExportFormat, oneFile } from '../format.ts'
import { type ImeLimits, imeRows } from '../ime.ts'
import type { Field, LossBook } from '../loss.ts'
import type { ExportGlossary } from '../model.ts'

/**
 * A list of words for the Microsoft IME dictionary tool: UTF-16 little-endian with a byte order mark, CRLF, `!` before a comment, the head as
 * the tool writes it itself. Its limits are not published; those used here are cautious and were not tried on the real thing.
 */

const CARRIES: readonly Field[] = ['reading', 'definition', 'variants', 'forbidden', 'category']
const LIMITS: ImeLimits = { ime: 'msime', reading: 60, word: 60, comment: 250, size: (text) => text.length, suppresses: false }

function* chunks(glossary: ExportGlossary, book: LossBook): Generator<string> {
  yield `${[...MSIME_HEADER, `!${EXPORT_MARKER}`].join('\r\n')}\r\n\r\n`
  for (const { reading, word, pos, comment } of imeRows(glossary, book, CARRIES, LIMITS)) {
    yield `${reading}\t${word}\t${pos}\t${comment}\r\n`
  }
}

export const msime: ExportFormat = {
  id: 'msime',
  purpose: 'type',
  name: { en: 'Microsoft IME', ja: 'Microsoft IME' },
  use: {
    en: 'User Dictionary Tool › Tool › Register from Text File. Definitions become the words’ comments.',
    ja: '「ユーザー辞書ツール › ツール › テキスト ファイルからの登録」で登録します。定義は単語のコメントになります。',
  },
  extension: 'txt',
  mime: 'text/tab-separated-values',
  encoding: 'utf-16le-bom',
  folder: false,
  carries: CARRIES,
  files: oneFile(chunks),
}
