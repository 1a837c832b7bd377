import { ActionIcon, Button, Tooltip } from '@mantine/core'
import { IconAlertTriangle, IconX } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import type { AppErrorData } from '../../src-main/contract/errors.ts'
import { hasCjk } from '../../src-main/contract/text/fold.ts'
import { i18n } from '../i18n/index.ts'
import { errorSentence } from '../state/errors.ts'
import { useKeyLabel } from './useKeys.ts'

/** An error where it happened, until dismissed. @param props.quiet it is said elsewhere, in the dialog in front of it */
export function ErrorNote(props: { error: AppErrorData; quiet?: boolean; onClose?: () => void; onRetry?: () => void }) {
  const { error, quiet, onClose, onRetry } = props
  return (
    <div className="banner error" role={quiet === true ? undefined : 'alert'}>
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
/** Stands where a part of the window is loaded that is wanted for the first time: it is on its way, and screen readers wait for it. @param className of what comes, where its size counts */
export const OnItsWay = ({ className }: { className?: string }) => <div className={className} aria-busy="true" />

export function EmptyNote({ title, children, action }: { title: string; children?: ReactNode; action?: ReactNode }) {
  return (
    <div className="empty">
      <h2>{title}</h2>
      {children && <p>{children}</p>}
      {action}
    </div>
  )
}

/** An icon button with its name, and the key of the command it does. */
export function IconButton(props: {
  label: string
  command?: string
  onClick: () => void
  children: ReactNode
  pressed?: boolean
  disabled?: boolean
}) {
  const key = useKeyLabel(props.command ?? '')
  const label = key ? `${props.label} (${key})` : props.label
  return (
    <Tooltip label={label}>
      <ActionIcon
        aria-label={props.label}
        aria-pressed={props.pressed}
        variant={props.pressed ? 'light' : 'subtle'}
        color={props.pressed ? 'cyan' : 'gray'}
        size="md"
        onClick={() => props.disabled !== true && props.onClick()}
        // Said to be off and not switched off: a button that takes itself off (Undo, the last time) would throw the keyboard out of itself.
        aria-disabled={props.disabled === true ? true : undefined}
        data-disabled={props.disabled === true}
      >
        <span aria-hidden className="contents">
          {props.children}
        </span>
      </ActionIcon>
    </Tooltip>
  )
}

/** The key of a command beside its button, where it has one. */
export function Hint({ command }: { command: string }) {
  const key = useKeyLabel(command)
  return key === '' ? null : <Key label={key} />
}

/** A key, for the eye: screen readers hear of keys from the shortcut sheet. */
export const Key = ({ label }: { label: string }) => (
  <kbd aria-hidden className="hint">
    {label}
  </kbd>
)

/**
 * The language attribute of words whose language is stored nowhere (a word of a list, a passage that was found): Japanese where they have such characters,
 * English where they have letters of it.
 */
export const guessedLang = (text: string): 'ja' | 'en' | undefined => (hasCjk(text) ? 'ja' : /[a-z]/i.test(text) ? 'en' : undefined)

/** The language attribute of text in a document language; without it Han characters may get another country's glyphs. */
export const lang = (language: string): string | undefined => (language === 'other' ? undefined : language)
