import { CSV_COLUMNS, splitList, undefuse } from '../exchange/columns.ts'
import { guessColumns } from './columns.ts'
import { unreadable } from './limits.ts'
import type { ColumnMapping, ColumnTarget, ImportedGlossary, ImportedTerm, ImportedVariant, NotRead } from './model.ts'
import { notRead } from './model.ts'
import { cleanText, detached, languageOfTag, oneLine } from './text.ts'

/** Rows of a table (CSV, TSV, XLSX, tables of Markdown and HTML) become concepts, by what each column means. */

export interface Table {
  readonly rows: readonly (readonly string[])[]
  /** `row`: what a line of the report calls a row. */
  readonly what: string
  /** Parts of the file that were not taken for the table: further sheets. */
  readonly others: readonly NotRead[]
  /** Number of the first row in the file; default 1. */
  readonly first?: number
}

export const TSV_NAME = /\.(tsv|tab)$/iu

/** What the window shows of a table before anything is imported. */
export interface TableView {
  readonly mapping: ColumnMapping
  /** The first rows as they stand. */
  readonly sample: readonly (readonly string[])[]
  readonly rows: number
}

const SAMPLE_ROWS = 6

export function viewTable(table: Table, given?: ColumnMapping): TableView {
  const mapping = given ?? guessColumns(table.rows)
  return {
    mapping,
    sample: table.rows.slice(0, SAMPLE_ROWS).map((row) => row.map((cell) => detached(cell.slice(0, 200)))),
    rows: table.rows.length,
  }
}

const STATUS: Readonly<Record<string, NonNullable<ImportedTerm['decision']>>> = {
  accepted: 'accepted',
  approved: 'accepted',
  preferred: 'accepted',
  dropped: 'dropped',
  rejected: 'dropped',
  undecided: 'undecided',
  draft: 'undecided',
  provisional: 'undecided',
  採用: 'accepted',
  承認: 'accepted',
  不採用: 'dropped',
  未定: 'undecided',
}

const YES = /^(1|true|yes|x|y|はい|必須|required)$/iu

/**
 * @throws AppError IMPORT_FAILED when no column holds the terms
 */
export function readTable(table: Table, given?: ColumnMapping): ImportedGlossary {
  const mapping = given ?? guessColumns(table.rows)
  if (!mapping.columns.includes('term')) {
    throw unreadable('No column is known to hold the terms. Say which one does (in the terminal: --map term=NAME or term=1).')
  }
  const terms: ImportedTerm[] = []
  const missed: NotRead[] = [...table.others, ...unreadColumns(table, mapping)]
  table.rows.forEach((row, index) => {
    if (mapping.header && index === 0) return
    const place = `${table.what} ${index + (table.first ?? 1)}`
    if (row.every((cell) => cell.trim() === '')) return
    const read = termOfRow(row, mapping.columns, place)
    missed.push(...read.missed)
    if (read.term) terms.push(read.term)
  })
  return { terms, excluded: [], required: [], notRead: missed }
}

/** One line of the report for every column left out that holds something. */
function unreadColumns({ rows }: Table, { header, columns }: ColumnMapping): NotRead[] {
  const width = rows.reduce((most, row) => Math.max(most, row.length), 0)
  const missed: NotRead[] = []
  for (let column = 0; column < width; column++) {
    if (columns[column] !== undefined && columns[column] !== 'ignore') continue
    const cells = rows.slice(header ? 1 : 0).filter((row) => (row[column] ?? '').trim() !== '').length
    if (cells === 0) continue
    const name = header ? (rows[0]?.[column] ?? '') : ''
    const own = (CSV_COLUMNS as readonly string[]).includes(name)
    const reason = own ? 'Counted anew from the documents, or kept in the JSON format only.' : 'No meaning was given to this column.'
    missed.push(notRead(`column ${column + 1}`, `${name} (${cells === 1 ? '1 cell' : `${cells} cells`})`, reason))
  }
  return missed
}

function termOfRow(row: readonly string[], columns: readonly ColumnTarget[], place: string): { term?: ImportedTerm; missed: NotRead[] } {
  const cell = (target: ColumnTarget): string => undefuse(row[columns.indexOf(target)] ?? '')
  const has = (target: ColumnTarget): boolean => columns.includes(target) && cell(target).trim() !== ''
  const missed: NotRead[] = []
  const term = oneLine(cell('term'))
  if (term === '') return { missed: [notRead(place, row.join(' · '), 'The row names no term.')] }
  const status = oneLine(cell('status')).toLowerCase()
  const decision = STATUS[status]
  if (status !== '' && decision === undefined) missed.push(notRead(place, status, 'This status is not known; the term counts as accepted.'))
  const notes = [has('note') ? cleanText(cell('note')) : ''].filter((note) => note !== '')
  const [, sense] = /#(\d{1,6})$/u.exec(cell('id')) ?? []
  const language = has('language') ? languageOfTag(cell('language')) : null
  return {
    missed,
    term: {
      place,
      term,
      language,
      ...(sense === undefined ? {} : { sense: Math.max(0, Number(sense) - 1) }),
      ...(has('reading') ? { reading: oneLine(cell('reading')) } : {}),
      ...(has('category') && oneLine(cell('category')) !== 'term' ? { category: oneLine(cell('category')) } : {}),
      ...(decision === undefined ? {} : { decision }),
      ...(has('required') ? { required: YES.test(cell('required').trim()) } : {}),
      ...(has('definition') ? { definition: cleanText(cell('definition')) } : {}),
      variants: variantsOf(cell, term),
      ...(isForbidden(cell, term) ? { usage: 'forbidden' as const } : {}),
      ...(notes.length === 0 ? {} : { note: notes.join('\n') }),
    },
  }
}

/** The term stands among its own forbidden forms. */
const isForbidden = (cell: (target: ColumnTarget) => string, term: string): boolean => listOf(cell('forbidden')).includes(term)

function variantsOf(cell: (target: ColumnTarget) => string, term: string): ImportedVariant[] {
  const list = (target: ColumnTarget): string[] => listOf(cell(target)).filter((surface) => surface !== '' && surface !== term)
  return [
    ...list('variants').map((surface): ImportedVariant => ({ surface, usage: null })),
    ...list('abbreviation').map((surface): ImportedVariant => ({ surface, usage: null, rule: 'abbreviation' })),
    ...list('forbidden').map((surface): ImportedVariant => ({ surface, usage: 'forbidden' })),
  ]
}

/** Our own `|`, else what people write: `;`, `、`, line ends, and `,` where nothing else separates. */
function listOf(text: string): string[] {
  if (text.trim() === '') return []
  if (text.includes('|') || text.includes('\\')) return splitList(text).map(oneLine)
  const parts = /[;；、\n]/u.test(text) ? text.split(/[;；、\n]/u) : text.split(/, /u)
  return parts.map(oneLine)
}
