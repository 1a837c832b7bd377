import type { Block } from '../../src-main/contract/blocks.ts'
import { textRange } from '../../src-main/contract/text/block-range.ts'

/** Where a passage of the decoded file lies in the text people read. */
export interface Spot {
  readonly block: number
  readonly start: number
  readonly end: number
}

const LETTER = /[\p{L}\p{N}]/u

/** The text's letters and digits in lower case, with the offset of each: what is left when markup and white space no longer matter. */
function letters(text: string): { readonly text: string; readonly at: readonly number[] } {
  let out = ''
  const at: number[] = []
  for (let i = 0; i < text.length; i++) {
    const unit = text[i]!
    if (!LETTER.test(unit)) continue
    const lower = unit.toLowerCase()
    out += lower.length === 1 ? lower : unit
    at.push(i)
  }
  return { text: out, at }
}

const PREFIX = 40

/**
 * Finds a cited passage. The offsets are tried first; when the words there are not the quoted ones (the file has changed since) the quote
 * itself is searched, its beginning if need be, and the place nearest to the old one wins.
 * @returns one spot per block it touches, in reading order; empty when it is nowhere
 */
export function locate(
  blocks: readonly Block[],
  passage: { readonly start: number; readonly end: number; readonly quote: string },
): readonly Spot[] {
  const wanted = letters(passage.quote).text
  const direct: Spot[] = []
  blocks.forEach((block, index) => {
    if (block.start >= passage.end || block.end <= passage.start) return
    const range = textRange(block, passage.start, passage.end)
    if (range) direct.push({ block: index, ...range })
  })
  const there = direct.map((spot) => letters(blocks[spot.block]!.text.slice(spot.start, spot.end)).text).join('')
  if (there !== '' && (wanted.includes(there) || there.includes(wanted))) return direct
  return search(blocks, wanted, passage.start) ?? search(blocks, wanted.slice(0, PREFIX), passage.start) ?? direct
}

function search(blocks: readonly Block[], wanted: string, near: number): readonly Spot[] | null {
  if (wanted === '') return null
  let best: { spot: Spot; distance: number } | null = null
  blocks.forEach((block, index) => {
    const own = letters(block.text)
    const found = own.text.indexOf(wanted)
    if (found < 0) return
    const distance = Math.abs(block.start - near)
    const spot = { block: index, start: own.at[found]!, end: own.at[found + wanted.length - 1]! + 1 }
    if (!best || distance < best.distance) best = { spot, distance }
  })
  return best ? [(best as { spot: Spot }).spot] : null
}
