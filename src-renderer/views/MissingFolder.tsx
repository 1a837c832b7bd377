import { ActionIcon, Button } from '@mantine/core'
import { IconFolderOff, IconX } from '@tabler/icons-react'
import { i18n } from '../i18n/index.ts'
import { useApp } from './context.ts'

/** A folder of the library is not where it was: a drive that is not plugged in, a folder that was moved, a library from another computer. */
export function MissingFolder({ folder, onClose }: { folder: string; onClose: () => void }) {
  const { act } = useApp()
  return (
    <div className="banner" role="alert">
      <IconFolderOff size={16} aria-hidden className="warn" />
      <span className="grow">
        {i18n._('The folder {folder} is not there. What was read of it is kept. Connect its drive, or say where it is now.', { folder })}
      </span>
      <Button onClick={() => act.show({ dialog: 'scan' })}>{i18n._('Relocate…')}</Button>
      <ActionIcon aria-label={i18n._('Dismiss')} onClick={onClose}>
        <IconX size={14} />
      </ActionIcon>
    </div>
  )
}
