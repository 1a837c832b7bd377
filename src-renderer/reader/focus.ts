/** Puts the keyboard into the text of the reader, once it is drawn. */
export function focusReader(): void {
  requestAnimationFrame(() => document.querySelector<HTMLElement>('.reader-body')?.focus({ preventScroll: true }))
}
