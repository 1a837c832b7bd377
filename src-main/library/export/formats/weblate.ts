import { defuse } from '../../exchange/columns.ts'
import { type ExportFormat, oneFile } from '../format.ts'
import type { Field, LossBook } from '../loss.ts'
import type { ExportGlossary } from '../model.ts'
import { commentWithForbidden, pairsOf } from '../pairs.ts'

/** Weblate's CSV (docs.weblate.org, “CSV files”): its columns in its order; the definition is the developers' comment. */

const CARRIES: readonly Field[] = ['definition', 'forbidden', 'variants', 'category']
const COLUMNS = ['location', 'source', 'target', 'ID', 'fuzzy', 'context', 'translator_comments', 'developer_comments']

const cell = (text: string): string => `"${text.replaceAll('"', '""')}"`

function* chunks(glossary: ExportGlossary, book: LossBook): Generator<string> {
  yield `${COLUMNS.join(',')}\r\n`
  for (const pair of pairsOf(glossary, book, CARRIES)) {
    const cells = ['', pair.source, pair.target, pair.entry.id, '', pair.entry.category, '', commentWithForbidden(pair)]
    yield `${cells.map((one) => cell(defuse(one.normalize('NFC')))).join(',')}\r\n`
  }
}

export const weblate: ExportFormat = {
  id: 'weblate',
  purpose: 'translate',
  name: { en: 'Weblate glossary (CSV)', ja: 'Weblate の用語集（CSV）' },
  use: {
    en: 'Upload it in the glossary component of a Weblate project. For explanations of their own, upload TBX 3 Basic instead.',
    ja: 'Weblate プロジェクトの用語集コンポーネントにアップロードします。説明欄も使うなら TBX 3 Basic を選んでください。',
  },
  extension: 'csv',
  mime: 'text/csv',
  encoding: 'utf-8',
  folder: false,
  carries: CARRIES,
  files: oneFile(chunks),
}
