import { EXPORT_MARKER } from '../../../contract/text/marker.ts'
import { ATOK_HEADER } from '../../exchange/ime.ts'
import { type ExportFormat, oneFile } from '../format.ts'
import { type ImeLimits, imeRows } from '../ime.ts'
import type { Field, LossBook } from '../loss.ts'
import type { ExportGlossary } from '../model.ts'

/**
 * A list of words for ATOK's dictionary utility (support.justsystems.com, QID 033056): UTF-16 little-endian with a byte order mark, CRLF, its
 * header first, `!!` before a comment; readings of at most 32 characters that begin with none of ー゛゜, words of at most 64.
 */

const CARRIES: readonly Field[] = ['reading', 'definition', 'variants', 'forbidden', 'category']
const LIMITS: ImeLimits = {
  ime: 'atok',
  reading: 32,
  word: 64,
  comment: 100,
  size: (text) => text.length,
  notFirst: /^[ー゛゜!]/u,
  suppresses: false,
}

function* chunks(glossary: ExportGlossary, book: LossBook): Generator<string> {
  yield `${ATOK_HEADER}\r\n!!${EXPORT_MARKER}\r\n`
  for (const { reading, word, pos, comment } of imeRows(glossary, book, CARRIES, LIMITS)) {
    yield `${reading}\t${word}\t${pos}${comment === '' ? '' : `\t${comment}`}\r\n`
  }
}

export const atok: ExportFormat = {
  id: 'atok',
  purpose: 'type',
  name: { en: 'ATOK', ja: 'ATOK' },
  use: {
    en: 'Dictionary utility › Tools › Register or delete from a file. Definitions become the words’ comments.',
    ja: '「辞書ユーティリティ › ツール › ファイルから登録・削除」で登録します。定義は単語コメントになります。',
  },
  extension: 'txt',
  mime: 'text/tab-separated-values',
  encoding: 'utf-16le-bom',
  folder: false,
  carries: CARRIES,
  files: oneFile(chunks),
}
