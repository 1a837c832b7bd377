import { useEffect } from 'react'
import { LEADER } from '../../keys/bindings.ts'
import { isEditable } from '../../keys/key.ts'
import { leadStep } from '../../keys/leader.ts'
import { keyLabel, nameOf } from '../../keys/useKey.ts'
import type { App } from '../../state/app.ts'
import { runSequence, sequencesOf } from '../../state/keys.ts'
import { useApp, useUi } from '../context.ts'
import { useKeySettings } from '../useKeys.ts'

/** Where letters mean something of their own. */
const isBusy = (target: EventTarget | null): boolean =>
  isEditable(target) || (target instanceof Element && target.closest('[role=menu], [role=dialog], [role=listbox]') !== null)

/** Listens before everybody else: the key after the leader must not reach the list, where it would decide terms. */
function useLeader(app: App, on: boolean): void {
  useEffect(() => {
    const lead = (leading: boolean) => app.act.show({ leading })
    if (!on) return lead(false)
    const press = (event: KeyboardEvent) => {
      const name = nameOf(event)
      const step = leadStep(app.ui.getState().leading, name, isBusy(event.target))
      if (step === 'pass') return
      lead(step === 'lead')
      if (step === 'leave') return
      event.preventDefault()
      event.stopPropagation()
      if (step === 'follow') runSequence(app, name)
    }
    const end = () => app.ui.getState().leading && lead(false)
    window.addEventListener('keydown', press, true)
    window.addEventListener('mousedown', end)
    window.addEventListener('blur', end)
    return () => {
      window.removeEventListener('keydown', press, true)
      window.removeEventListener('mousedown', end)
      window.removeEventListener('blur', end)
    }
  }, [app, on])
}

/** The leader key, and while it waits what can follow it. It waits until something is pressed: nobody has to be quick. */
export function Leader() {
  const app = useApp()
  useKeySettings()
  const dialog = useUi((state) => state.dialog)
  const leading = useUi((state) => state.leading)
  const next = sequencesOf(app.session.getState().settings)
  useLeader(app, next.length > 0 && dialog === null)
  return (
    <div role="status" className={leading ? 'leader-hint' : undefined}>
      {leading && (
        <>
          <kbd className="hint">{keyLabel(LEADER)}</kbd>
          {next.map(({ key, command }) => (
            <span key={key} className="leader-next">
              <kbd className="hint">{keyLabel(key)}</kbd> {command.label()}
            </span>
          ))}
        </>
      )}
    </div>
  )
}
