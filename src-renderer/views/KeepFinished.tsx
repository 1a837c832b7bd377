import { Button } from '@mantine/core'
import { useEffect, useState } from 'react'
import type { RunRow } from '../../src-main/contract/run.ts'
import { i18n } from '../i18n/index.ts'
import { useApp, useSession } from './context.ts'

const isUnfinished = ({ status }: RunRow): boolean => status === 'failed' || status === 'interrupted' || status === 'cancelled'

/** How many items a run that ended early left finished; null while nobody knows, 0 when there is nothing to keep. */
export function useFinished(run: RunRow | null): number | null {
  const { host, act } = useApp()
  const library = useSession((state) => state.library?.id)
  const undo = useSession((state) => state.undo.undo?.id)
  const id = run && isUnfinished(run) ? run.id : null
  const [finished, setFinished] = useState<number | null>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: keeping them, and taking that back, changes the number.
  useEffect(() => {
    let current = true
    setFinished(null)
    if (id !== null && library !== undefined)
      host.call('runs.finished', { library, run: id }).then((n) => current && setFinished(n), act.fail)
    return () => {
      current = false
    }
  }, [host, act, library, id, undo])
  return finished
}

/** Takes over what a run that ended early had finished, as one step; says how much that is before it does. */
export function KeepFinished({ run, finished }: { run: RunRow; finished: number }) {
  const { host, act, session } = useApp()
  const keep = async () => {
    const library = session.getState().library
    if (!library) return
    await host.call('runs.keepFinished', { library: library.id, run: run.id })
    act.say(i18n._('{n, plural, one {Kept # finished item} other {Kept # finished items}}', { n: finished }), true)
  }
  return (
    <Button variant="default" onClick={() => void keep().catch(act.fail)}>
      {i18n._('{n, plural, one {Keep the # finished} other {Keep the # finished}}', { n: finished })}
    </Button>
  )
}
