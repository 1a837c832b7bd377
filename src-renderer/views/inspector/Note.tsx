import { Textarea } from '@mantine/core'
import { useRef } from 'react'
import type { TermDetail } from '../../../src-main/contract/library-api.ts'
import { focusList } from '../../grid/focus.ts'
import { i18n } from '../../i18n/index.ts'
import { useKey } from '../../keys/useKey.ts'
import { useApp } from '../context.ts'
import { useDraft } from '../useDraft.ts'
import { focusText } from './focus-text.ts'
import { useEditRequest } from './useEditRequest.ts'

export function NoteSection({ term }: { term: TermDetail }) {
  const { host } = useApp()
  const field = useRef<HTMLTextAreaElement>(null)
  const draft = useDraft('note', term.id, term.note, async (note, library) => {
    await host.call('commands.do', { library, command: { type: 'set-note', concept: term.id, note } })
  })
  useEditRequest('note', term.id, () => focusText(field))
  const leave = () => {
    draft.flush()
    focusList()
  }
  const onKeyDown = useKey({ escape: leave, 'mod+enter': leave })
  return (
    <section className="section">
      <h3>{i18n._('Note')}</h3>
      <Textarea
        ref={field}
        aria-label={i18n._('Note')}
        placeholder={i18n._('Why it was kept, what to check… Exports carry it along.')}
        value={draft.text}
        onChange={(event) => draft.type(event.currentTarget.value)}
        onBlur={draft.flush}
        onKeyDown={onKeyDown}
      />
    </section>
  )
}
