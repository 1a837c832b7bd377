import { useShallow } from 'zustand/shallow'
import { type RunState, runState } from '../../state/run-state.ts'
import { useRuns, useSession } from '../context.ts'

/** The state of the open library's runs, drawn anew only when what is shown of it changes. */
export function useRunState(): RunState {
  const library = useSession((state) => state.library)
  const scan = useSession((state) => state.scan)
  const runs = useRuns(useShallow(({ active, paused, saving, progress }) => ({ active, paused, saving, progress })))
  const scanning = useSession((state) => state.scanning)
  return runState(library, scan, runs, scanning)
}
