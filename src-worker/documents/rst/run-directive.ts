import type { BlockKind } from '../../../src-main/contract/blocks.ts'
import type { Line } from '../lines.ts'
import { type Context, contextOf } from '../region.ts'
import { directiveRole } from './directives.ts'
import type { Region, RstReader } from './reader.ts'
import { csvTable } from './tables.ts'

const blockInside = (context: Context): BlockKind => (context.kind === 'list-item' ? 'paragraph' : context.kind)

/**
 * Reads a directive: its content becomes a part to go on with, code, or nothing (directives.ts says which).
 * @param to index of the line after it; @param mark its name, and the length of `.. name:: `.
 */
export function runDirective(
  reader: RstReader,
  region: Region,
  line: Line,
  to: number,
  mark: { readonly name: string; readonly length: number },
): void {
  const argument = { start: Math.min(line.end, line.start + mark.length), end: line.end }
  const { body, options } = reader.options(region.at + 1, to)
  const headerRows = Number(/:header-rows: *(\d)/u.exec(options)?.[1] ?? 0)
  const { context } = region
  const role = directiveRole(mark.name)
  if (role === 'body' || role === 'version') {
    const version = role === 'version' ? (/^\S+ */u.exec(reader.source.slice(argument.start, argument.end))?.[0].length ?? 0) : 0
    const inside = contextOf(context, blockInside(context))
    if (body === region.at + 1) {
      reader.shifted(region, line, to, mark.length + version, inside)
      return
    }
    reader.argument(argument, context.kind)
    reader.enter(region, body, to, inside)
    return
  }
  if (role === 'titled' || role === 'list-table' || role === 'csv-table') reader.argument(argument, 'caption')
  else if (role === 'rubric') reader.argument(argument, 'heading')
  else if (role === 'code') reader.code(body, to)
  if (role === 'csv-table') reader.cells(csvTable(reader.source, reader.lines, body, to, headerRows))
  if (role === 'drop' || role === 'code' || role === 'csv-table') region.at = to
  else if (role === 'figure') reader.enter(region, body, to, contextOf(context, 'caption'))
  else if (role === 'glossary') reader.enter(region, body, to, { ...contextOf(context, 'paragraph'), glossary: true })
  else if (role === 'list-table') {
    const state = { row: -1, column: -1, headerRows }
    reader.enter(region, body, to, { ...contextOf(context, 'table-cell'), table: { of: 'rows', state } })
  } else reader.enter(region, body, to, context)
}
