import { type Remote, releaseProxy, wrap } from 'comlink'
import type { Block } from '../../src-main/contract/blocks.ts'
import type { ReaderTerm } from '../../src-main/contract/host-api.ts'
import { rangeOf } from './dom-text.ts'
import type { Spot } from './locate.ts'
import type { MarkFilter } from './mark-filter.ts'
import type { Matches } from './match.ts'
import type { MatchApi } from './match-worker.ts'

/** The marks in the reader's text: CSS Custom Highlights, so the page's elements stay as they are (users-and-exports.md, c3). */

export interface Matcher {
  match(terms: readonly ReaderTerm[], blocks: readonly Block[]): Promise<Matches>
  /** Quadruples of the matches last found that stay. */
  filter(filter: MarkFilter): Promise<Int32Array>
  /** Places of words in the document last matched. */
  find(words: string): Promise<readonly Spot[]>
  /** Ends the worker. */
  stop(): void
}

/** Runs the matcher in its worker. */
export function startMatcher(): Matcher {
  const worker = new Worker(new URL('./match-worker.ts', import.meta.url), { type: 'module' })
  const remote: Remote<MatchApi> = wrap<MatchApi>(worker)
  return {
    match: (terms, blocks) =>
      remote.match(
        terms.map(({ id, surfaces }) => ({ id, surfaces })),
        blocks.map(({ text }) => text),
        blocks.flatMap(({ kind }, block) => (kind === 'code' ? [block] : [])),
      ),
    find: (words) => remote.find(words),
    filter: (filter) => remote.filter(filter),
    stop: () => {
      remote[releaseProxy]()
      worker.terminate()
    },
  }
}

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
