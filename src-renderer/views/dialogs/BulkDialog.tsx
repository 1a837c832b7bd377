import { Button, NumberInput, Select, TextInput } from '@mantine/core'
import { useEffect, useMemo, useState } from 'react'
import type { ConceptId, TermRow } from '../../../src-main/contract/library-api.ts'
import { count, i18n } from '../../i18n/index.ts'
import { decisionNotice } from '../../state/app.ts'
import { rowAt } from '../../state/terms.ts'
import { useApp, useSession } from '../context.ts'
import { categoryLabel } from '../labels.ts'
import { Frame } from './Frame.tsx'

export function BulkDialog() {
  return (
    <Frame name="bulk" title={i18n._('Drop all like this')}>
      <BulkForm />
    </Frame>
  )
}

const PAGE = 1000

interface Rule {
  readonly text: string
  readonly maxDocuments: number
  readonly category: string | null
}

const fits = (row: TermRow, rule: Rule) =>
  row.decision === 'undecided' &&
  !row.required &&
  (rule.text === '' || row.headword.toLowerCase().includes(rule.text.toLowerCase())) &&
  row.documents <= rule.maxDocuments &&
  (rule.category === null || row.category === rule.category)

/** Undecided terms that fit a rule, counted before anything happens; dropping them is one step to undo. */
function BulkForm() {
  const { host, act, terms } = useApp()
  const library = useSession((state) => state.library)!
  const [start] = useState(() => rowAt(terms.getState(), terms.getState().active))
  const [rule, setRule] = useState<Rule>({ text: '', maxDocuments: 1, category: start?.category ?? null })
  const [rows, setRows] = useState<readonly TermRow[] | null>(null)
  useEffect(() => {
    let current = true
    void allUndecided(host, library.id, () => current).then((found) => current && setRows(found), act.fail)
    return () => {
      current = false
    }
  }, [host, library.id, act])
  const chosen: readonly ConceptId[] = (rows ?? []).filter((row) => fits(row, rule)).map((row) => row.id)
  const categories = useMemo(() => [...new Set((rows ?? []).map(({ category }) => category))].sort(), [rows])
  const drop = async () => {
    act.show({ dialog: null })
    if (await act.command({ type: 'decide', concepts: chosen, decision: 'dropped' }))
      act.say(decisionNotice('dropped', chosen.length), true)
    await terms.actions.refresh('row')
  }
  return (
    <div className="stack">
      <TextInput
        label={i18n._('Headword contains')}
        value={rule.text}
        onChange={(event) => setRule({ ...rule, text: event.currentTarget.value })}
        data-autofocus
      />
      <NumberInput
        label={i18n._('Used in at most this many files')}
        min={1}
        value={rule.maxDocuments}
        onChange={(value) => typeof value === 'number' && setRule({ ...rule, maxDocuments: value })}
      />
      <Select
        label={i18n._('Category')}
        data={[{ value: '', label: i18n._('Any') }, ...categories.map((value) => ({ value, label: categoryLabel(value) }))]}
        value={rule.category ?? ''}
        onChange={(category) => setRule({ ...rule, category: category === '' ? null : category })}
      />
      <p role="status">
        {rows === null ? '…' : i18n._('{n, plural, one {# undecided term fits} other {# undecided terms fit}}', { n: chosen.length })}
      </p>
      <bdi className="dim">
        {(rows ?? [])
          .filter((row) => fits(row, rule))
          .slice(0, 12)
          .map((row) => row.headword)
          .join(' · ')}
      </bdi>
      <div className="row">
        <Button color="red.9" disabled={chosen.length === 0} onClick={() => void drop()}>
          {i18n._('Drop {n}', { n: count(chosen.length) })}
        </Button>
      </div>
    </div>
  )
}

async function allUndecided(host: ReturnType<typeof useApp>['host'], library: string, current: () => boolean): Promise<readonly TermRow[]> {
  const rows: TermRow[] = []
  for (let offset = 0; current(); offset += PAGE) {
    const page = await host.call('terms.page', { library, query: { view: 'undecided', offset, limit: PAGE } })
    rows.push(...page.rows)
    if (page.rows.length < PAGE) break
  }
  return rows
}
