import { Button, Modal } from '@mantine/core'
import { useEffect, useState } from 'react'
import type { ModelLogEntry } from '../../../src-main/contract/models-api.ts'
import { dateTime, i18n } from '../../i18n/index.ts'
import { useApp, useSession } from '../context.ts'
import { durationLabel } from '../labels.ts'

/** What a run sent to its model and what came back, as text; page after page. */
export function ModelLogButton({ run }: { run: number }) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button variant="default" onClick={() => setOpen(true)}>
        {i18n._('Model log')}
      </Button>
      <Modal
        opened={open}
        onClose={() => setOpen(false)}
        size="xl"
        title={i18n._('What run {n} asked the model', { n: run })}
        closeButtonProps={{ 'aria-label': i18n._('Close') }}
      >
        {open && <Entries run={run} />}
      </Modal>
    </>
  )
}

/** Long texts scroll, by keyboard too. */
const Text = ({ text, label }: { text: string; label: string }) => (
  // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard.
  <section className="model-text" tabIndex={0} aria-label={label}>
    {text}
  </section>
)

interface Read {
  readonly entries: readonly ModelLogEntry[]
  readonly next: number | null
}

function Entries({ run }: { run: number }) {
  const { host, act } = useApp()
  const library = useSession((state) => state.library?.id)
  const [read, setRead] = useState<Read>({ entries: [], next: 0 })
  const [ready, setReady] = useState(false)
  const more = (from: number) => {
    if (library === undefined) return
    void host.call('runs.modelLog', { library, run, from }).then(({ entries, next }) => {
      setRead((before) => ({ entries: [...before.entries, ...entries], next }))
      setReady(true)
    }, act.fail)
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: the first page, once.
  useEffect(() => more(0), [])
  if (ready && read.entries.length === 0)
    return <p className="dim">{i18n._('This run kept no model log. It is switched on in the settings, for the runs after it.')}</p>
  return (
    <div className="stack">
      {read.entries.map((entry, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: entries are only ever added at the end.
        <details key={index}>
          <summary>
            {dateTime(entry.time)} · {entry.stage} · {durationLabel(entry.ms)} ·{' '}
            {entry.answer === null ? <span className="bad">{i18n._('no answer')}</span> : `${entry.promptTokens} + ${entry.outputTokens}`}
          </summary>
          {entry.messages.map(({ role, content }, place) => (
            <div key={`${role}${place < 0 ? '' : place}`}>
              <strong>{role}</strong>
              <Text text={content} label={role} />
            </div>
          ))}
          <strong>{i18n._('Answer')}</strong>
          <Text text={entry.answer ?? entry.error ?? ''} label={i18n._('Answer')} />
        </details>
      ))}
      {read.next !== null && ready && (
        <Button variant="default" onClick={() => more(read.next ?? 0)}>
          {i18n._('More')}
        </Button>
      )}
    </div>
  )
}
