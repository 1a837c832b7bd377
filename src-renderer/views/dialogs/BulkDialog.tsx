import { useEffect, useRef, useState } from 'react'
import type { AlikeDecision } from '../../../src-main/contract/alike.ts'
import type { TermRow } from '../../../src-main/contract/library-api.ts'
import { i18n } from '../../i18n/index.ts'
import { focused, inHand } from '../../state/peek.ts'
import { AlikeForm } from '../alike/AlikeForm.tsx'
import { useApp } from '../context.ts'
import { Frame } from './Frame.tsx'

/** "Drop all like this", and "Accept all like this": from the features of the term in hand. */
export function BulkDialog({ decision }: { decision: AlikeDecision }) {
  const dropping = decision === 'dropped'
  return (
    <Frame
      name={dropping ? 'bulk' : 'bulk-accept'}
      title={dropping ? i18n._('Drop all like this') : i18n._('Accept all like this')}
      size="xl"
    >
      <Start decision={decision} />
    </Frame>
  )
}

/** The list may move on behind the dialog: the term that was in hand when it opened stays the one it is about. */
function Start({ decision }: { decision: AlikeDecision }) {
  const app = useApp()
  // Null where there is none; undefined while it is asked for.
  const [term, setTerm] = useState<TermRow | null | undefined>(() => inHand(app))
  const [late] = useState(term === undefined)
  const form = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (!late) return
    let current = true
    focused(app).then((found) => current && setTerm(found), app.act.fail)
    return () => {
      current = false
    }
  }, [app, late])
  useEffect(() => {
    // The dialog has given its focus away by now.
    if (late && term) form.current?.querySelector<HTMLElement>('[data-autofocus]')?.focus()
  }, [late, term])
  if (term === undefined) return <p role="status">…</p>
  if (term === null) return <p>{i18n._('Choose a term in the list first.')}</p>
  return (
    <div ref={form}>
      <AlikeForm term={term} decision={decision} />
    </div>
  )
}
