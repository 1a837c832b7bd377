import type { DrawnSection } from './visible-marks.ts'

/** The document's blocks and sections as they are in the page (views/reader/Blocks.tsx). */

/** Elements of the blocks by number. */
export function elementsOf(body: HTMLElement): readonly (Element | undefined)[] {
  const elements: Element[] = []
  for (const element of body.querySelectorAll('[data-block]')) elements[Number(element.getAttribute('data-block'))] = element
  return elements
}

/** The parts of the text that are drawn as one, with their blocks. */
export function sectionsIn(body: HTMLElement): readonly DrawnSection[] {
  return [...body.querySelectorAll('.reader-section')].map((element) => {
    const { from = '0', end = '0' } = (element as HTMLElement).dataset
    return { element, first: Number(from), end: Number(end) }
  })
}
