import type { Block } from '../../src-main/contract/blocks.ts'
import { lineEnd, lineStarts } from '../../src-main/contract/text/lines.ts'

/** What a format's parser gets: the decoded text and its lines. */
export interface FormatInput {
  readonly text: string
  /** Start offset of every line. */
  readonly starts: readonly number[]
  /** Relative path of the file: for formats that differ by name. */
  readonly path: string
}

export interface FormatOutput {
  readonly blocks: readonly Block[]
  readonly title?: string
  readonly warnings?: readonly string[]
}

/**
 * A parser of one format: linear in the text, no recursion as deep as the document, never throws for any text.
 * Adding a format: one file with such a function, one line in formats.ts, one line in contract/formats.ts.
 */
export type FormatParser = (input: FormatInput) => FormatOutput

export const formatInput = (text: string, path = ''): FormatInput => ({ text, starts: lineStarts(text), path })

/** End of line `index`, without its line end. */
export const endOfLine = (input: FormatInput, index: number): number => lineEnd(input.text, input.starts, index)

/** The line without its line end. */
export const lineText = (input: FormatInput, index: number): string => input.text.slice(input.starts[index], endOfLine(input, index))
