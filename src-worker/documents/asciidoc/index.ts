import type { FormatInput, FormatOutput } from '../format.ts'
import { AsciidocBlocks } from './blocks.ts'

/**
 * AsciiDoc: sections, lists, description lists, glossaries, tables, admonitions and quotes. Comments, attribute entries, conditionals,
 * includes, block macros, listings, synopses and passthroughs are kept out. The title is the document title, else the first section's.
 */
export function parseAsciidoc(input: FormatInput): FormatOutput {
  const blocks = new AsciidocBlocks(input).parse()
  const title = blocks.find((block) => block.kind === 'heading')?.text
  return { blocks, ...(title === undefined ? {} : { title }) }
}
