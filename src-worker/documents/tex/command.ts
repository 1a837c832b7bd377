import { isSpace } from '../block-text.ts'
import { SYMBOLS } from './characters.ts'
import { DESCRIPTIONS, DROPPED, GLOSSARY_SHOWN, MARKED, SECTIONS, SILENT } from './commands.ts'
import type { TexReader } from './reader.ts'

/** A command: its name, where its backslash stands, and where its name ends. */
export interface Command {
  readonly name: string
  readonly start: number
  readonly after: number
}

/** Does what the command means and moves the reader on; a command nobody knows only loses its name. */
export function runCommand(reader: TexReader, command: Command): void {
  const { name, start, after } = command
  const { braces, source } = reader
  reader.at = after
  if (reader.definitions.entries.has(start)) reader.entry(start, reader.definitions.entries.get(start)!.end)
  else if (name === '\\' || name === 'tabularnewline' || name === 'newline') lineBreak(reader)
  else if (name === '(' || name === '[') {
    reader.at = start
    reader.math(name === '(' ? '\\(' : '\\[')
  } else if (SYMBOLS.has(name)) symbol(reader, command)
  else if (Object.hasOwn(SECTIONS, name)) section(reader, command)
  else if (name === 'item') item(reader)
  else if (name === 'verb' || name === 'lstinline' || name === 'mintinline') verb(reader)
  else if (name === 'footnote' || name === 'footnotetext' || name === 'endnote') {
    const argument = braces.argument(braces.optional(after))
    if (argument) reader.note(argument.start, argument.end)
  } else if (name === 'caption' || name === 'captionof') {
    const first = braces.argument(braces.optional(after))
    const argument = name === 'captionof' && first ? braces.argument(first.next) : first
    if (argument) reader.block('caption', argument.start, argument.end)
  } else if (name === 'ruby' || name === 'kana') ruby(reader)
  else if (name === 'textcolor') reader.at = braces.argument(braces.optional(after))?.next ?? after
  else if (MARKED.has(name)) {
    const argument = braces.argument(braces.optional(after))
    if (argument) reader.span(MARKED.get(name)!, argument.start, argument.end)
  } else if (DROPPED.has(name)) dropped(reader, command)
  else if (SILENT.has(name)) silent(reader, name)
  else if (GLOSSARY_SHOWN.test(name)) shownEntry(reader, command)
  else if (reader.definitions.macros.has(name)) {
    reader.at = after + (source.startsWith('{}', after) ? 2 : 0)
    reader.unit(reader.definitions.macros.get(name)!, start)
  } else unknown(reader, command)
}

/** `\\`: a new line, in a table a new row. */
function lineBreak(reader: TexReader): void {
  const { source, table } = reader
  const start = reader.at
  if (source[reader.at] === '*') reader.at++
  if (/^\s*\[-?[\d.]+\s*\w+\]/u.test(source.slice(reader.at, reader.at + 30))) reader.at = reader.braces.optional(reader.at)
  if (!table) {
    reader.text.pause(start, reader.at, true)
    return
  }
  reader.flush()
  table.endRow(/^\s*\\(?:hline|midrule|cmidrule|toprule|Xhline|hhline|endhead|endfirsthead)/u.test(source.slice(reader.at, reader.at + 60)))
}

function symbol(reader: TexReader, { name, start, after }: Command): void {
  const { source } = reader
  // White space and an empty group after a command of letters only end its name.
  if (/^[a-z]/iu.test(name)) {
    if (source.startsWith('{}', after)) reader.at = after + 2
    else while (source[reader.at] === ' ') reader.at++
  }
  const shown = SYMBOLS.get(name)!
  if (shown === ' ') reader.text.pause(start, reader.at, false)
  else reader.unit(shown, start)
}

function section(reader: TexReader, { name, after }: Command): void {
  const argument = reader.braces.argument(reader.braces.optional(after))
  if (argument) reader.block('heading', argument.start, argument.end, SECTIONS[name]!)
}

function item(reader: TexReader): void {
  const { braces, environments } = reader
  const end = braces.optional(reader.at)
  const term = end > reader.at ? { start: braces.space(reader.at) + 1, end: end - 1 } : null
  const described = DESCRIPTIONS.has(environments.at(-1)?.name ?? '')
  if (!described && term) reader.at = end
  reader.item(described ? term : null)
}

/** `\verb|x|`: any sign stands for the brackets; `\lstinline{x}` may have braces. */
function verb(reader: TexReader): void {
  const { source, braces } = reader
  const from = braces.optional(reader.at)
  const sign = source[from]
  const close = sign === '{' ? braces.close(from) : sign === undefined ? -1 : source.slice(from + 1, from + 500).indexOf(sign) + from + 1
  if (close <= from || isSpace(source.charCodeAt(from))) return
  reader.text.openSpan('code')
  if (close > from + 1) reader.text.copy(from + 1, close)
  reader.text.closeSpan('code')
  reader.at = close + 1
}

/** `\ruby[options]{漢字}{かん|じ}` (pxrubrica, okumacro). */
function ruby(reader: TexReader): void {
  const { braces, source } = reader
  const base = braces.argument(braces.optional(reader.at))
  const reading = base && braces.argument(base.next)
  if (!base || !reading) return
  reader.text.openSpan('ruby')
  reader.text.copy(base.start, base.end)
  reader.text.closeSpan('ruby', source.slice(reading.start, Math.min(reading.end, reading.start + 100)).replaceAll('|', ''))
  reader.at = reading.next
}

function dropped(reader: TexReader, { name, after }: Command): void {
  const { braces, source } = reader
  if (name === 'multicolumn') {
    const columns = braces.argument(after)
    if (columns) reader.table?.span(Number(source.slice(columns.start, columns.end)))
  }
  let at = after
  for (let left = DROPPED.get(name)!; left > 0; left--) {
    const argument = braces.argument(braces.optional(at))
    if (argument) at = argument.next
    else if (left === DROPPED.get(name) && source[braces.space(at)] === '\\') {
      // \setlength\parindent{0pt}: a command may stand without braces.
      at = braces.space(at) + (/^\\[a-zA-Z@]+/u.exec(source.slice(braces.space(at), braces.space(at) + 60))?.[0].length ?? 1)
    } else break
  }
  reader.at = at
}

function silent(reader: TexReader, name: string): void {
  if (/^(?:par|newpage|clearpage|cleardoublepage|bigskip|medskip|smallskip|maketitle)$/u.test(name) && !reader.table) reader.flush()
  else reader.text.pause(reader.at, reader.at, false)
}

/** `\gls{label}` shows the name of its entry; an entry from another file its label. */
function shownEntry(reader: TexReader, { name, start, after }: Command): void {
  const argument = reader.braces.argument(reader.braces.optional(after))
  if (!argument) return
  const label = reader.source.slice(argument.start, argument.end).trim()
  const entry = reader.definitions.byLabel.get(label)
  reader.at = argument.next
  const shown = (/long|full|desc/u.test(name) ? entry?.long : entry?.shown) ?? (/^[\p{L}\d -]{1,60}$/u.test(label) ? label : '')
  const plural = name.endsWith('pl') && /[a-z]$/iu.test(shown) ? 's' : ''
  const capital = /^[A-Z]/u.test(name) ? shown.charAt(0).toUpperCase() + shown.slice(1) : shown
  if (shown !== '') reader.unit(capital + plural, start)
}

/** Loses its name and optional arguments; the text in its braces stays. Without braces it is a word boundary. */
function unknown(reader: TexReader, { start, after }: Command): void {
  const { braces, source } = reader
  const next = source[after] === '[' ? braces.optional(after) : after
  reader.at = next
  if (source[next] !== '{') reader.text.pause(start, next, false)
}
