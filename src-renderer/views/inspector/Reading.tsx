import { TextInput } from '@mantine/core'
import { useState } from 'react'
import type { TermDetail } from '../../../src-main/contract/library-api.ts'
import { i18n } from '../../i18n/index.ts'
import { useKey } from '../../keys/useKey.ts'
import { useApp } from '../context.ts'

/** The reading of a Japanese headword; a guessed one asks to be checked. */
export function ReadingField({ term }: { term: TermDetail }) {
  const { act } = useApp()
  const [text, setText] = useState<string | null>(null)
  // Escape too: it never discards what was typed; undo does.
  const commit = () => {
    const value = text?.trim()
    setText(null)
    if (value !== undefined && value !== (term.reading ?? ''))
      void act.command({ type: 'set-reading', concept: term.id, reading: value === '' ? null : value })
  }
  const onKeyDown = useKey({ enter: commit, escape: commit })
  if (term.language !== 'ja') return null
  if (text === null)
    return (
      <button type="button" className="link-button" onClick={() => setText(term.reading ?? '')}>
        {term.reading ? (
          <>
            <span className="visually-hidden">{i18n._('Reading')}: </span>
            <span lang="ja">{term.reading}</span>
          </>
        ) : (
          i18n._('Add a reading')
        )}
        {term.reading && !term.readingSure && <span className="warn"> · {i18n._('check')}</span>}
      </button>
    )
  return (
    <TextInput
      autoFocus
      lang="ja"
      aria-label={i18n._('Reading')}
      value={text}
      onChange={(event) => setText(event.currentTarget.value)}
      onBlur={commit}
      onKeyDown={onKeyDown}
    />
  )
}
