import { stopIn } from './reachable.ts'

/**
 * The parts of the window one key steps through (F6, as desktop programs have it): toolbar, messages, sidebar, list, reader, inspector, log, status bar. Each
 * remembers what had the focus in it.
 */
const REGIONS = '.toolbar, .banners, .sidebar, .main-split .pane, .inspector, .log-drawer, .statusbar'

const remembered = new WeakMap<Element, HTMLElement>()

/** The part of the window an element is in; null for a dialog, a menu, the empty page. */
export const regionOf = (element: Element | null): Element | null => {
  let found: Element | null = null
  // A pane may have panes inside: the outermost one is the part.
  for (let at = element?.closest(REGIONS) ?? null; at !== null; at = at.parentElement?.closest(REGIONS) ?? null) found = at
  return found
}

/** To be called whenever something gets the focus. */
export function rememberFocus(element: HTMLElement): void {
  const region = regionOf(element)
  if (region) remembered.set(region, element)
}

/** The list, the tree or the text of a part comes before its buttons. */
const MAIN = '.grid-scroll, .map-term[tabindex="0"], .reader-body, [aria-current]'

function entryOf(region: Element): HTMLElement | null {
  const before = remembered.get(region)
  if (before && region.contains(before) && stopIn(before) === before) return before
  for (const element of region.querySelectorAll(MAIN)) if (stopIn(element) === element) return element as HTMLElement
  return stopIn(region)
}

/**
 * Puts the keyboard into the next part of the window that can take it, or the one before.
 * @returns false where there is no other
 */
export function stepRegion(by: 1 | -1): boolean {
  const regions = [...document.querySelectorAll(REGIONS)].filter((one) => regionOf(one) === one)
  const here = regionOf(document.activeElement)
  const at = here === null ? (by > 0 ? -1 : regions.length) : regions.indexOf(here)
  for (let step = 1; step <= regions.length; step++) {
    const region = regions[(at + by * step + regions.length * step) % regions.length]!
    const entry = region === here ? null : entryOf(region)
    if (!entry) continue
    entry.focus()
    return true
  }
  return false
}
