import { BlockSink } from '../block-sink.ts'
import type { FormatInput, FormatOutput } from '../format.ts'
import { HtmlReader } from './reader.ts'

const HAS_MAIN = /<main[\s>]|\brole\s*=\s*["']?main\b/iu

/**
 * HTML: the text of the main content as blocks. Scripts, styles, navigation, menus, footers, permalinks, line numbers and reference lists
 * are left out; where the page says which part is its main content, only that is read. The title is `<title>`, else the first `<h1>`.
 */
export function parseHtml(input: FormatInput): FormatOutput {
  const read = (mainOnly: boolean): { sink: BlockSink; title: string | null } => {
    const sink = new BlockSink(input.starts)
    const reader = new HtmlReader(input.text, sink, 0, { mainOnly })
    reader.read(input.text.length)
    return { sink, title: reader.title }
  }
  let result = read(HAS_MAIN.test(input.text))
  if (result.sink.blocks.length === 0) result = read(false)
  const { blocks } = result.sink
  const title = result.title ?? blocks.find((block) => block.kind === 'heading' && block.level === 1)?.text
  return { blocks, ...(title === undefined ? {} : { title }) }
}
