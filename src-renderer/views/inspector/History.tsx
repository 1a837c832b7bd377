import { useEffect, useState } from 'react'
import type { TermDetail } from '../../../src-main/contract/library-api.ts'
import { coreText } from '../../i18n/core-text.ts'
import { dateTime, i18n } from '../../i18n/index.ts'
import { useApp, useDetail } from '../context.ts'

/** What people did to this term, newest first. */
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
              <span className="dim">{dateTime(entry.time)}</span>
            </li>
          ))}
        </ul>
      </details>
    </section>
  )
}
