import { type RefObject, useEffect, useRef } from 'react'

/**
 * Makes a field and the list below it the combobox of the ARIA pattern. The palette's library marks the entry that Enter takes with an attribute of its own that
 * no screen reader knows, so this says the same in theirs: each entry is an option, one of them selected, and the field names it as the active one.
 * @param field of the palette; looked for whenever the palette is `open` @param list id of the element that holds the entries
 * @param onFirst the first entry was marked since none was: arrow keys go on from it
 */
export function useCombobox(open: boolean, field: RefObject<HTMLInputElement | null>, list: string, onFirst: () => void): void {
  const latest = useRef(onFirst)
  latest.current = onFirst
  useEffect(() => {
    if (!open) return
    const tell = () => {
      const input = field.current
      if (!input) return
      const entries = [...(document.getElementById(list)?.querySelectorAll<HTMLElement>('[data-action]') ?? [])]
      // What comes in while somebody types comes in unmarked, and Enter takes the first of it all the same: so that is what is marked.
      if (input.value !== '' && entries.length > 0 && entries.every((entry) => entry.dataset.selected === undefined)) {
        entries[0]!.dataset.selected = 'true'
        latest.current()
      }
      const active = entries.find((entry) => entry.dataset.selected !== undefined)
      for (const [at, entry] of entries.entries()) {
        put(entry, 'id', `${list}-${at}`)
        put(entry, 'role', 'option')
        put(entry, 'aria-selected', String(entry === active))
      }
      put(input, 'aria-expanded', String(entries.length > 0))
      put(input, 'aria-controls', entries.length > 0 ? list : null)
      put(input, 'aria-activedescendant', active?.id ?? null)
    }
    tell()
    const changes = new MutationObserver(tell)
    changes.observe(document.body, { childList: true, subtree: true, attributeFilter: ['data-selected'] })
    return () => changes.disconnect()
  }, [open, field, list])
}

/** Only where it changes something, so that the observer is not set off by itself. */
function put(element: Element, name: string, value: string | null): void {
  if (element.getAttribute(name) === value) return
  if (value === null) element.removeAttribute(name)
  else element.setAttribute(name, value)
}
