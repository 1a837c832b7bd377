import { BlockText } from '../block-text.ts'
import { contextOf, itemOf } from '../region.ts'
import type { Command } from './command.ts'
import { ENVIRONMENT_ARGUMENTS, ENVIRONMENT_KINDS, LISTS, SKIPPED, TABLES, VERBATIM } from './commands.ts'
import type { TexReader } from './reader.ts'
import { TexTable } from './table.ts'

const MAX_DEPTH = 1000

/** `\begin{name}[options]{arguments}`: ends the paragraph at hand and says what the text is from here on. */
export function beginEnvironment(reader: TexReader, { after }: Command): void {
  const { braces, source } = reader
  const argument = braces.argument(after)
  if (!argument) {
    reader.at = after
    return
  }
  const name = source.slice(argument.start, argument.end).trim()
  if (SKIPPED.has(name) || VERBATIM.has(name)) {
    literal(reader, name, argument.next)
    return
  }
  const outer = reader.context
  const table = TABLES.has(name) ? new TexTable(reader.sink) : null
  const kind = ENVIRONMENT_KINDS.get(name)
  // Boxes inside a cell are part of it.
  const boxed = reader.table !== null && table === null && kind === undefined && !LISTS.has(name)
  if (!boxed) reader.flush()
  let at = braces.optional(argument.next)
  for (let left = TABLES.get(name) ?? ENVIRONMENT_ARGUMENTS.get(name) ?? 0; left > 0; left--) {
    at = braces.argument(braces.optional(at))?.next ?? at
  }
  const context = LISTS.has(name) ? itemOf(outer) : kind ? contextOf(outer, kind) : outer
  if (reader.environments.length < MAX_DEPTH) reader.environments.push({ name, context, table: boxed ? reader.table : table, boxed })
  reader.at = at
  // Slides of beamer have their title as an argument.
  const title = name === 'frame' ? braces.argument(at) : null
  if (title) reader.block('heading', title.start, title.end, 2)
}

/** `\end{name}`: back to what was before the last environment of that name. */
export function endEnvironment(reader: TexReader, { after }: Command): void {
  const argument = reader.braces.argument(after)
  reader.at = argument?.next ?? after
  if (!argument) return
  const name = reader.source.slice(argument.start, argument.end).trim()
  const index = reader.environments.findLastIndex((environment) => environment.name === name)
  if (!(index === reader.environments.length - 1 && reader.environments.at(-1)?.boxed)) {
    reader.flush()
    reader.table?.endRow(false)
  }
  if (index !== -1) reader.environments.length = index
}

/** Environments whose content means nothing to TeX: kept as code, or left out. */
function literal(reader: TexReader, name: string, from: number): void {
  const { source } = reader
  const closing = `\\end{${name}}`
  const found = source.indexOf(closing, from)
  const end = found === -1 ? source.length : found
  const formula = /^(?:equation|align|alignat|gather|multline|eqnarray|displaymath|math|flalign)\*?$/u.test(name)
  if (formula) reader.text.pause(from, from, false)
  else reader.flush()
  if (VERBATIM.has(name)) {
    const start = /^(?:\[[^\]\r\n]*\])?(?:\{[^}\r\n]*\})?[ \t]*(?:\r\n|\r|\n)?/u.exec(source.slice(from, from + 500))?.[0].length ?? 0
    const code = new BlockText(source)
    code.raw(from + start, source.slice(from + start, end).trimEnd().length + from + start)
    reader.sink.add('code', code)
  }
  reader.at = found === -1 ? end : end + closing.length
}
