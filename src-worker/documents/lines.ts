import { BlockText, isCjkUnit, isSpace } from './block-text.ts'
import { endOfLine, type FormatInput } from './format.ts'

/** A line: its text without white space around it, and the column it begins at (tabs to multiples of 8). */
export interface Line {
  start: number
  readonly end: number
  indent: number
  readonly blank: boolean
}

export function readLines(input: FormatInput): Line[] {
  const { text } = input
  return input.starts.map((from, index) => {
    let end = endOfLine(input, index)
    while (end > from && isSpace(text.charCodeAt(end - 1))) end--
    let start = from
    let indent = 0
    for (; start < end && isSpace(text.charCodeAt(start)); start++) indent = text.charCodeAt(start) === 9 ? (indent | 7) + 1 : indent + 1
    return { start, end, indent, blank: start === end }
  })
}

/** First line from `from` on, before `to`, that is not blank and not indented more than `indent`; blank lines before it are left out. */
export function endOfIndented(lines: readonly Line[], from: number, to: number, indent: number): number {
  let end = from
  for (let i = from; i < to; i++) {
    const line = lines[i]!
    if (line.blank) continue
    if (line.indent <= indent) break
    end = i + 1
  }
  return end
}

/** Columns a text takes on a screen: wide characters take two. */
export function displayWidth(text: string): number {
  let width = 0
  for (let i = 0; i < text.length; i++) width += isCjkUnit(text.charCodeAt(i)) ? 2 : 1
  return width
}

/** Lines [from, to) exactly as they stand, without the blank ones at both ends; null when all are blank. */
export function verbatimText(source: string, lines: readonly Line[], from: number, to: number): BlockText | null {
  let first = from
  while (first < to && lines[first]!.blank) first++
  let last = to - 1
  while (last > first && lines[last]!.blank) last--
  if (first > last) return null
  const text = new BlockText(source)
  text.raw(lines[first]!.start, lines[last]!.end)
  return text
}
