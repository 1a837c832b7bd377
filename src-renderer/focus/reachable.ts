/** What the keyboard can be put on. */

const CANDIDATES = 'a[href], button, input, select, textarea, summary, [tabindex]'

/** Can an element take the focus at this moment? Not when it is switched off, hidden, or in a part that is inert. */
export function canFocus(element: HTMLElement): boolean {
  if (!element.isConnected || element.closest('[inert]') !== null) return false
  if (element.matches(':disabled') || !element.matches(CANDIDATES)) return false
  return element.checkVisibility({ visibilityProperty: true })
}

const isStop = (element: HTMLElement): boolean => element.tabIndex >= 0 && canFocus(element)

/** What Tab would come to in a part of the page, its root included: the first such element, or the last one. */
export function stopIn(root: Element, which: 'first' | 'last' = 'first'): HTMLElement | null {
  const all = [root, ...root.querySelectorAll(CANDIDATES)] as HTMLElement[]
  return (which === 'first' ? all.find(isStop) : all.findLast(isStop)) ?? null
}
