import { Button, Radio } from '@mantine/core'
import { useState } from 'react'
import type { TermRow } from '../../../src-main/contract/library-api.ts'
import { i18n } from '../../i18n/index.ts'
import { useApp, useTerms } from '../context.ts'
import { lang } from '../parts.tsx'
import { Frame } from './Frame.tsx'

export function MergeDialog() {
  return (
    <Frame name="merge" title={i18n._('Merge terms')}>
      <MergeForm />
    </Frame>
  )
}

/** Which of the selected terms the others become variants of. */
function MergeForm() {
  const { act, terms } = useApp()
  const pages = useTerms((state) => state.pages)
  const ids = useTerms((state) => state.selection.ids)
  const rows: TermRow[] = [...pages.values()].flat().filter((row) => ids.has(row.id))
  const [into, setInto] = useState(String(rows[0]?.id ?? ''))
  const merge = async () => {
    const target = Number(into)
    const others = [...ids].filter((id) => id !== target)
    act.show({ dialog: null })
    if (await act.command({ type: 'merge', into: target, concepts: others })) act.say(i18n._('Merged'), true)
    terms.actions.clearSelection()
  }
  return (
    <div className="stack">
      <Radio.Group value={into} onChange={setInto} label={i18n._('Headword; the others become its variants')}>
        <div className="stack" style={{ gap: 10, marginTop: 8 }}>
          {rows.slice(0, 50).map((row) => (
            <Radio key={row.id} size="xs" value={String(row.id)} label={<bdi lang={lang(row.language)}>{row.headword}</bdi>} />
          ))}
        </div>
      </Radio.Group>
      <div className="row">
        <Button onClick={() => void merge()} disabled={rows.length < 2} data-autofocus>
          {i18n._('Merge')}
        </Button>
      </div>
    </div>
  )
}
