import { focusList } from '../grid/focus.ts'
import { canFocus, stopIn } from './reachable.ts'
import { regionOf, rememberFocus } from './regions.ts'

/**
 * The keyboard is never left with nothing (WCAG 2.4.3, 3.2.1): when what has the focus is taken out of the page or switched off – a banner that is closed,
 * a word removed from a list, a button that has nothing left to do – the focus goes to what stands beside it, else to the list.
 */

/** An element with what stood beside it when it had the focus. */
interface Step {
  readonly element: Element
  readonly next: Element | null
  readonly previous: Element | null
}

const stepOf = (element: Element): Step => ({ element, next: element.nextElementSibling, previous: element.previousElementSibling })

/** From an element up to the part of the window, or the dialog, it is in. */
function stepsFrom(element: Element): Step[] {
  const end = element.closest('[role=dialog]') ?? regionOf(element) ?? document.body
  const steps: Step[] = []
  for (let at: Element | null = element; at !== null && at !== end && at !== document.body; at = at.parentElement) steps.push(stepOf(at))
  return steps
}

/** What can take the focus nearest to where it was. */
function beside(steps: readonly Step[]): HTMLElement | null {
  for (const { element, next, previous } of steps) {
    const now = element.isConnected ? stepOf(element) : { next, previous }
    const after = now.next?.isConnected ? stopIn(now.next) : null
    if (after) return after
    const before = now.previous?.isConnected ? stopIn(now.previous, 'last') : null
    if (before) return before
  }
  return null
}

/** The list of the place people are at, else its pane, which has no ring of its own but takes keys. */
export function focusPane(): void {
  focusList()
  if (document.activeElement?.matches('.grid-scroll')) return
  const pane = document.querySelector<HTMLElement>('.main-split .pane, main')
  if (!pane) return
  pane.tabIndex = -1
  pane.focus()
}

/** Where nothing beside it is left: the open dialog, else the pane. */
function anywhere(): void {
  const dialog = [...document.querySelectorAll<HTMLElement>('[role=dialog]')].findLast((one) => one.checkVisibility())
  if (dialog) stopIn(dialog)?.focus()
  else focusPane()
}

/** Others who put the focus somewhere themselves do it within this time. */
const FRAMES = 3

/** Watches over the focus of the whole page. @returns the way to stop */
export function keepFocus(): () => void {
  let last: HTMLElement | null = null
  let steps: Step[] = []
  let waiting = 0
  const lost = () => last !== null && (document.activeElement === document.body || document.activeElement === null)
  const mend = () => {
    if (!lost()) return
    if (canFocus(last!)) last!.focus()
    else (beside(steps) ?? { focus: anywhere }).focus()
  }
  const look = () => {
    if (waiting > 0 || !lost()) return
    waiting = FRAMES
    const frame = () => {
      waiting--
      if (waiting === 0) mend()
      else if (lost()) requestAnimationFrame(frame)
      else waiting = 0
    }
    requestAnimationFrame(frame)
  }
  const onFocus = (event: FocusEvent) => {
    if (!(event.target instanceof HTMLElement) || event.target === document.body) return
    last = event.target
    steps = stepsFrom(last)
    rememberFocus(last)
  }
  // Who clicks beside everything that takes the focus wants nothing to have it.
  const onPointer = (event: PointerEvent) => {
    if (event.target instanceof Element && event.target.closest('button, a, input, textarea, select, summary, label, [tabindex]') === null)
      last = null
  }
  document.addEventListener('focusin', onFocus)
  document.addEventListener('focusout', look)
  document.addEventListener('pointerdown', onPointer, true)
  const changes = new MutationObserver(look)
  changes.observe(document.body, { childList: true, subtree: true, attributeFilter: ['disabled', 'inert', 'hidden'] })
  return () => {
    changes.disconnect()
    document.removeEventListener('focusin', onFocus)
    document.removeEventListener('focusout', look)
    document.removeEventListener('pointerdown', onPointer, true)
  }
}
