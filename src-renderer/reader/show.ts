import { drawCitation } from './highlights.ts'
import type { Spot } from './locate.ts'
import { elementsOf } from './parts-drawn.ts'
import { blockAt, type Scale } from './ruler.ts'
import { type DrawnSection, firstBelow } from './visible-marks.ts'

/** Brings places of the document into sight. What is far away has a guessed height until it is drawn. */

/** Frames in which blocks not drawn before may still change their height. */
const SETTLING = 6

/** Stops what is still being brought into sight. */
let stopLast = (): void => undefined

/**
 * Does it now and in the next frames. What was begun before ends here: of two places gone to in quick succession, whoever asks, the text stays at the later one.
 * @returns the way to stop; nothing once something later has begun
 */
function settle(step: () => void): () => void {
  stopLast()
  let left = SETTLING
  let frame = 0
  const stop = () => cancelAnimationFrame(frame)
  stopLast = stop
  const again = () => {
    step()
    if (left-- > 0) frame = requestAnimationFrame(again)
  }
  again()
  return stop
}

/** Brings an element to the middle, and keeps it there while blocks above it get their real heights. @returns the way to stop */
export const scrollTo = (element: Element): (() => void) => settle(() => element.scrollIntoView({ block: 'center' }))

/** Marks a place and brings it into sight. */
export function showSpot(body: HTMLElement | null, spot: Spot): void {
  const element = body && drawCitation(elementsOf(body), [spot])
  if (element) scrollTo(element)
}

/** Shares of the document (ruler.ts) at the upper and the lower edge of what is in sight. */
export function inSight(
  body: HTMLElement,
  sections: readonly DrawnSection[],
  scale: Scale,
): { readonly from: number; readonly to: number } {
  const { top, bottom } = body.getBoundingClientRect()
  return { from: shareAt(sections, scale, top), to: shareAt(sections, scale, bottom) }
}

/** Share of the document at a height of the window. Asks for the places of sections only, as visible-marks.ts does. */
function shareAt(sections: readonly DrawnSection[], scale: Scale, y: number): number {
  const total = scale.at(-1) || 1
  const section = sections[firstBelow(sections.length, (index) => sections[index]!.element.getBoundingClientRect().bottom, y)]
  if (!section) return 1
  const { top, height } = section.element.getBoundingClientRect()
  const inside = height > 0 ? Math.min(1, Math.max(0, (y - top) / height)) : 0
  const from = scale[section.first]!
  return (from + inside * (scale[section.end]! - from)) / total
}

/** Brings a share of the document to the middle. @returns the way to stop */
export function scrollToShare(body: HTMLElement, sections: readonly DrawnSection[], scale: Scale, share: number): () => void {
  const { block } = blockAt(scale, share)
  const section = sections.find(({ first, end }) => first <= block && block < end)
  if (!section) return () => undefined
  const [from, to] = [scale[section.first]!, scale[section.end]!]
  const inside = to > from ? Math.min(1, Math.max(0, (share * (scale.at(-1) ?? 0) - from) / (to - from))) : 0
  return settle(() => {
    const own = section.element.getBoundingClientRect()
    const { top, height } = body.getBoundingClientRect()
    body.scrollTop += own.top + inside * own.height - top - height / 2
  })
}
