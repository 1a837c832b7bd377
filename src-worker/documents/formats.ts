import type { FormatName } from '../../src-main/contract/formats.ts'
import { parseAsciidoc } from './asciidoc/index.ts'
import { parseCsv } from './csv/index.ts'
import type { FormatInput, FormatOutput, FormatParser } from './format.ts'
import { parseHtml } from './html/index.ts'
import { parseMarkdown } from './markdown/index.ts'
import { parseRst } from './rst/index.ts'
import { parseSubtitles } from './subtitles/index.ts'
import { parseTex } from './tex/index.ts'
import { parseText } from './text.ts'
import { dialectOf } from './text-dialect.ts'

/** The parser of every format; their extensions are in contract/formats.ts. */
export const PARSERS: Readonly<Record<FormatName, FormatParser>> = {
  markdown: parseMarkdown,
  text: parsePlainText,
  html: parseHtml,
  rst: parseRst,
  asciidoc: parseAsciidoc,
  csv: parseCsv,
  tex: parseTex,
  subtitles: parseSubtitles,
}

/** Git and Django call their documentation `.txt`, Excel and input methods their tables: a text file that is clearly something else is read as what it is. */
function parsePlainText(input: FormatInput): FormatOutput {
  const dialect = dialectOf(input.text)
  if (dialect === 'tsv') return parseCsv({ ...input, path: 'table.tsv' })
  return dialect === null ? parseText(input) : PARSERS[dialect](input)
}
