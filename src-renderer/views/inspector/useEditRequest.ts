import { useEffect, useRef } from 'react'
import type { EditField } from '../../state/ui.ts'
import { useApp, useUi } from '../context.ts'

/** Calls back once when the person asked to edit this field of this term, which the inspector may only now show. */
export function useEditRequest(field: EditField, concept: number, begin: () => void): void {
  const { act } = useApp()
  const request = useUi((state) => state.edit)
  const latest = useRef(begin)
  latest.current = begin
  useEffect(() => {
    if (request?.field !== field || request.concept !== concept) return
    // Taken back at once: a pane that is shown again must not take the focus for an old request.
    act.show({ edit: null })
    latest.current()
  }, [request, field, concept, act])
}
