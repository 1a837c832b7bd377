import { useEffect, useRef } from 'react'
import type { EditField } from '../../state/ui.ts'
import { useUi } from '../context.ts'

/** Calls back once when the person asked to edit this field of this term, which the inspector may only now show. */
export function useEditRequest(field: EditField, concept: number, begin: () => void): void {
  const request = useUi((state) => state.edit)
  const handled = useRef(0)
  const latest = useRef(begin)
  latest.current = begin
  useEffect(() => {
    if (request?.field !== field || request.concept !== concept || handled.current === request.request) return
    handled.current = request.request
    latest.current()
  }, [request, field, concept])
}
