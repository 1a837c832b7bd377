import type { ReaderTerm } from '../../src-main/contract/host-api.ts'
import { rangeOf } from './dom-text.ts'
import { type HighlightKind, spotOf } from './highlights.ts'
import type { Matches } from './match.ts'

/**
 * Marks only the part of a document that is in sight, and a margin around it. Chromium looks at every range of every highlight again after any
 * change of the page: with the 20 000 of a long document in it, each letter typed anywhere cost a long frame (docs/performance.md).
 */

/** Heights of the view marked above and below it, and how much of that may be used up before it is marked anew. */
const MARGIN = 1.5
const SPARE = 0.5

/** A part of the text that is drawn as one, with its blocks: the first one, and the one after the last. */
export interface DrawnSection {
  readonly element: Element
  readonly first: number
  readonly end: number
}

/** Where a block's matches begin in the list of all, which is in the order of the text. @returns index of a match, not of a number in `quads` */
export function firstMatchOf(matches: Matches, block: number): number {
  let low = 0
  let high = matches.quads.length / 4
  while (low < high) {
    const middle = (low + high) >> 1
    if (matches.quads[middle * 4]! < block) low = middle + 1
    else high = middle
  }
  return low
}

/**
 * Index of the first section that ends below a height; `count` when none does.
 * @param bottomOf lower edge of the section of that index, growing with the index
 */
export function firstBelow(count: number, bottomOf: (index: number) => number, height: number): number {
  let low = 0
  let high = count
  while (low < high) {
    const middle = (low + high) >> 1
    if (bottomOf(middle) < height) low = middle + 1
    else high = middle
  }
  return low
}

export interface Marking {
  readonly terms: ReadonlyMap<number, ReaderTerm>
  /** Term shown in the inspector. */
  readonly active: number | null
}

export interface VisibleMarks {
  /** Marks what is in sight, in these colours from here on. */
  draw(marking: Marking): void
  /** Marks what has come into sight since. */
  look(): void
}

type Group = HighlightKind | 'active'

/**
 * Asks for the places of sections only: asking for one of something inside makes the browser lay out what it had left for later.
 * @param body what scrolls @param sections in the order of the text @param elements of the blocks, by block; some blocks have none
 */
export function visibleMarks(
  body: HTMLElement,
  sections: readonly DrawnSection[],
  elements: readonly (Element | undefined)[],
  matches: Matches,
): VisibleMarks {
  const ranges = new Map<number, StaticRange | null>()
  let marking: Marking | null = null
  let drawn = { from: 0, to: 0 }

  const bottomOf = (index: number) => sections[index]!.element.getBoundingClientRect().bottom
  /** Sections, by index, in sight with so many heights of the view around. */
  const around = (heights: number) => {
    const { top, bottom, height } = body.getBoundingClientRect()
    const from = firstBelow(sections.length, bottomOf, top - heights * height)
    const to = Math.min(sections.length, firstBelow(sections.length, bottomOf, bottom + heights * height) + 1)
    return { from, to }
  }
  const rangeAt = (match: number): StaticRange | null => {
    const known = ranges.get(match)
    if (known !== undefined) return known
    const made = rangeOf(elements, spotOf(matches, match * 4))
    ranges.set(match, made)
    return made
  }
  const draw = () => {
    if (marking === null) return
    drawn = around(MARGIN)
    const groups: Record<Group, StaticRange[]> = { accepted: [], undecided: [], active: [] }
    if (drawn.from < drawn.to) {
      const end = firstMatchOf(matches, sections[drawn.to - 1]!.end)
      for (let match = firstMatchOf(matches, sections[drawn.from]!.first); match < end; match++) {
        const group = groupOf(matches.entries[matches.quads[match * 4 + 3]!]!, marking)
        const range = group === null ? null : rangeAt(match)
        if (group !== null && range) groups[group].push(range)
      }
    }
    for (const [group, own] of Object.entries(groups)) CSS.highlights.set(`term-${group}`, new Highlight(...own))
  }
  return {
    draw: (next) => {
      marking = next
      draw()
    },
    look: () => {
      const { from, to } = around(SPARE)
      if (from < drawn.from || to > drawn.to) draw()
    },
  }
}

/** By the decision on the terms at a place; null where only dropped ones are that nobody looks at. */
export function groupOf(ids: readonly number[], { terms, active }: Marking): Group | null {
  if (active !== null && ids.includes(active) && terms.has(active)) return 'active'
  const shown = ids.map((id) => terms.get(id)).filter((term) => term && term.decision !== 'dropped')
  if (shown.length === 0) return null
  return shown.some((term) => term!.decision === 'accepted') ? 'accepted' : 'undecided'
}
