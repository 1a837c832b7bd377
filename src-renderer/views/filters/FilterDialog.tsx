import { Button, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { FilterQuery } from '../../../src-main/contract/filters.ts'
import { i18n } from '../../i18n/index.ts'
import { useKey } from '../../keys/useKey.ts'
import { changeFilters, queryNow } from '../../state/filters.ts'
import { useApp, useTables, useTerms, useUi } from '../context.ts'
import { Frame } from '../dialogs/Frame.tsx'
import { viewLabel } from '../labels.ts'
import { sortLabel } from './labels.ts'

export function FilterDialog() {
  const naming = useUi((state) => state.about.length > 0)
  return (
    <Frame name="filter" title={naming ? i18n._('Rename the filter') : i18n._('Save the filter')} size="md">
      <FilterForm />
    </Frame>
  )
}

/** What a filter shows, in words. */
const inWords = ({ view, search, sort, descending }: FilterQuery): string =>
  [viewLabel(view), ...(search === '' ? [] : [i18n._('“{text}”', { text: search })]), sortLabel(sort, descending)].join(' · ')

/** The name of a new filter, or of one that has one. */
function FilterForm() {
  const app = useApp()
  const filters = useTables((state) => state.filters) ?? []
  const now = queryNow(useTerms((state) => state.query))
  const renamed = filters.find(({ id }) => app.ui.getState().about.includes(id))
  const [name, setName] = useState(renamed?.name ?? (now.search || viewLabel(now.view)))
  const clean = name.normalize('NFC').trim()
  const same = filters.find((filter) => filter.name === clean && filter.id !== renamed?.id)
  const refused = clean === '' || clean.length > 100 || (renamed !== undefined && same !== undefined)
  const save = async () => {
    if (refused) return
    const done = renamed
      ? await changeFilters(app, { type: 'rename', filter: renamed.id, name: clean }, i18n._('Renamed'))
      : await changeFilters(app, { type: 'save', name: clean, query: now }, i18n._('Saved the filter “{name}”', { name: clean }))
    if (done) app.act.show({ dialog: null })
  }
  const onKeyDown = useKey({ enter: () => void save() })
  return (
    <div className="stack">
      <TextInput
        label={i18n._('Name of the filter')}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        onKeyDown={onKeyDown}
        data-autofocus
      />
      <p className="dim">
        <bdi>{inWords(renamed?.query ?? now)}</bdi>
      </p>
      <p role="status" className="warn">
        {same && (renamed ? i18n._('Another filter has this name.') : i18n._('A filter has this name: it will show this instead.'))}
      </p>
      <div className="row">
        <Button onClick={() => void save()} disabled={refused}>
          {renamed ? i18n._('Rename') : i18n._('Save')}
        </Button>
      </div>
    </div>
  )
}
