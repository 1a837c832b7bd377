import type { Spot } from './locate.ts'

/** Between offsets in a block's text and positions in the page. Ruby readings are not part of the text. */

interface Piece {
  readonly node: Text
  readonly start: number
}

const pieceCache = new WeakMap<Element, readonly Piece[]>()

function pieces(block: Element): readonly Piece[] {
  const known = pieceCache.get(block)
  if (known) return known
  const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT, (node) =>
    node.parentElement?.closest('rt, rp') ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT,
  )
  const found: Piece[] = []
  let start = 0
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    found.push({ node: node as Text, start })
    start += (node as Text).length
  }
  pieceCache.set(block, found)
  return found
}

/** Last piece that starts at or before the offset. */
function pieceAt(list: readonly Piece[], offset: number): Piece | undefined {
  let low = 0
  let high = list.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (list[middle]!.start <= offset) low = middle
    else high = middle - 1
  }
  return list[low]
}

/** @param root the reader's text; its blocks carry `data-block` */
export function rangeOf(blocks: readonly (Element | undefined)[], spot: Spot): StaticRange | null {
  const block = blocks[spot.block]
  if (!block) return null
  const list = pieces(block)
  const from = pieceAt(list, spot.start)
  const to = pieceAt(list, Math.max(spot.start, spot.end - 1))
  if (!from || !to) return null
  return new StaticRange({
    startContainer: from.node,
    startOffset: Math.min(from.node.length, spot.start - from.start),
    endContainer: to.node,
    endOffset: Math.min(to.node.length, spot.end - to.start),
  })
}

/** The block and offset of a position in the page; null outside the text. */
export function spotAt(node: Node, offset: number): { block: number; offset: number } | null {
  const block = (node instanceof Element ? node : node.parentElement)?.closest('[data-block]')
  if (!block) return null
  const piece = pieces(block).find((candidate) => candidate.node === node)
  return piece ? { block: Number(block.getAttribute('data-block')), offset: piece.start + offset } : null
}
