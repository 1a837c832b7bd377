import { Modal } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { giveBackFocus } from '../../focus/opener.ts'
import { i18n } from '../../i18n/index.ts'
import type { Dialog } from '../../state/ui.ts'
import { useApp, useUi } from '../context.ts'
import { ErrorNote } from '../parts.tsx'

/**
 * One dialog: its contents exist only while it is open. The focus goes back to where it came from.
 * @param props.about a sentence screen readers say after the title; without one they say the title alone
 */
export function Frame(props: { name: Dialog; title: string; about?: string; size?: string; children: ReactNode }) {
  const { act, ui } = useApp()
  const open = useUi((state) => state.dialog) === props.name
  const giveBackUnlessOpen = () => ui.getState().dialog === null && giveBackFocus()
  const id = `dialog-${props.name}`
  return (
    <Modal
      id={id}
      opened={open}
      onClose={() => act.show({ dialog: null })}
      title={props.title}
      size={props.size ?? 'lg'}
      returnFocus={false}
      // Closed as fast as it was opened, it may have taken the focus on its way out.
      onExitTransitionEnd={giveBackUnlessOpen}
      closeButtonProps={{ 'aria-label': i18n._('Close') }}
      // Left to itself the dialog names all it holds as its description, and a screen reader would read all of it whenever it opens.
      attributes={{ body: { id: undefined } }}
    >
      <span id={`${id}-body`} hidden>
        {props.about}
      </span>
      {open && <Failed />}
      {open && props.children}
    </Modal>
  )
}

/** What went wrong since a dialog was opened is said in it, not only behind it. */
function Failed() {
  const { act, ui } = useApp()
  const [before] = useState(() => ui.getState().error)
  const error = useUi((state) => state.error)
  return error === null || error === before ? null : <ErrorNote error={error} onClose={() => act.show({ error: null })} />
}
