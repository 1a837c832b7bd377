/** Puts the keyboard into the list of the place people are at, be it a grid or a tree. */
export function focusList(): void {
  document.querySelector<HTMLElement>('.grid-scroll')?.focus()
}
