import { useState } from 'react'
import type { AlikeDecision } from '../../../src-main/contract/alike.ts'
import type { TermRow } from '../../../src-main/contract/library-api.ts'
import { i18n } from '../../i18n/index.ts'
import { rowAt } from '../../state/terms.ts'
import { AlikeForm } from '../alike/AlikeForm.tsx'
import { useApp } from '../context.ts'
import { Frame } from './Frame.tsx'

/** "Drop all like this", and "Accept all like this": from the features of the term with the focus. */
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
  const { terms } = useApp()
  const [term] = useState<TermRow | undefined>(() => rowAt(terms.getState(), terms.getState().active))
  return term ? <AlikeForm term={term} decision={decision} /> : <p>{i18n._('Choose a term in the list first.')}</p>
}
