import { Select } from '@mantine/core'
import { useEffect, useState } from 'react'
import type { TermDetail, TermRow } from '../../../src-main/contract/library-api.ts'
import { i18n } from '../../i18n/index.ts'
import { useApp, useDetail, useSession } from '../context.ts'

export type PickedTerm = Pick<TermRow, 'id' | 'headword'>

const SHOWN = 20

/** Chooses the term a variant is of by its name, reading or another form; the one shown in the inspector first. */
export function TermPicker(props: { value: PickedTerm | null; onChange: (term: PickedTerm) => void; focus?: boolean }) {
  const { value, onChange } = props
  const { host, act } = useApp()
  const library = useSession((state) => state.library?.id)
  const shown = useDetail((state) => state.term)
  const [search, setSearch] = useState('')
  const [found, setFound] = useState<readonly PickedTerm[]>([])
  const wanted = search.trim()
  useEffect(() => {
    if (!library || wanted === '' || wanted === value?.headword) return setFound([])
    let current = true
    host
      .call('terms.page', { library, query: { view: 'all', search: wanted.slice(0, 200), limit: SHOWN } })
      .then((page) => current && setFound(page.rows), act.fail)
    return () => {
      current = false
    }
  }, [wanted, value, library, host, act])
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
      nothingFoundMessage={wanted === '' ? i18n._('Type its name, reading or a variant.') : i18n._('Nothing found')}
      onChange={(id) => {
        const term = offered.find((one) => String(one.id) === id)
        if (term) onChange({ id: term.id, headword: term.headword })
      }}
      {...(props.focus ? { 'data-autofocus': true } : {})}
    />
  )
}

const distinct = (terms: readonly (PickedTerm | TermDetail)[]): readonly PickedTerm[] => [
  ...new Map(terms.map(({ id, headword }) => [id, { id, headword }])).values(),
]
