import { useEffect, useRef } from 'react'
import { useApp, useUi } from './context.ts'

/** Carries out a command that is asked of the view that knows what it is about. @param command its id */
export function useAsked(command: string, run: () => void): void {
  const { act } = useApp()
  const asked = useUi((state) => state.asked)
  const latest = useRef(run)
  latest.current = run
  useEffect(() => {
    if (asked?.command !== command) return
    act.show({ asked: null })
    latest.current()
  }, [asked, command, act])
}
