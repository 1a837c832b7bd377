import { ActionIcon, Button, Tooltip } from '@mantine/core'
import { IconAlertTriangle, IconX } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import type { AppErrorData } from '../../src-main/contract/errors.ts'
import { i18n } from '../i18n/index.ts'
import { keyLabel } from '../keys/useKey.ts'
import { errorSentence } from '../state/errors.ts'

/** An error where it happened, until dismissed. */
export function ErrorNote({ error, onClose, onRetry }: { error: AppErrorData; onClose?: () => void; onRetry?: () => void }) {
  return (
    <div className="banner error" role="alert">
      <IconAlertTriangle size={16} aria-hidden className="bad" />
      <span className="grow">{errorSentence(error)}</span>
      {onRetry && (
        <Button variant="default" onClick={onRetry}>
          {i18n._('Try again')}
        </Button>
      )}
      {onClose && (
        <ActionIcon aria-label={i18n._('Dismiss')} onClick={onClose}>
          <IconX size={14} />
        </ActionIcon>
      )}
    </div>
  )
}

/** Why a list is empty, what will appear, and one button. */
export function EmptyNote({ title, children, action }: { title: string; children?: ReactNode; action?: ReactNode }) {
  return (
    <div className="empty">
      <h2>{title}</h2>
      {children && <p>{children}</p>}
      {action}
    </div>
  )
}

/** An icon button with its name and key. */
export function IconButton(props: {
  label: string
  keys?: string
  onClick: () => void
  children: ReactNode
  pressed?: boolean
  disabled?: boolean
}) {
  const label = props.keys ? `${props.label} (${keyLabel(props.keys)})` : props.label
  return (
    <Tooltip label={label}>
      <ActionIcon
        aria-label={props.label}
        aria-pressed={props.pressed}
        variant={props.pressed ? 'light' : 'subtle'}
        color={props.pressed ? 'cyan' : 'gray'}
        size="md"
        onClick={props.onClick}
        disabled={props.disabled ?? false}
      >
        {props.children}
      </ActionIcon>
    </Tooltip>
  )
}

/** The language attribute of text in a document language; without it Han characters may get another country's glyphs. */
export const lang = (language: string): string | undefined => (language === 'other' ? undefined : language)
