import type { FormatInput, FormatOutput } from '../format.ts'
import { RstBlocks } from './blocks.ts'

/**
 * reStructuredText with the directives and roles of Sphinx: sections, lists, definition and field lists, glossaries, tables, admonitions.
 * Comments, targets, directives that bring no text, code and identifiers of other places are kept out. The title is the first section's.
 */
export function parseRst(input: FormatInput): FormatOutput {
  const blocks = new RstBlocks(input).parse()
  const title = blocks.find((block) => block.kind === 'heading')?.text
  return { blocks, ...(title === undefined ? {} : { title }) }
}
