import type { FormatName } from '../../src-main/contract/formats.ts'
import { parseAsciidoc } from './asciidoc/index.ts'
import type { FormatParser } from './format.ts'
import { parseHtml } from './html/index.ts'
import { parseMarkdown } from './markdown/index.ts'
import { parseRst } from './rst/index.ts'
import { parseText } from './text.ts'

/** The parser of every format; their extensions are in contract/formats.ts. */
export const PARSERS: Readonly<Record<FormatName, FormatParser>> = {
  markdown: parseMarkdown,
  text: parseText,
  html: parseHtml,
  rst: parseRst,
  asciidoc: parseAsciidoc,
}
