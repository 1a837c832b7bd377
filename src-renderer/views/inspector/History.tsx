import { useEffect, useState } from 'react'
import type { DefinitionView, TermDetail } from '../../../src-main/contract/library-api.ts'
import { coreText } from '../../i18n/core-text.ts'
import { dateTime, i18n } from '../../i18n/index.ts'
import { useApp, useDetail } from '../context.ts'

/** What was done to this term and by whom: people's own commands, newest first, below them what it has from the machine. */
export function HistorySection({ term }: { term: TermDetail }) {
  const { detail } = useApp()
  const history = useDetail((state) => state.history)
  const [open, setOpen] = useState(false)
  useEffect(() => {
    if (open && history === null) void detail.actions.loadHistory()
  }, [open, history, detail])
  return (
    <section className="section">
      <details key={term.id} onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary>{i18n._('History')}</summary>
        {history?.length === 0 && <p className="dim">{i18n._('Nobody has changed this term.')}</p>}
        <ul className="history">
          {history?.map((entry) => (
            <li key={entry.id} className={entry.undone ? 'undone' : ''}>
              <span>
                {coreText(entry.label)}
                {entry.undone && <span className="visually-hidden"> {i18n._('undone')}</span>}
              </span>
              <span className="dim">
                <span className="chip accent">{i18n._('You')}</span> {dateTime(entry.time)}
              </span>
            </li>
          ))}
          {history &&
            machineSteps(term).map(({ what, who }) => (
              <li key={what}>
                <span>{what}</span>
                <span className="chip">{who}</span>
              </li>
            ))}
        </ul>
      </details>
    </section>
  )
}

/** What the definitions the machine has for the term come from. When it was is told by the runs. */
function machineSteps({ definitions }: TermDetail): { readonly what: string; readonly who: string }[] {
  const has = (kind: DefinitionView['kind']) => definitions.some((one) => one.kind === kind)
  const refined = definitions.some(({ refines }) => refines !== undefined)
  return [
    ...(refined ? [{ what: i18n._('Refined the definition'), who: i18n._('AI') }] : []),
    ...(has('written') ? [{ what: i18n._('Wrote a definition from the documents'), who: i18n._('AI') }] : []),
    ...(has('quoted') ? [{ what: i18n._('Quoted a definition from the documents'), who: i18n._('Run') }] : []),
    ...(has('context') ? [{ what: i18n._('Found its best context'), who: i18n._('Run') }] : []),
  ]
}
