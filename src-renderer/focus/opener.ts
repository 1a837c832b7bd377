import { focusPane } from './keeper.ts'
import { canFocus } from './reachable.ts'

/**
 * Where the focus goes when a dialog closes: to what opened it (WAI-ARIA APG, dialog pattern). Mantine's own return notes what has the focus in an effect
 * after its focus trap may have put it into the dialog, and then gives it back to a field that is gone; here it is noted before anything is drawn.
 */
let openers: readonly HTMLElement[] = []

/** To be called when a dialog is about to open. One that follows another goes back to where that one came from. */
export function rememberOpener(): void {
  const at = document.activeElement
  // The palette closes for what it opens, but is still in the page.
  if (at?.closest('[aria-modal=true]')) return
  openers = at instanceof HTMLElement && at !== document.body ? [at, ...holderOf(at)] : []
}

/** A menu goes away with its item, and a card with its buttons: what opened them stays. */
function holderOf(element: HTMLElement): HTMLElement[] {
  const holder = element.closest('[role=menu], [role=listbox], [role=dialog]')
  const target = holder?.id ? document.querySelector<HTMLElement>(`[aria-controls="${CSS.escape(holder.id)}"]`) : null
  return target ? [target] : []
}

/** To be called when no dialog is open any more. Who closed it and put the focus somewhere else meant it. */
export function giveBackFocus(): void {
  const at = document.activeElement
  if (at !== null && at !== document.body && at.closest('[role=dialog]') === null) return
  const opener = openers.find(canFocus)
  if (opener) opener.focus({ preventScroll: true })
  else focusPane()
}
