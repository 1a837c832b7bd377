import { isKana } from '../exchange/labels.ts'
import type { ColumnMapping, ColumnTarget } from './model.ts'

/** Guesses what the columns of a table mean: by the words of its first row, else by what the cells look like. */

/** Words of header cells, folded: our own column names, those of common tools, and Japanese ones. */
const NAMES: Readonly<Record<Exclude<ColumnTarget, 'ignore'>, readonly string[]>> = {
  id: ['id', 'conceptid', 'entryid', 'termid'],
  term: [
    'term',
    'headword',
    'preferred',
    'preferredterm',
    'word',
    'entry',
    'name',
    'title',
    'source',
    'sourceterm',
    '用語',
    '語',
    '単語',
    '見出し',
    '見出し語',
    '名称',
    '項目',
    '語句',
  ],
  reading: [
    'reading',
    'kana',
    'yomi',
    'furigana',
    'pronunciation',
    '読み',
    'よみ',
    '読み方',
    '読みがな',
    '読み仮名',
    'ふりがな',
    'フリガナ',
    'ヨミ',
    'かな',
  ],
  language: ['language', 'lang', 'locale', '言語'],
  category: ['category', 'type', 'kind', 'domain', 'subject', 'subjectfield', 'カテゴリ', 'カテゴリー', '分類', '種別', '分野'],
  status: ['status', 'state', 'approval', '状態', 'ステータス', '採否'],
  definition: ['definition', 'def', 'description', 'meaning', 'explanation', 'gloss', '定義', '説明', '意味', '解説', '内容'],
  variants: [
    'variants',
    'variant',
    'synonyms',
    'synonym',
    'aliases',
    'alias',
    'also',
    'alternatives',
    'altlabel',
    '別表記',
    '同義語',
    '類義語',
    '別名',
    '異表記',
    '言い換え',
  ],
  abbreviation: ['abbreviation', 'abbreviations', 'abbr', 'acronym', '略語', '略称', '省略形'],
  forbidden: ['forbidden', 'deprecated', 'avoid', 'donotuse', 'prohibited', '禁止', '禁止語', '使用禁止', '使わない表記', 'ng', 'ngワード'],
  note: ['note', 'notes', 'comment', 'comments', 'remarks', 'remark', '備考', 'メモ', '注', '注記', 'コメント'],
  required: ['required', 'mandatory', '必須'],
}

const BY_NAME = new Map(Object.entries(NAMES).flatMap(([target, names]) => names.map((name) => [name, target as ColumnTarget] as const)))

/** `Source file` → `sourcefile`. */
const fold = (cell: string): string =>
  cell
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s_\-:：・()[\]]/gu, '')

/** What a header cell means; null when it says nothing known. */
export const targetOfHeader = (cell: string): ColumnTarget | null => BY_NAME.get(fold(cell)) ?? null

const LABEL_LENGTH = 20

/**
 * A first row of which two cells (or its only cell) are known words, or one of labels that names the terms, is the header. Without a header: the first
 * column holds terms, a column of kana the readings, the column with the longest texts the definitions. With one that names no definitions: a column it does not
 * know whose cells are sentences holds them.
 */
export function guessColumns(rows: readonly (readonly string[])[]): ColumnMapping {
  const first = rows[0] ?? []
  const known = first.map(targetOfHeader)
  const found = known.filter((target) => target !== null).length
  const labels = known.includes('term') && first.every((cell) => cell.trim().split(/\s+/u).length <= 2 && [...cell].length <= LABEL_LENGTH)
  if ((found >= Math.min(2, first.length) && found > 0) || labels)
    return { header: true, columns: withDefinition(withTerm(once(known)), rows.slice(1)) }
  return { header: false, columns: byContent(rows) }
}

/** Each meaning once: a second column of the same kind is left out, and the report says so. */
function once(targets: readonly (ColumnTarget | null)[]): ColumnTarget[] {
  const seen = new Set<ColumnTarget>()
  return targets.map((target) => {
    if (target === null || seen.has(target)) return 'ignore'
    seen.add(target)
    return target
  })
}

/** A header that names readings and definitions but not the terms: they are in the first column it does not name. */
function withTerm(columns: readonly ColumnTarget[]): ColumnTarget[] {
  if (columns.includes('term')) return [...columns]
  const free = columns.indexOf('ignore')
  return columns.map((target, index) => (index === free ? 'term' : target))
}

const LOOKED_AT = 50
const SENTENCE_LENGTH = 30

/** Most cells end as sentences do, or are as long as one. */
const holdsSentences = (texts: readonly string[]): boolean =>
  texts.filter((text) => /[.。．!?！？]$/u.test(text.trim()) || [...text].length >= SENTENCE_LENGTH).length > texts.length / 2

const cellsOf =
  (rows: readonly (readonly string[])[]) =>
  (column: number): string[] =>
    rows.map((row) => row[column] ?? '').filter((cell) => cell.trim() !== '')

function withDefinition(columns: readonly ColumnTarget[], rows: readonly (readonly string[])[]): ColumnTarget[] {
  if (columns.includes('definition')) return [...columns]
  const sample = rows.slice(0, LOOKED_AT)
  const cells = cellsOf(sample)
  const free = columns.findIndex((target, column) => target === 'ignore' && holdsSentences(cells(column)))
  return columns.map((target, column) => (column === free ? 'definition' : target))
}

function byContent(rows: readonly (readonly string[])[]): ColumnTarget[] {
  const sample = rows.slice(0, LOOKED_AT)
  const width = sample.reduce((most, row) => Math.max(most, row.length), 0)
  const columns: ColumnTarget[] = Array.from({ length: width }, (_, index) => (index === 0 ? 'term' : 'ignore'))
  const cells = cellsOf(sample)
  let longest = { column: -1, length: 0 }
  for (let column = 1; column < width; column++) {
    const texts = cells(column)
    if (texts.length === 0) continue
    if (!columns.includes('reading') && texts.filter(isKana).length > texts.length / 2) columns[column] = 'reading'
    else {
      const length = texts.reduce((sum, text) => sum + text.length, 0) / texts.length
      if (length > longest.length) longest = { column, length }
    }
  }
  if (longest.column > 0) columns[longest.column] = 'definition'
  return columns
}
