import type { Block } from '../../src-main/contract/blocks.ts'
import { foldQuote } from '../../src-main/contract/text/fold.ts'
import { passage } from '../../src-main/contract/text/quote.ts'
import { type FormatOutput, type FormatParser, formatInput } from './format.ts'
import { toSource } from './source-map.ts'

/** Helpers of the parser tests. */

/** Blocks as lines people can read: `kind level[row,column]: text {span:…}`. */
export function outline(output: FormatOutput, withSpans = false): string[] {
  return output.blocks.map((block) => {
    const place = block.row === undefined ? '' : `[${block.row},${block.column}${block.header ? ',header' : ''}]`
    const spans = (block.spans ?? []).map(
      (span) => `${span.kind}:${block.text.slice(span.start, span.end)}${span.reading ? `(${span.reading})` : ''}`,
    )
    return `${block.kind}${block.level ?? ''}${place}: ${block.text}${withSpans && spans.length > 0 ? ` {${spans.join(', ')}}` : ''}`
  })
}

export function parse(parser: FormatParser, text: string, path = ''): FormatOutput {
  const output = parser(formatInput(text, path))
  for (const block of output.blocks) {
    const problem = mapProblem(text, block)
    if (problem) throw new Error(`${problem} in ${JSON.stringify(block)}`)
  }
  return output
}

/** What is wrong with the source map of a block, or null: design §3, provenance. */
export function mapProblem(decoded: string, block: Block): string | null {
  const { map, text } = block
  let textEnd = 0
  let sourceEnd = 0
  for (let i = 0; i < map.length; i += 4) {
    const [at, length, source, sourceLength] = map.slice(i, i + 4) as [number, number, number, number]
    if (at < textEnd || source < sourceEnd || length < 1 || sourceLength < 1) return 'quadruples overlap or are out of order'
    if (length === sourceLength && text.slice(at, at + length) !== decoded.slice(source, source + length))
      return 'a one to one stretch differs'
    textEnd = at + length
    sourceEnd = source + sourceLength
  }
  if (textEnd > text.length || sourceEnd > decoded.length) return 'a quadruple ends outside the text'
  if (block.start !== map[2] || block.end !== sourceEnd) return 'the range is not that of the map'
  if (decoded.slice(0, block.start).split(/\r\n|\r|\n/u).length !== block.line) return 'the line is wrong'
  const whole = toSource(block, 0, text.length)
  if (!whole || whole.start !== block.start || whole.end !== block.end) return 'the whole text does not map to the range'
  const quoted = passage(decoded, whole.start, whole.end)
  if (quoted.quote !== foldQuote(decoded.slice(quoted.start, quoted.end))) return 'the quote is not the folded passage'
  for (const span of block.spans ?? []) if (span.start >= span.end || span.end > text.length) return 'a span lies outside the text'
  return null
}
