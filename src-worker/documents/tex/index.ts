import type { FormatInput, FormatOutput } from '../format.ts'
import { TexReader } from './reader.ts'

/**
 * LaTeX: sections, lists, descriptions, tables, captions, footnotes, glossary entries and acronyms. Comments, formulas, references to the
 * literature, drawings and the commands themselves are left out; a command nobody knows loses its name and keeps the text in its braces. Of
 * the preamble only the title and the declared entries count. Other files (`\input`) are read by themselves.
 */
export function parseTex(input: FormatInput): FormatOutput {
  const blocks = new TexReader(input).parse()
  const title = (blocks.find((block) => block.kind === 'heading' && block.level === 1) ?? blocks.find((block) => block.kind === 'heading'))
    ?.text
  return { blocks, ...(title === undefined ? {} : { title }) }
}
