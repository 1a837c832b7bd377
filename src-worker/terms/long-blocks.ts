import type { Block, InlineSpan } from '../../src-main/contract/blocks.ts'

/** A block longer than this is analysed in pieces: its tokens would else all be in memory at once. */
const LONGEST = 40_000
/** How far back from a cut a better place is looked for. */
const SLACK = 2000

/** The best place to cut at or before `end`: after a sentence, else at white space, else right there. */
function cutBefore(text: string, start: number, end: number): number {
  const window = text.slice(Math.max(start + 1, end - SLACK), end)
  const base = end - window.length
  const sentence = Math.max(window.lastIndexOf('。'), window.lastIndexOf('. '), window.lastIndexOf('\n'))
  if (sentence >= 0) return base + sentence + 1
  const space = window.lastIndexOf(' ')
  if (space >= 0) return base + space + 1
  // Never between the halves of a surrogate pair.
  return /[\ud800-\udbff]/u.test(text[end - 1] ?? '') && end - 1 > start ? end - 1 : end
}

/** Quadruples of the stretch [start, end), with text offsets from `start`. Copied stretches are clipped, units kept where they begin inside. */
function clippedMap(map: readonly number[], start: number, end: number): number[] {
  const out: number[] = []
  for (let i = 0; i < map.length; i += 4) {
    const [at, length, source, sourceLength] = [map[i]!, map[i + 1]!, map[i + 2]!, map[i + 3]!]
    if (at + length <= start || at >= end) continue
    if (length !== sourceLength) {
      if (at >= start) out.push(at - start, Math.min(length, end - at), source, sourceLength)
      continue
    }
    const from = Math.max(at, start)
    const to = Math.min(at + length, end)
    out.push(from - start, to - from, source + from - at, to - from)
  }
  return out
}

const clippedSpans = (spans: readonly InlineSpan[], start: number, end: number): InlineSpan[] =>
  spans
    .filter((span) => span.start < end && span.end > start)
    .map((span) => ({ ...span, start: Math.max(0, span.start - start), end: Math.min(end, span.end) - start }))

/** The block in pieces of bounded length; itself when it is short. Pieces keep kind, source map and marks. */
export function pieces(block: Block): Block[] {
  if (block.text.length <= LONGEST) return [block]
  const out: Block[] = []
  for (let start = 0; start < block.text.length; ) {
    const end = block.text.length - start <= LONGEST ? block.text.length : cutBefore(block.text, start, start + LONGEST)
    const spans = block.spans ? { spans: clippedSpans(block.spans, start, end) } : {}
    out.push({ ...block, text: block.text.slice(start, end), map: clippedMap(block.map, start, end), ...spans })
    start = end
  }
  return out
}
