import { ActionIcon, Button } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { focusList } from '../../grid/focus.ts'
import { i18n } from '../../i18n/index.ts'
import { keyLabel, useKey } from '../../keys/useKey.ts'
import { useApp, useRuns, useUi } from '../context.ts'
import { Key } from '../parts.tsx'
import { Sheet } from './Sheet.tsx'

/** The scan sheet of a library just made, beside the list that fills: Enter goes into the list, options begin again. */
export function FirstSheet() {
  const { act } = useApp()
  const running = useRuns((state) => state.active !== null)
  const dialog = useUi((state) => state.dialog)
  const close = () => {
    act.show({ sheet: false })
    focusList()
  }
  const onKeyDown = useKey({ escape: close })
  return (
    <aside className="inspector" aria-label={i18n._('What was found')} onKeyDown={onKeyDown}>
      <div className="inspector-head row">
        <h2 className="grow">{i18n._('What was found')}</h2>
        <ActionIcon aria-label={i18n._('Close')} onClick={close}>
          <IconX size={16} />
        </ActionIcon>
      </div>
      <div className="section">
        <p className="sheet-intro">
          {running
            ? i18n._('Reading has begun. The files stay where they are; nothing is copied and nothing is sent.')
            : i18n._('The files stay where they are; nothing is copied and nothing is sent. Other options read them again.')}
        </p>
        <Sheet
          onDone={close}
          done={
            // Never out of a dialog: the sheet may come up behind one.
            <Button type="submit" autoFocus={dialog === null}>
              {i18n._('Go to the list')} <Key label={keyLabel('enter')} />
            </Button>
          }
        />
      </div>
    </aside>
  )
}
