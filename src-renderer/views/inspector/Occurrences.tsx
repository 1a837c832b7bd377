import { useEffect, useState } from 'react'
import type { TermDetail } from '../../../src-main/contract/library-api.ts'
import { count, i18n } from '../../i18n/index.ts'
import { useApp, useDetail } from '../context.ts'
import { Source } from './Definition.tsx'

const FIRST = 20

/** Where the term is used; read from the library when opened. */
export function OccurrencesSection({ term }: { term: TermDetail }) {
  const { detail } = useApp()
  const occurrences = useDetail((state) => state.occurrences)
  const [open, setOpen] = useState(false)
  const [all, setAll] = useState(false)
  useEffect(() => {
    setAll(false)
    if (open && occurrences === null) void detail.actions.loadOccurrences()
  }, [open, occurrences, detail])
  const shown = all ? occurrences : occurrences?.slice(0, FIRST)
  return (
    <section className="section">
      <details open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary>
          {i18n._('Occurrences')} <span className="side-count">{count(term.frequency)}</span>
        </summary>
        {shown?.map((passage, index) => (
          <Source key={`${passage.contentHash}:${passage.start}`} source={passage} number={index + 1} />
        ))}
        {occurrences && occurrences.length > FIRST && !all && (
          <button type="button" className="link-button" style={{ marginTop: 6 }} onClick={() => setAll(true)}>
            {i18n._('Show all {n}', { n: count(occurrences.length) })}
          </button>
        )}
        {occurrences?.length === 0 && <p className="dim">{i18n._('It does not occur in the documents that were read.')}</p>}
      </details>
    </section>
  )
}
