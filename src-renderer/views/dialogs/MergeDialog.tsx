import { Button, Radio, TextInput } from '@mantine/core'
import { useEffect, useState } from 'react'
import type { ConceptId, TermRow } from '../../../src-main/contract/library-api.ts'
import { i18n } from '../../i18n/index.ts'
import { useKey } from '../../keys/useKey.ts'
import { useApp, useSession, useTerms } from '../context.ts'
import { lang } from '../parts.tsx'
import { useTermSearch } from '../useTermSearch.ts'
import { Frame } from './Frame.tsx'

/** Of the selected terms, or of one term and another that is looked for, one becomes the headword and the others its variants. */
export function MergeDialog() {
  return (
    <Frame name="merge" title={i18n._('Merge terms')}>
      <MergeForm />
    </Frame>
  )
}

type Choice = Pick<TermRow, 'id' | 'headword' | 'language'>
const SHOWN = 50
const MOST_FOUND = 8

function MergeForm() {
  const { terms } = useApp()
  const [ids] = useState(() => terms.actions.targets())
  const chosen = useChoices(ids)
  const one = ids.length === 1
  const [search, setSearch] = useState('')
  const { rows, asking } = useTermSearch(one ? search : '', MOST_FOUND + 1)
  const choices = one ? rows.filter(({ id }) => !ids.includes(id)).slice(0, MOST_FOUND) : chosen
  const [wanted, setInto] = useState<ConceptId | null>(null)
  const into = choices.some(({ id }) => id === wanted) ? wanted : (choices[0]?.id ?? null)
  // As long as the terms for what is typed are not all known, the first one is not theirs yet.
  const ready = into !== null && !asking && (one || ids.length > 1)
  const merge = useMerge()
  const run = () => (ready ? void merge(into, one ? ids : ids.filter((id) => id !== into)) : undefined)
  const onKeyDown = useKey({ enter: run })
  return (
    <div className="stack">
      {one && (
        <TextInput
          label={i18n._('Find the term that “{term}” is merged into', { term: chosen[0]?.headword ?? '' })}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
          onKeyDown={onKeyDown}
          data-autofocus
        />
      )}
      <Radio.Group
        value={String(into)}
        onChange={(value) => setInto(Number(value))}
        label={one ? i18n._('Headword; the other becomes its variant') : i18n._('Headword; the others become its variants')}
      >
        <div className="stack" style={{ gap: 10, marginTop: 8 }}>
          {choices.slice(0, SHOWN).map((row) => (
            <Radio key={row.id} size="xs" value={String(row.id)} label={<bdi lang={lang(row.language)}>{row.headword}</bdi>} />
          ))}
        </div>
      </Radio.Group>
      <div className="row">
        <Button onClick={run} disabled={!ready} data-autofocus={one ? undefined : true}>
          {i18n._('Merge')}
        </Button>
      </div>
    </div>
  )
}

/** One step to undo. What was selected stays so where it could not be done; else the focus is on the term that has them all now. */
function useMerge(): (into: ConceptId, concepts: readonly ConceptId[]) => Promise<void> {
  const { act, terms } = useApp()
  return async (into, concepts) => {
    act.show({ dialog: null })
    if (!(await act.command({ type: 'merge', into, concepts }))) return
    act.say(i18n._('Merged'), true)
    terms.actions.clearSelection()
    await terms.actions.refresh('row')
    await terms.actions.focusTerm(into).catch(act.fail)
  }
}

/** The terms by their ids: those of the list that are there, the others asked for. */
function useChoices(ids: readonly ConceptId[]): readonly Choice[] {
  const { host, act } = useApp()
  const library = useSession((state) => state.library?.id ?? '')
  const pages = useTerms((state) => state.pages)
  const [choices, setChoices] = useState<readonly Choice[]>(() => {
    const byId = new Map([...pages.values()].flat().map((row) => [row.id, row]))
    return ids.flatMap((id) => byId.get(id) ?? [])
  })
  const [there] = useState(choices)
  useEffect(() => {
    const known = new Set(there.map(({ id }) => id))
    const missing = ids.slice(0, SHOWN).filter((id) => !known.has(id))
    if (missing.length === 0) return
    let current = true
    Promise.all(missing.map((concept) => host.call('terms.detail', { library, concept }))).then(
      (rows) => current && setChoices([...there, ...rows]),
      act.fail,
    )
    return () => {
      current = false
    }
  }, [ids, there, host, act, library])
  return choices
}
