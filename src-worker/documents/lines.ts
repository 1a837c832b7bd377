import { isSpace } from './block-text.ts'
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
