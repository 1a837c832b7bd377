import { MASK } from '../block-text.ts'
import { endOfLine, type FormatInput, lineText } from '../format.ts'

/** A line as the Markdown parser is to see it: `text`, whose first character stands at `offset` of the decoded text. */
export interface PreparedLine {
  readonly text: string
  readonly offset: number
}

export interface Prepared {
  readonly lines: readonly PreparedLine[]
  /** The source, of the same length, with masked characters for the markup taken out: for the HTML inside. */
  readonly masked: string
  /** Range of the title in the front matter, where there is one. */
  readonly title: { readonly start: number; readonly end: number } | null
  readonly warnings: readonly string[]
}

/**
 * Takes out of a Markdown source what is no Markdown: front matter, HTML comments over many lines, Hugo shortcodes, Liquid and Jinja tags,
 * attribute lists, MDX imports, fences of admonitions. Line numbers stay; masked characters become MASK, dropped lines become empty.
 */
export function prepare(input: FormatInput): Prepared {
  const front = frontMatter(input)
  const fenced = fencedLines(input, front.lines)
  const { masked, warnings } = maskTags(input.text, input.starts, fenced)
  const lines: PreparedLine[] = []
  for (let i = 0; i < input.starts.length; i++) {
    const offset = input.starts[i]!
    const text = i < front.lines ? '' : masked.slice(offset, endOfLine(input, i))
    lines.push({ text: fenced[i] ? text : plainLine(text), offset })
  }
  dedentContainers(lines, fenced)
  return { lines, masked, title: front.title, warnings }
}

const ONLY_MASK = new RegExp(`^[\\s${MASK}]*${MASK}[\\s${MASK}]*$`, 'u')
const MODULE_LINE = /^(?:import\s+(?:[\w*{][^'"]{0,200}from\s*)?['"]|export\s+(?:const|default|function|let)\s)/u
const CONTAINER_FENCE = /^\s{0,3}:{3,}/u

/** A line with nothing but masked markup, a module line of MDX, or the fence of a `:::` container is empty. */
function plainLine(text: string): string {
  if (text.includes(MASK) && ONLY_MASK.test(text)) return ''
  return MODULE_LINE.test(text) || CONTAINER_FENCE.test(text) ? '' : text
}

function frontMatter(input: FormatInput): { lines: number; title: Prepared['title'] } {
  const none = { lines: 0, title: null }
  const fence = lineText(input, 0).trimEnd()
  if (fence !== '---' && fence !== '+++') return none
  let title: Prepared['title'] = null
  for (let i = 1; i < input.starts.length && i < 2000; i++) {
    const line = lineText(input, i)
    if (line.trimEnd() === fence) return { lines: i + 1, title }
    const match = /^title\s*[:=]\s*(["']?)(.*?)\1\s*$/u.exec(line)
    if (match?.[2]) {
      const start = input.starts[i]! + line.indexOf(match[2], line.search(/[:=]/u) + 1)
      title = { start, end: start + match[2].length }
    }
  }
  return none
}

const FENCE = /^[\s>]*(?:(?:[-*+]|\d{1,9}[.)])\s+)*(`{3,}|~{3,})/u

/** Which lines belong to fenced code, its fences included. */
function fencedLines(input: FormatInput, from: number): boolean[] {
  const fenced: boolean[] = new Array(input.starts.length).fill(false)
  let fence = ''
  let comment = false
  for (let i = from; i < input.starts.length; i++) {
    const line = lineText(input, i)
    if (fence !== '') {
      fenced[i] = true
      const close = /^[\s>]*(`{3,}|~{3,})\s*$/u.exec(line)?.[1]
      if (close?.startsWith(fence)) fence = ''
    } else if (comment) comment = !line.includes('-->')
    else {
      const open = FENCE.exec(line)
      if (open?.[1] && !(open[1][0] === '`' && line.indexOf('`', open[0].length) !== -1)) {
        fence = open[1]
        fenced[i] = true
      } else if (line.includes('<!--')) comment = line.indexOf('-->', line.lastIndexOf('<!--')) === -1
    }
  }
  return fenced
}

interface Tag {
  readonly close: string
  readonly lines: boolean
}

const TAGS: Readonly<Record<string, Tag>> = {
  '<!--': { close: '-->', lines: true },
  '{{<': { close: '>}}', lines: true },
  '{{%': { close: '%}}', lines: true },
  '{{': { close: '}}', lines: false },
  '{%': { close: '%}', lines: true },
  '{#': { close: '}', lines: false },
  '{.': { close: '}', lines: false },
  '{:': { close: '}', lines: false },
  '{/*': { close: '*/}', lines: true },
}
const OPENER = /`+|<!--|\{\{[<%]?|\{%|\{\/\*|\{[#.:]/gu
/** Template tags are short; what looks like one but goes on for longer is text. Comments may be of any length. */
const LONGEST_TAG = 2000

function maskTags(text: string, starts: readonly number[], fenced: readonly boolean[]): { masked: string; warnings: string[] } {
  const parts: string[] = []
  const warnings: string[] = []
  const find = forwardSearch(text)
  let copied = 0
  let line = 0
  OPENER.lastIndex = 0
  for (let match = OPENER.exec(text); match; match = OPENER.exec(text)) {
    const at = match.index
    while (line + 1 < starts.length && starts[line + 1]! <= at) line++
    if (fenced[line]) {
      OPENER.lastIndex = starts[line + 1] ?? text.length
      continue
    }
    const opener = match[0]
    if (opener[0] === '`') {
      const after = afterCodeSpan(text, at, opener, starts[line + 1] ?? text.length)
      // Hugo replaces its shortcodes inside code spans too.
      OPENER.lastIndex = /\{\{[<%]/u.test(text.slice(at, Math.min(after, at + LONGEST_TAG))) ? at + opener.length : after
      continue
    }
    const end = tagEnd(text, at, opener, find)
    if (end === -1) {
      if (opener === '<!--') warnings.push(`A comment that begins in line ${line + 1} is never closed; its text was read.`)
      if (opener !== '<!--') continue
    }
    const until = end === -1 ? at + opener.length : end
    parts.push(text.slice(copied, at), text.slice(at, until).replace(/[^\r\n]/gu, maskOf))
    copied = until
    OPENER.lastIndex = until
  }
  parts.push(text.slice(copied))
  return { masked: parts.join(''), warnings: warnings.slice(0, 3) }
}

const maskOf = (character: string): string => MASK.repeat(character.length)

/** End of the code span that begins at `at`, when it ends on the same line; else the end of the opening backticks. */
function afterCodeSpan(text: string, at: number, ticks: string, lineLimit: number): number {
  const from = at + ticks.length
  const close = text.indexOf('`', from)
  if (close === -1 || close >= lineLimit) return from
  let end = close
  while (text.charCodeAt(end) === 96) end++
  return end
}

function tagEnd(text: string, at: number, opener: string, find: (term: string, from: number) => number): number {
  const tag = TAGS[opener]!
  const close = find(tag.close, at + opener.length)
  if (close === -1) return -1
  if (opener !== '<!--') {
    if (close - at > LONGEST_TAG) return -1
    if (!tag.lines && text.slice(at, close).includes('\n')) return -1
  }
  return close + tag.close.length
}

/** indexOf that remembers its last answer for each term: asked from ascending offsets, all calls together read the text once. */
export function forwardSearch(text: string): (term: string, from: number) => number {
  const found = new Map<string, number>()
  return (term, from) => {
    const last = found.get(term)
    if (last !== undefined && (last === -1 || last >= from)) return last
    const next = text.indexOf(term, from)
    found.set(term, next)
    return next
  }
}

const ADMONITION = /^(\s{0,3})(?:!!!|\?\?\?\+?|===)\s+(?:[\w"'].*)?$/u
const DEFINITION = /^\s{0,3}:\s+\S/u
const FOOTNOTE = /^( {0,3})(\[\^[^\]\s]{1,80}\]:[ \t]*)(?=\S)/u

/** Begins a footnote as the parser is to see it: an item of its own, so that it is no link definition and does not run into its neighbours. */
const NOTE_ITEM = `- ${MASK}`
/** Is the list item whose text begins there a footnote? */
export const isFootnote = (line: PreparedLine | undefined): boolean => line?.text.trimStart().startsWith(NOTE_ITEM) ?? false

/**
 * Bodies of Python-Markdown admonitions (`!!! note`) and further paragraphs of definitions (`: text`) are indented by four: taken as they
 * stand they would be code. Their lines move to the left; the line that opens an admonition is dropped.
 */
function dedentContainers(lines: PreparedLine[], fenced: readonly boolean[]): void {
  let inside = false
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i]!
    if (fenced[i] && !inside) continue
    const note = fenced[i] ? null : FOOTNOTE.exec(line.text)
    if (note) {
      const mark = NOTE_ITEM + MASK.repeat(note[2]!.length - NOTE_ITEM.length)
      lines[i] = { text: note[1]! + mark + line.text.slice(note[0].length), offset: line.offset }
      inside = false
      continue
    }
    if (!inside && ADMONITION.test(line.text) && !/^\s*=+\s*$/u.test(line.text)) {
      lines[i] = { text: '', offset: line.offset }
      inside = true
    } else if (DEFINITION.test(line.text)) inside = true
    else if (inside && line.text.trim() !== '') {
      const indent = /^(?: {4}|\t| {2,3}(?=\S))/u.exec(line.text)?.[0].length ?? 0
      if (indent === 0) inside = i > 0 && lines[i - 1]!.text.trim() !== '' && inside && !ADMONITION.test(line.text)
      else lines[i] = { text: line.text.slice(indent), offset: line.offset + indent }
    }
  }
}
