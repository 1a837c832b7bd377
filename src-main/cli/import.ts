import { resolve } from 'node:path'
import type { App } from '../app.ts'
import { AppError } from '../contract/errors.ts'
import {
  COLUMN_TARGETS,
  type ColumnMapping,
  type ColumnTarget,
  type ImportFormatId,
  type ImportPreview,
  type ImportReport,
  type Resolution,
} from '../contract/imports.ts'
import type { ImportOptions, ImportSession } from '../library/import/index.ts'
import type { Invocation } from './args.ts'
import { EXIT } from './follow-run.ts'
import type { Io } from './io.ts'
import { plural } from './progress.ts'
import { table } from './table.ts'

/** `library import`. */

const MOST_LINES = 50

export async function importIt(app: App, io: Io, { positionals, options }: Invocation): Promise<number> {
  const library = await app.open(resolve(io.cwd, positionals[0]!), { create: options.create === true })
  const given: ImportOptions = {
    ...(options.format === undefined ? {} : { format: options.format as ImportFormatId }),
    require: options['not-required'] !== true,
  }
  const session = await library.imports.open({ path: resolve(io.cwd, positionals[1]!) }, given)
  try {
    if (options.map !== undefined) await remap(session, String(options.map), given)
    const { table: columns } = session.preview
    if (columns && !columns.mapping.columns.includes('term'))
      throw new AppError('USAGE', 'No column is known to hold the terms. Say which one does: --map term=1.')
    const report = await library.imports.apply(session, {
      dryRun: options['dry-run'] === true,
      resolution: options['on-collision'] as Resolution,
    })
    const folder = options['documents-to']
    const written = folder === undefined || report.dryRun ? [] : await session.writeDocuments(resolve(io.cwd, String(folder)))
    if (options.report === 'json') await io.out(`${JSON.stringify({ ...report, documents: written }, null, 2)}\n`)
    else await io.out(textOf(report, written))
    return EXIT.done
  } finally {
    await session.close()
  }
}

/** The guessed columns with those a person named put in their places. @throws AppError USAGE */
async function remap(session: ImportSession, text: string, given: ImportOptions): Promise<void> {
  const { table: view } = session.preview
  if (!view) throw new AppError('USAGE', '--map is for tables (CSV, TSV, XLSX); this file is none.')
  await session.update({ ...given, mapping: mappingOf(view, text) })
}

/** @throws AppError USAGE for what names no field or no column */
export function mappingOf(view: NonNullable<ImportPreview['table']>, text: string): ColumnMapping {
  const names = view.sample[0] ?? []
  const columns: ColumnTarget[] = names.map((_, column) => view.mapping.columns[column] ?? 'ignore')
  let header = view.mapping.header
  for (const part of text.split(',')) {
    const [field = '', column = ''] = part.split('=').map((word) => word.trim())
    const target = COLUMN_TARGETS.find((name) => name === field)
    if (!target) throw new AppError('USAGE', `--map knows no field "${field}". It knows ${COLUMN_TARGETS.join(', ')}.`)
    const named = names.findIndex((name) => name.trim().toLowerCase() === column.toLowerCase())
    const index = named >= 0 ? named : /^\d+$/u.test(column) ? Number(column) - 1 : -1
    if (index < 0 || index >= names.length)
      throw new AppError('USAGE', `--map finds no column "${column}". The columns are ${names.join(', ')}.`)
    if (named >= 0) header = true
    if (target !== 'ignore') for (let at = 0; at < columns.length; at++) if (columns[at] === target) columns[at] = 'ignore'
    columns[index] = target
  }
  return { header, columns }
}

function textOf(report: ImportReport, documents: readonly string[]): string {
  const { counts, collisions, notRead } = report
  const lines = [
    `${report.name}: ${report.format}${report.encoding === 'binary' ? '' : `, ${report.encoding}`}, ${plural(counts.terms, 'term')}`,
    `${counts.fresh} new, ${counts.added} added to, ${counts.differing} differing, ${counts.same} the same; ${counts.required} required, ${counts.excluded} excluded`,
    ...report.warnings,
  ]
  if (collisions.length > 0) {
    lines.push(
      '',
      `Differences (${report.resolution === 'mine' ? 'the library’s values stay' : report.resolution === 'theirs' ? 'the file’s values are taken' : 'texts are joined'}):`,
    )
    lines.push(
      table(collisions.slice(0, MOST_LINES).map((row) => [row.place, row.term, row.field, row.mine, row.theirs].map(oneLine))).trimEnd(),
    )
  }
  if (notRead.length > 0) {
    lines.push('', 'Not taken over:')
    lines.push(table(notRead.slice(0, MOST_LINES).map((row) => [row.place, row.text, row.reason].map(oneLine))).trimEnd())
  }
  const more = Math.max(0, collisions.length - MOST_LINES) + Math.max(0, notRead.length - MOST_LINES)
  if (more > 0) lines.push('', `And ${plural(more, 'line')} more; --report json has all of them.`)
  if (documents.length > 0) lines.push('', `Wrote ${plural(documents.length, 'document')}.`)
  const done = report.command === null ? 'Everything was like that already.' : 'Imported as one step of the history.'
  lines.push('', report.dryRun ? `Dry run: ${plural(report.changes, 'change')}, nothing was done.` : done)
  return `${lines.join('\n')}\n`
}

const SHOWN = 80
const oneLine = (text: string): string => {
  const plain = text.replace(/[\s\p{Cc}]+/gu, ' ')
  return plain.length > SHOWN ? `${plain.slice(0, SHOWN - 1).toWellFormed()}…` : plain
}
