import { rangeOf } from './dom-text.ts'
import type { Spot } from './locate.ts'
import type { Matches } from './match.ts'

/** The marks in the reader's text: CSS Custom Highlights, so the page's elements stay as they are (users-and-exports.md, c3). */

export type HighlightKind = 'accepted' | 'undecided'

/** Marks the cited passage. @returns its first element, to scroll to */
export function drawCitation(elements: readonly (Element | undefined)[], spots: readonly Spot[]): Element | null {
  const ranges = spots.map((spot) => rangeOf(elements, spot)).filter((range) => range !== null)
  const highlight = new Highlight(...ranges)
  highlight.priority = 1
  CSS.highlights.set('citation', highlight)
  return elements[spots[0]?.block ?? -1] ?? null
}

export function clearHighlights(): void {
  for (const name of ['term-accepted', 'term-undecided', 'term-active', 'citation']) CSS.highlights.delete(name)
}

export const spotOf = (matches: Matches, at: number): Spot => ({
  block: matches.quads[at]!,
  start: matches.quads[at + 1]!,
  end: matches.quads[at + 2]!,
})

/** Ids of the terms at a place in the text, by binary search; empty where there is none. */
export function idsAt(matches: Matches, block: number, offset: number): readonly number[] {
  let low = 0
  let high = matches.quads.length / 4 - 1
  while (low <= high) {
    const middle = (low + high) >> 1
    const spot = spotOf(matches, middle * 4)
    if (spot.block < block || (spot.block === block && spot.end <= offset)) low = middle + 1
    else if (spot.block > block || spot.start > offset) high = middle - 1
    else return matches.entries[matches.quads[middle * 4 + 3]!]!
  }
  return []
}
