import type { ImportedGlossary, ImportInput } from '../model.ts'
import { type Line, linesOf } from '../text.ts'
import { glossaryOf, type RawEntry } from './entries.ts'

/** Glossaries of reStructuredText and AsciiDoc: definition lists, line by line. */

interface Draft {
  place: string
  headings: string[]
  paragraphs: string[]
}

const indentOf = (line: string): number => /^[ \t]*/u.exec(line)?.[0].replaceAll('\t', '        ').length ?? 0
const blank = ({ text }: Line): boolean => text.trim() === ''

/** An escaped character while markup is taken off: between two controls, which no imported text keeps. */
const hidden = (character: string): string => `\u0001${character.codePointAt(0)?.toString(16)}\u0002`
const shown = (text: string): string =>
  text.replace(/\u0001([0-9a-f]{1,6})\u0002/gu, (whole, code) => characterOf(Number.parseInt(code, 16)) ?? whole)

/** Inline markup off: roles, emphasis, literals, links with their address, substitutions. An escaped character is itself, an escaped blank nothing. */
const plainRst = (text: string): string =>
  shown(
    text
      .replace(/\\(.|$)/gsu, (_whole, character: string) => (character.trim() === '' ? '' : hidden(character)))
      .replace(/:[\w:+.-]+:`([^`<]*?)\s*(?:<[^`>]*>)?`/gu, '$1')
      .replace(/`([^`<]+?)\s*<[^`>]*>`__?/gu, '$1')
      .replace(/``([^`]+)``/gu, '$1')
      .replace(/`([^`]+)`_{0,2}/gu, '$1')
      .replace(/\*\*([^*]+)\*\*/gu, '$1')
      .replace(/\*([^*]+)\*/gu, '$1'),
  ).trim()

/**
 * `.. glossary::` of Sphinx: terms at the first indentation (several lines share a definition; ` : classifier` is left out), definitions below
 * them, deeper. A file without the directive is read for plain definition lists.
 *
 * @throws AppError IMPORT_FAILED when there is neither
 */
export function readRst({ text }: ImportInput): ImportedGlossary {
  const lines = linesOf(text)
  const blocks = lines.flatMap((line, index) => (/^\s*\.\.\s+glossary::/u.test(line.text) ? [{ body: bodyBelow(lines, index) }] : []))
  const bodies = blocks.length > 0 ? blocks.map(({ body }) => body) : [lines]
  return glossaryOf(bodies.flatMap(rstEntries), [], 'no ".. glossary::" directive and no definition list')
}

/** The lines of a directive: everything below it that is indented deeper than it. */
function bodyBelow(lines: readonly Line[], directive: number): Line[] {
  const indent = indentOf(lines[directive]?.text ?? '')
  const rest = lines.slice(directive + 1)
  const end = rest.findIndex((line) => !blank(line) && indentOf(line.text) <= indent)
  return (end < 0 ? rest : rest.slice(0, end)).filter(({ text: line }) => !/^\s*:\w[\w-]*:/u.test(line))
}

function rstEntries(body: readonly Line[]): Draft[] {
  const base = Math.min(...body.filter((line) => !blank(line)).map(({ text }) => indentOf(text)))
  const entries: Draft[] = []
  let names: Line[] = []
  for (const line of body) {
    if (blank(line)) {
      names = []
      const paragraphs = entries.at(-1)?.paragraphs
      if (paragraphs && paragraphs.at(-1) !== '') paragraphs.push('')
      continue
    }
    if (indentOf(line.text) > base) {
      if (names.length > 0) {
        entries.push({
          place: `line ${names[0]?.number ?? line.number}`,
          headings: names.map(({ text }) => plainRst(text.replace(/\s+:\s.*$/u, ''))),
          paragraphs: [''],
        })
        names = []
      }
      appendRst(entries.at(-1), line.text.trim())
    } else if (/^\s*(?:\.\.\s|[=\-~^"'#*+]{3,}\s*$)/u.test(line.text)) names = []
    else names.push(line)
  }
  for (const entry of entries) entry.paragraphs = entry.paragraphs.map(plainRst)
  return entries
}

/** A line end after an odd number of backslashes is escaped, and so nothing at all. */
const ESCAPED_END = /(?<!\\)(?:\\\\)*\\$/u

/** Adds a line, markup and all, to the paragraph that is being read: an escape may reach over the line's end. */
function appendRst(entry: Draft | undefined, text: string): void {
  const last = (entry?.paragraphs.length ?? 0) - 1
  const before = entry?.paragraphs[last]
  if (entry && before !== undefined && ESCAPED_END.test(before)) entry.paragraphs[last] = before.slice(0, -1) + text
  else append(entry, text)
}

/** Adds a line to the paragraph that is being read. */
function append(entry: Draft | undefined, text: string): void {
  if (!entry) return
  const last = entry.paragraphs.length - 1
  const before = entry.paragraphs[last] ?? ''
  entry.paragraphs[Math.max(0, last)] = before === '' ? text : `${before} ${text}`
}

const plainAsciiDoc = (text: string): string =>
  text
    .replace(/\(\(\([^)]*\)\)\)|\(\(([^)]+)\)\)/gu, '$1')
    .replace(/<<[^,>]+,([^>]+)>>/gu, '$1')
    .replace(/(?:link:|xref:|https?:\/\/)[^\s[]*\[([^\]]+)\]/gu, '$1')
    .replace(/\[\[[^\]]*\]\]/gu, '')
    .replace(/(^|\s)([*_`+])(\S(?:.*?\S)?)\2(?=$|[\s.,;:!?)])/gu, '$1$3')
    .replace(/\{(?:empty|nbsp|zwsp)\}/gu, '')
    .replace(/&#(\d{1,7});/gu, (reference, code) => characterOf(Number(code)) ?? reference)
    .trim()

/** Of a numeric character reference, which AsciiDoc passes on; null where there is no such character. */
const characterOf = (code: number): string | null =>
  code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff) ? String.fromCodePoint(code) : null

const MARK = /^(\s*)(.+?)(?<!:)(:{2,4}|;;)(?:\s+(.*))?$/u

/**
 * Description lists of AsciiDoc (`term:: definition`, also below the term; `:::` and `;;` nested ones count too), in a `[glossary]` section or
 * anywhere. Terms one below the other share a definition.
 *
 * @throws AppError IMPORT_FAILED when there is none
 */
export function readAsciiDoc({ text }: ImportInput): ImportedGlossary {
  const entries: Draft[] = []
  let waiting = false
  let open = false
  let fence = ''
  for (const line of linesOf(text)) {
    const content = line.text.trim()
    const delimiter = /^(?:-{4,}|\.{4,}|\/{4,}|={4,}|\+{4,}|\*{4,})$/u.exec(content)?.[0] ?? ''
    if (fence !== '' || delimiter !== '') {
      if (fence === '') fence = delimiter
      else if (delimiter === fence) fence = ''
      continue
    }
    const item = content.startsWith('//') ? null : MARK.exec(line.text)
    if (item) {
      const heading = plainAsciiDoc(item[2] as string)
      if (waiting) entries.at(-1)?.headings.push(heading)
      else entries.push({ place: `line ${line.number}`, headings: [heading], paragraphs: [''] })
      const definition = plainAsciiDoc(item[4] ?? '')
      waiting = definition === ''
      open = true
      if (definition !== '') append(entries.at(-1), definition)
    } else if (content === '') {
      if (!waiting) open = false
    } else if (content === '+') {
      open = true
      entries.at(-1)?.paragraphs.push('')
    } else if (/^=+\s/u.test(content) || content.startsWith('//') || /^\[.*\]$/u.test(content)) open = /^\[/u.test(content) && open
    else if (open) {
      append(entries.at(-1), plainAsciiDoc(content))
      waiting = false
    }
  }
  return glossaryOf(entries as RawEntry[], [], 'no description list ("term:: definition")')
}
