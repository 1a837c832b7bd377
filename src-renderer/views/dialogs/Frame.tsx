import { Modal } from '@mantine/core'
import type { ReactNode } from 'react'
import { focusList } from '../../grid/focus.ts'
import { i18n } from '../../i18n/index.ts'
import type { Dialog } from '../../state/ui.ts'
import { useApp, useUi } from '../context.ts'

/** Where the focus came from may be gone by now (the palette's field): then it goes to the list, and is never lost. */
const backToList = () => {
  const at = document.activeElement
  if (at === null || at === document.body) focusList()
}

/** One dialog: its contents exist only while it is open. The focus goes back to where it came from. */
export function Frame(props: { name: Dialog; title: string; size?: string; children: ReactNode }) {
  const { act } = useApp()
  const open = useUi((state) => state.dialog) === props.name
  return (
    <Modal
      opened={open}
      onClose={() => act.show({ dialog: null })}
      title={props.title}
      size={props.size ?? 'lg'}
      onExitTransitionEnd={backToList}
      closeButtonProps={{ 'aria-label': i18n._('Close') }}
    >
      {open && props.children}
    </Modal>
  )
}
