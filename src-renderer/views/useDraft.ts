import { useEffect, useRef, useState } from 'react'
import type { Draft } from '../state/draft.ts'
import { useApp } from './context.ts'

/**
 * A text field's value that saves itself on every pause, on blur, unmount, page hide and before undo, and is kept where that fails (state/held-drafts.ts).
 * @param field what the field is called; `owner` what the text belongs to (a concept id): another owner is another draft, and the old one is saved first
 * @param stored what the host has; shown as soon as nothing unsaved stands in its way
 * @param save stores it in the library that was open when the field came up, whatever is open by then
 */
export function useDraft(field: string, owner: number, stored: string, save: (value: string, library: string) => Promise<void>) {
  const app = useApp()
  const latest = useRef(save)
  latest.current = save
  const [text, setText] = useState(stored)
  const draft = useRef<Draft | null>(null)

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new draft only for a new owner; `stored` is followed below.
  useEffect(() => {
    // The save of this owner is kept: when the owner changes, the text must not go to the next one.
    const mine = latest.current
    const library = app.session.getState().library!.id
    const key = `${library} ${field} ${owner}`
    const own = app.drafts.open(key, stored, (value) => mine(value, library), app.act.fail)
    draft.current = own
    setText(own.text)
    return () => void app.drafts.close(key).catch(app.act.fail)
  }, [field, owner, app])

  useEffect(() => {
    const own = draft.current
    if (own && !own.dirty && own.text !== stored) {
      own.reset(stored)
      setText(stored)
    }
  }, [stored])

  return {
    text,
    type: (value: string) => {
      setText(value)
      draft.current?.type(value)
    },
    flush: () => void draft.current?.flush().catch(app.act.fail),
  }
}
