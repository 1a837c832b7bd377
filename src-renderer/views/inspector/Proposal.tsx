import { Button, Textarea } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import type { DefinitionView, TermDetail } from '../../../src-main/contract/library-api.ts'
import { i18n } from '../../i18n/index.ts'
import { useKey } from '../../keys/useKey.ts'
import { keepDefinition, madeOne, takeDefinition } from '../../state/proposals.ts'
import { useApp } from '../context.ts'
import { Changes } from '../models/Changes.tsx'
import { bothTexts } from '../models/diff.ts'
import { lang } from '../parts.tsx'
import { Shown } from './Definition.tsx'
import { focusText } from './focus-text.ts'
import { useEditRequest } from './useEditRequest.ts'

/** What a later run proposes beside people's own definition: kept, taken, or both made into one. Each can be undone. */
export function Proposal({ term, proposal }: { term: TermDetail; proposal: DefinitionView }) {
  const app = useApp()
  const [merging, setMerging] = useState(false)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another term ends the merging of this one.
  useEffect(() => setMerging(false), [term.id])
  useEditRequest('proposal', term.id, () => setMerging(true))
  const mine = term.definitions[0]?.text ?? ''
  return (
    <section className="proposal" aria-label={i18n._('Proposal')}>
      <strong>{i18n._('A later run found')}</strong>
      <Shown definition={proposal} language={term.language} />
      <details>
        <summary>{i18n._('Compared with mine')}</summary>
        <Changes before={mine} after={proposal.text} lang={lang(term.language)} />
      </details>
      {merging ? (
        <MergeEditor term={term} mine={mine} proposal={proposal} onDone={() => setMerging(false)} />
      ) : (
        <div className="row wrap" style={{ marginTop: 6 }}>
          <Button variant="default" onClick={() => void keepDefinition(app, term)}>
            {i18n._('Keep mine')}
          </Button>
          <Button variant="default" onClick={() => void takeDefinition(app, term)}>
            {i18n._('Use it instead of mine')}
          </Button>
          <Button variant="default" onClick={() => setMerging(true)}>
            {i18n._('Merge both…')}
          </Button>
        </div>
      )}
    </section>
  )
}

/** Both texts in one field, to be made into one. Nothing is changed before it is saved: the proposal stays beside it while people write. */
function MergeEditor({ term, mine, proposal, onDone }: { term: TermDetail; mine: string; proposal: DefinitionView; onDone: () => void }) {
  const { act } = useApp()
  const field = useRef<HTMLTextAreaElement>(null)
  const [text, setText] = useState(() => bothTexts(mine, proposal.text, term.language))
  const leave = () => {
    onDone()
    document.querySelector<HTMLElement>('[role=grid]')?.focus()
  }
  const save = async () => {
    if (text.trim() === '') return
    if (await act.command(madeOne(term, text, proposal))) {
      act.say(i18n._('Both made into one'), true)
      leave()
    }
  }
  const onKeyDown = useKey({ 'mod+enter': () => void save() })
  useEffect(() => focusText(field), [])
  return (
    <div className="stack" style={{ gap: 6, marginTop: 6 }}>
      <Textarea
        ref={field}
        lang={lang(term.language)}
        label={i18n._('Both in one')}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      <div className="row">
        <Button onClick={() => void save()} disabled={text.trim() === ''}>
          {i18n._('Save as mine')}
        </Button>
        <Button variant="subtle" onClick={leave}>
          {i18n._('Not now')}
        </Button>
      </div>
    </div>
  )
}
