import { Button } from '@mantine/core'
import { useCallback, useEffect, useRef, useState } from 'react'
import type { ConceptId, TermRow } from '../../../src-main/contract/library-api.ts'
import { count, i18n } from '../../i18n/index.ts'
import { useApp, useSession } from '../context.ts'
import { EmptyNote } from '../parts.tsx'
import { ReadingRow } from './ReadingRow.tsx'

const PAGE = 100

interface Loaded {
  readonly rows: readonly TermRow[]
  readonly total: number
  readonly unsure: number
}

/** Readings of Japanese terms, those to be checked first: type kana or romaji, Enter goes on. The order stays until the list is loaded again. */
export function ReadingsPane() {
  const app = useApp()
  const library = useSession((state) => state.library?.id ?? '')
  const undone = useSession((state) => state.undo)
  const [loaded, setLoaded] = useState<Loaded | null>(null)
  const list = useRef<HTMLOListElement>(null)
  const shown = useRef(0)

  const load = useCallback(
    async (from: number, limit: number) => {
      const page = await app.host.call('readings.page', { library, from, limit })
      setLoaded((before) => ({ ...page, rows: from === 0 ? page.rows : [...(before?.rows ?? []), ...page.rows] }))
    },
    [app, library],
  )
  useEffect(() => void load(0, PAGE).catch(app.act.fail), [load, app])

  shown.current = loaded?.rows.length ?? 0
  // What an undo or another window changed shows in place: rows keep their order.
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked again whenever the history changed.
  useEffect(() => {
    if (shown.current === 0) return
    const update = async () => {
      const page = await app.host.call('readings.page', { library, from: 0, limit: Math.min(1000, Math.max(PAGE, shown.current)) })
      const fresh = new Map(page.rows.map((row) => [row.id, row]))
      setLoaded((before) => before && { total: page.total, unsure: page.unsure, rows: before.rows.map((row) => fresh.get(row.id) ?? row) })
    }
    void update().catch(app.act.fail)
  }, [undone])

  const save = useCallback(
    async (concept: ConceptId, reading: string | null) => {
      await app.act.command({ type: 'set-reading', concept, reading })
      const { reading: now, readingSure } = await app.host.call('terms.detail', { library, concept })
      setLoaded((before) => {
        if (!before) return before
        const old = before.rows.find((row) => row.id === concept)
        const by = old && old.readingSure !== readingSure ? (readingSure ? -1 : 1) : 0
        return {
          ...before,
          unsure: before.unsure + by,
          rows: before.rows.map((row) => (row.id === concept ? { ...row, reading: now, readingSure } : row)),
        }
      })
    },
    [app, library],
  )

  const move = useCallback((from: HTMLElement, by: number) => {
    const fields = [...(list.current?.querySelectorAll<HTMLInputElement>('input') ?? [])]
    const next = fields[fields.indexOf(from as HTMLInputElement) + by]
    next?.focus()
    next?.select()
  }, [])

  return (
    <section className="pane" aria-label={i18n._('Readings')}>
      <div className="pane-head">
        <h2 className="pane-title">{i18n._('Readings')}</h2>
        <span className="dim grow" role="status">
          {loaded && i18n._('{unsure} of {total} to be checked', { unsure: count(loaded.unsure), total: count(loaded.total) })}
        </span>
        <span className="dim">{i18n._('Enter: right, next · ↑ ↓: move')}</span>
        <Button variant="default" onClick={() => void load(0, PAGE).catch(app.act.fail)}>
          {i18n._('Unchecked first')}
        </Button>
      </div>
      <div className="pane-body">
        {loaded?.total === 0 && (
          <EmptyNote title={i18n._('No Japanese terms')}>
            {i18n._('Readings of the Japanese terms of the glossary are checked here.')}
          </EmptyNote>
        )}
        {loaded && loaded.total > 0 && (
          <ol ref={list} className="readings">
            {loaded.rows.map((row) => (
              <ReadingRow key={row.id} row={row} save={save} move={move} />
            ))}
          </ol>
        )}
        {loaded && loaded.rows.length < loaded.total && (
          <Button variant="default" onClick={() => void load(loaded.rows.length, PAGE).catch(app.act.fail)}>
            {i18n._('Show more ({n} left)', { n: count(loaded.total - loaded.rows.length) })}
          </Button>
        )}
      </div>
    </section>
  )
}
