import { Select } from '@mantine/core'
import { useState } from 'react'
import type { TermDetail, TermRow } from '../../../src-main/contract/library-api.ts'
import { i18n } from '../../i18n/index.ts'
import { useDetail } from '../context.ts'
import { useTermSearch } from '../useTermSearch.ts'

export type PickedTerm = Pick<TermRow, 'id' | 'headword'>

const SHOWN = 20

/** Chooses the term a variant is of by its name, reading or another form; the one shown in the inspector first. */
export function TermPicker(props: { value: PickedTerm | null; onChange: (term: PickedTerm) => void }) {
  const { value, onChange } = props
  const shown = useDetail((state) => state.term)
  const [search, setSearch] = useState('')
  const wanted = search.trim()
  const { rows: found, asking } = useTermSearch(wanted === value?.headword ? '' : wanted, SHOWN)
  const offered = distinct([...(value ? [value] : []), ...(wanted === '' && shown ? [shown] : []), ...found])
  return (
    <Select
      label={i18n._('Of the term')}
      searchable
      data={offered.map(({ id, headword }) => ({ value: String(id), label: headword }))}
      // The host has matched them already, by reading or another form perhaps.
      filter={({ options }) => options}
      value={value ? String(value.id) : null}
      searchValue={search}
      onSearchChange={setSearch}
      nothingFoundMessage={noneSentence(wanted, asking)}
      onChange={(id) => {
        const term = offered.find((one) => String(one.id) === id)
        if (term) onChange({ id: term.id, headword: term.headword })
      }}
    />
  )
}

const distinct = (terms: readonly (PickedTerm | TermDetail)[]): readonly PickedTerm[] => [
  ...new Map(terms.map(({ id, headword }) => [id, { id, headword }])).values(),
]

/** Nothing was found only when that is known. */
function noneSentence(wanted: string, asking: boolean): string {
  if (wanted === '') return i18n._('Type its name, reading or a variant.')
  return asking ? '…' : i18n._('Nothing found')
}
