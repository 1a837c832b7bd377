import type { Braces } from './braces.ts'

/** A range of the source. */
interface Range {
  readonly start: number
  readonly end: number
}

/** An entry of the packages glossaries, glossaries-extra or acronym. */
export interface Entry {
  readonly label: string
  readonly name: Range
  readonly definition: Range | null
  /** Plain text shown for `\gls{label}`. */
  readonly shown: string
  readonly long: string
  /** Where the declaration begins and ends. */
  readonly start: number
  readonly end: number
}

export interface Definitions {
  /** Entries by where their declaration begins. */
  readonly entries: ReadonlyMap<number, Entry>
  readonly byLabel: ReadonlyMap<string, Entry>
  /** Replacement texts of commands without arguments that stand for plain words. */
  readonly macros: ReadonlyMap<string, string>
}

const DECLARATION =
  /\\(newglossaryentry|longnewglossaryentry|newacronym|newabbreviation|acro|acrodef|newacro|newcommand|renewcommand|providecommand|def)(?![a-zA-Z])\*?/gu
const MOST = 20_000

/** Reads what the file declares: glossary entries, acronyms, commands that stand for words. */
export function readDefinitions(text: string, braces: Braces): Definitions {
  const entries = new Map<number, Entry>()
  const byLabel = new Map<string, Entry>()
  const macros = new Map<string, string>()
  DECLARATION.lastIndex = 0
  for (let match = DECLARATION.exec(text); match && entries.size < MOST && macros.size < MOST; match = DECLARATION.exec(text)) {
    const after = match.index + match[0].length
    if (/command|def$/u.test(match[1]!) && match[1] !== 'acrodef') readMacro(text, braces, after, macros)
    else {
      const entry = readEntry(text, braces, match.index, match[1]!, after)
      if (!entry) continue
      entries.set(entry.start, entry)
      if (!byLabel.has(entry.label)) byLabel.set(entry.label, entry)
      DECLARATION.lastIndex = entry.end
    }
  }
  return { entries, byLabel, macros }
}

/** `\newcommand{\name}{words}`, `\def\name{words}`: kept when the words hold no markup and no arguments. */
function readMacro(text: string, braces: Braces, at: number, macros: Map<string, string>): void {
  const name = /^\s*(?:\{\s*\\([a-zA-Z]{1,40})\s*\}|\\([a-zA-Z]{1,40}))\s*(?=\{)/u.exec(text.slice(at, at + 120))
  if (!name) return
  const body = braces.argument(at + name[0].length)
  if (!body || body.end - body.start > 200) return
  const words = text
    .slice(body.start, body.end)
    .replace(/\\xspace\b|\{\}/gu, '')
    .trim()
  if (words !== '' && !/[\\{}#$%&^~]/u.test(words)) macros.set((name[1] ?? name[2])!, words)
}

function readEntry(text: string, braces: Braces, start: number, command: string, after: number): Entry | null {
  if (command === 'newglossaryentry' || command === 'longnewglossaryentry') return keyValueEntry(text, braces, start, command, after)
  // acronym: \acro{label}[short]{long}; glossaries: \newacronym[options]{label}{short}{long}
  const glossaries = command === 'newacronym' || command === 'newabbreviation'
  const label = braces.argument(glossaries ? braces.optional(after) : after)
  if (!label) return null
  const second = glossaries ? braces.argument(label.next) : null
  const optional = glossaries ? label.next : braces.optional(label.next)
  const long = braces.argument(second ? second.next : optional)
  if (!long || (glossaries && !second)) return null
  const bracket = text.indexOf('[', label.next)
  const short = second ?? (optional > label.next ? { start: bracket + 1, end: optional - 1 } : label)
  const name = { start: short.start, end: short.end }
  const shown = plain(text, name)
  return { label: plain(text, label), name, definition: long, shown, long: plain(text, long), start, end: long.next }
}

/** `\newglossaryentry{label}{name={…}, description={…}}`; the long form has the description as an argument of its own. */
function keyValueEntry(text: string, braces: Braces, start: number, command: string, after: number): Entry | null {
  const label = braces.argument(after)
  const keys = label && braces.argument(label.next)
  if (!label || !keys) return null
  const long = command.startsWith('long') ? braces.argument(keys.next) : null
  const name = keyValue(text, braces, keys, 'name')
  if (!name) return null
  const shown = plain(text, name)
  const definition = long ?? keyValue(text, braces, keys, 'description')
  return { label: plain(text, label), name, definition, shown, long: shown, start, end: (long ?? keys).next }
}

function keyValue(text: string, braces: Braces, { start, end }: Range, key: string): Range | null {
  const found = new RegExp(`(?:^|[,{\\s])${key}\\s*=\\s*`, 'u').exec(text.slice(start, end))
  if (!found) return null
  const from = start + found.index + found[0].length
  const argument = text[from] === '{' ? braces.argument(from) : null
  if (argument) return argument.end <= end ? argument : null
  const comma = text.slice(from, end).search(/[,\r\n]/u)
  return { start: from, end: comma === -1 ? end : from + comma }
}

const plain = (text: string, { start, end }: Range): string =>
  text
    .slice(start, Math.min(end, start + 400))
    .replace(/\\[a-zA-Z]+\s?|[{}]/gu, '')
    .trim()
