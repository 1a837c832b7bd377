import { Button, Popover, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { ProblemView } from '../../../src-main/contract/library-api.ts'
import { i18n } from '../../i18n/index.ts'
import { useKey } from '../../keys/useKey.ts'
import { decisionNotice } from '../../state/app.ts'
import { useApp, useRuns } from '../context.ts'

/** What mends a problem: each a button, each one step to undo. */

type Kind = ProblemView['kind']
/** Problems a model can mend by writing the definition anew. */
const MENDABLE: ReadonlySet<Kind> = new Set(['unclear', 'contradiction', 'circular', 'unsupported', 'missing-relation'])
/** Kinds of which a definition is what people would change. */
const DEFINITION: ReadonlySet<Kind> = new Set([
  'unclear',
  'contradiction',
  'circular',
  'unsupported',
  'missing-definition',
  'source-changed',
])

export function ProblemActions({ problem }: { problem: ProblemView }) {
  const { kind, action, conceptIds } = problem
  const several = conceptIds.length > 1
  return (
    <div className="row wrap">
      {several && (action === 'merge' || kind === 'duplicate') && <Merge problem={problem} />}
      {kind === 'missing-relation' && several && <Relate problem={problem} />}
      {(action === 'exclude' || kind === 'unnecessary') && <Drop problem={problem} />}
      {(action === 'edit-definition' || DEFINITION.has(kind)) && <Edit problem={problem} />}
      {kind === 'contradiction' && <Split problem={problem} />}
      <Show problem={problem} />
      <AskAgain problem={problem} />
      {!problem.ignored && <IgnoreBecause problem={problem} />}
    </div>
  )
}

function Merge({ problem: { conceptIds } }: { problem: ProblemView }) {
  const { act } = useApp()
  const [into, ...others] = conceptIds
  const merge = async () => {
    if (await act.command({ type: 'merge', into: into!, concepts: others })) act.say(i18n._('Merged'), true)
  }
  return (
    <>
      <Button onClick={() => void merge()}>{i18n._('Merge')}</Button>
      <Button variant="default" onClick={() => act.show({ dialog: 'merge-problem', about: conceptIds })}>
        {i18n._('Choose the preferred one…')}
      </Button>
    </>
  )
}

function Relate({ problem: { conceptIds } }: { problem: ProblemView }) {
  const { act } = useApp()
  const [concept, ...others] = conceptIds
  const relate = async () => {
    if (await act.command({ type: 'relate', concept: concept!, to: others, on: true })) act.say(i18n._('Related'), true)
  }
  return <Button onClick={() => void relate()}>{i18n._('Add the link')}</Button>
}

function Drop({ problem: { conceptIds } }: { problem: ProblemView }) {
  const { act } = useApp()
  const drop = async () => {
    if (await act.command({ type: 'decide', concepts: conceptIds, decision: 'dropped' }))
      act.say(decisionNotice('dropped', conceptIds.length), true)
  }
  return <Button onClick={() => void drop()}>{i18n._('Drop')}</Button>
}

function Edit({ problem: { conceptIds } }: { problem: ProblemView }) {
  const { act } = useApp()
  const [concept] = conceptIds
  if (concept === undefined) return null
  const edit = async () => {
    await act.goToTerm(concept)
    act.show({ edit: { field: 'definition', concept } })
  }
  return <Button onClick={() => void edit()}>{i18n._('Edit the definition')}</Button>
}

/** Two senses under one word: the forms of one of them become a term of their own. */
function Split({ problem: { conceptIds } }: { problem: ProblemView }) {
  const { act } = useApp()
  const [concept] = conceptIds
  if (concept === undefined) return null
  return (
    <Button variant="default" onClick={() => act.show({ dialog: 'split', about: conceptIds })}>
      {i18n._('Split the term…')}
    </Button>
  )
}

function Show({ problem: { conceptIds } }: { problem: ProblemView }) {
  const { act } = useApp()
  const [concept] = conceptIds
  if (concept === undefined) return null
  return (
    <Button variant="subtle" onClick={() => void act.goToTerm(concept)}>
      {i18n._('Show the term')}
    </Button>
  )
}

const AGAIN = {
  review: () => i18n._('Check these again'),
  generate: () => i18n._('Define again'),
  refine: () => i18n._('Let the model mend it'),
}

function AskAgain({ problem: { kind, fixed, conceptIds } }: { problem: ProblemView }) {
  const { runs } = useApp()
  const running = useRuns((state) => state.active !== null)
  const scope = kind === 'not-checked' || fixed ? 'review' : kind === 'source-changed' ? 'generate' : MENDABLE.has(kind) ? 'refine' : null
  if (scope === null) return null
  const ask = () => void runs.actions.start(scope, { concepts: conceptIds, again: true })
  return (
    <Button variant="default" disabled={running} onClick={ask}>
      {AGAIN[scope]()}
    </Button>
  )
}

/** Put aside for good, with the reason for whoever asks later. */
function IgnoreBecause({ problem }: { problem: ProblemView }) {
  const { act } = useApp()
  const [open, setOpen] = useState(false)
  const [reason, setReason] = useState('')
  const ignore = () => {
    setOpen(false)
    setReason('')
    void act.command({ type: 'ignore-problem', fingerprint: problem.fingerprint, on: true, reason })
  }
  // Not the popover's own: it closes on the Escape of an input method too.
  const onKeyDown = useKey({ enter: ignore, escape: () => setOpen(false) })
  return (
    <Popover opened={open} onChange={setOpen} trapFocus closeOnEscape={false} withinPortal transitionProps={{ duration: 0 }}>
      <Popover.Target>
        <Button variant="default" onClick={() => setOpen(!open)}>
          {i18n._('Ignore because…')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <div className="row" style={{ alignItems: 'end' }}>
          <TextInput
            label={i18n._('Reason')}
            value={reason}
            maxLength={500}
            data-autofocus
            onChange={(event) => setReason(event.currentTarget.value)}
            onKeyDown={onKeyDown}
          />
          <Button onClick={ignore} disabled={reason.trim() === ''}>
            {i18n._('Ignore it')}
          </Button>
        </div>
      </Popover.Dropdown>
    </Popover>
  )
}
