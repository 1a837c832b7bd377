import type { RefObject } from 'react'

/** Puts the keyboard into a text field, behind what is in it: people go on writing. A browser would put it before the first letter. */
export function focusText({ current }: RefObject<HTMLTextAreaElement | null>): void {
  current?.focus()
  current?.setSelectionRange(current.value.length, current.value.length)
}
