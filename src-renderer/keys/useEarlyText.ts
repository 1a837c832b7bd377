import { useEffect, useRef } from 'react'
import { nameOf } from './useKey.ts'

/**
 * Between the key that opens a field and the moment that field has the focus, what is typed is written into it, and no key does anything where the
 * focus still is: a fast hand must not decide on terms with the first letters of a search.
 * @param waiting is a field being opened, or open? Asked at each press: what React has drawn says it too late
 * @param field selector of what the field stands in; presses in there are its own
 * @param write appends to the field's text
 */
export function useEarlyText(waiting: () => boolean, field: string, write: (text: string) => void): void {
  const latest = useRef({ waiting, write })
  latest.current = { waiting, write }
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (!latest.current.waiting()) return
      if (event.target instanceof Element && event.target.closest(field) !== null) return
      const name = nameOf(event)
      if (name === '' || /^(?:mod|alt|other)\+|^escape$|tab$/.test(name)) return
      event.preventDefault()
      event.stopPropagation()
      if ([...event.key].length === 1) latest.current.write(event.key)
    }
    window.addEventListener('keydown', listen, true)
    return () => window.removeEventListener('keydown', listen, true)
  }, [field])
}
