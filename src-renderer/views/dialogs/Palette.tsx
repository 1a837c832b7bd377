import { createSpotlight, Spotlight, type SpotlightActionData } from '@mantine/spotlight'
import { IconFileText, IconFilter, IconSearch } from '@tabler/icons-react'
import { useEffect, useId, useMemo, useRef, useState } from 'react'
import type { DocumentRow } from '../../../src-main/contract/library-api.ts'
import { foldKey } from '../../../src-main/contract/text/fold.ts'
import { i18n } from '../../i18n/index.ts'
import { useEarlyText } from '../../keys/useEarlyText.ts'
import { keyLabel, useKey } from '../../keys/useKey.ts'
import { COMMANDS, runCommand } from '../../state/commands.ts'
import { showFilter } from '../../state/filters.ts'
import { keysOf } from '../../state/keys.ts'
import { useApp, useTables, useUi } from '../context.ts'
import { useTermSearch } from '../useTermSearch.ts'
import { useCombobox } from './useCombobox.ts'

/** As many as fit without scrolling. */
const SHOWN = 10
const TERMS = 7
const DOCUMENTS = 4
const [store, palette] = createSpotlight()
const PALETTES: ReadonlySet<string> = new Set(['palette', 'goto'])

/** Terms whose name, reading or variants match, and commands; or (“go to”) terms and documents alone. */
export function Palette() {
  const app = useApp()
  const dialog = useUi((state) => state.dialog)
  const open = PALETTES.has(dialog ?? '')
  // What it was opened as holds while it closes.
  const [places, setPlaces] = useState(false)
  const [query, setQuery] = useState('')
  const field = useRef<HTMLInputElement>(null)
  const list = `palette-${useId().replaceAll(':', '')}`
  useCombobox(open, field, list, () => store.setState({ ...store.getState(), selected: 0 }))
  const filters = useTables((state) => state.filters)
  const { rows: found, asking } = useTermSearch(open ? query : '', TERMS)
  useEffect(() => {
    if (!open) return
    setPlaces(dialog === 'goto')
    palette.open()
  }, [open, dialog])
  useEarlyText(
    () => PALETTES.has(app.ui.getState().dialog ?? ''),
    '.mantine-Spotlight-content',
    (text) => setQuery((before) => before + text),
  )
  const documents = useDocuments(open && places, query)
  // Where no command matches nothing is marked when the terms come in: Enter means the first of them all the same.
  const onKeyDown = useKey({ enter: useEnter(query, asking) })
  const actions = useMemo((): SpotlightActionData[] => {
    const commands = COMMANDS.filter(({ id, enabled }) => !places && id !== 'palette' && (enabled?.(app) ?? true))
    return [
      ...found.map((row) => ({
        id: `term-${row.id}`,
        label: row.headword,
        description: row.definition?.slice(0, 90) ?? '',
        // The host has matched it already, by reading or variant perhaps: the palette must not filter it out again.
        keywords: [query],
        // On the map a term is gone to by putting it in the middle.
        onClick: () => (app.ui.getState().place === 'map' ? app.act.showOnMap(row.id) : void app.act.goToTerm(row.id)),
      })),
      ...documents.map((row) => ({
        id: `document-${row.id}`,
        label: row.path,
        keywords: [query],
        leftSection: <IconFileText size={15} aria-hidden />,
        onClick: () => void app.act.openDocument(row.id),
      })),
      ...(places ? [] : (filters ?? [])).map((filter) => ({
        id: `filter-${filter.id}`,
        label: filter.name,
        description: i18n._('Saved filter'),
        leftSection: <IconFilter size={15} aria-hidden />,
        onClick: () => void showFilter(app, filter).catch(app.act.fail),
      })),
      ...commands.map((command) => ({
        id: command.id,
        label: command.label(),
        rightSection: <Keys of={keysOf(app.session.getState().settings, command.id)} />,
        onClick: () => void setTimeout(() => runCommand(app, command)),
      })),
    ]
  }, [found, documents, filters, places, app, query])
  const label = places ? i18n._('Go to a term or document…') : i18n._('Go to a term or command…')
  return (
    <Spotlight
      store={store}
      actions={actions}
      query={query}
      onQueryChange={setQuery}
      shortcut={null}
      // As every dialog's: focus/opener.ts.
      returnFocus={false}
      limit={SHOWN}
      overlayProps={{ blur: 0, backgroundOpacity: 0.35 }}
      nothingFound={<span role="status">{i18n._('Nothing found')}</span>}
      scrollAreaProps={{ id: list, role: 'listbox', 'aria-label': label }}
      attributes={{ content: { 'aria-label': label }, body: { id: undefined } }}
      searchProps={{
        onKeyDown,
        placeholder: label,
        leftSection: <IconSearch size={16} />,
        'aria-label': label,
        ref: field,
        role: 'combobox',
        'aria-autocomplete': 'list',
        autoComplete: 'off',
      }}
      onSpotlightClose={() => {
        setQuery('')
        if (PALETTES.has(app.ui.getState().dialog ?? '')) app.act.show({ dialog: null })
      }}
    />
  )
}

/** Keys of a command at the end of its line, so that every command takes one line. */
function Keys({ of: keys }: { of: readonly string[] }) {
  return (
    <span className="dim palette-keys">
      {keys.map((key) => (
        <kbd key={key}>{keyLabel(key)}</kbd>
      ))}
    </span>
  )
}

const entries = () => [...document.querySelectorAll<HTMLElement>('.mantine-Spotlight-action')]
const isMarked = (entry: HTMLElement) => entry.hasAttribute('data-selected')

/**
 * Enter where no entry is marked means the first: it is marked, and the palette's own Enter then takes it. As long as the terms for what is typed are asked
 * for, Enter waits for them: the first entry is not theirs yet, and who types fast is taken neither nowhere nor to what an earlier text found.
 */
function useEnter(query: string, asking: boolean): () => false {
  const waiting = useRef<string | null>(null)
  useEffect(() => {
    if (waiting.current !== query) waiting.current = null
    if (asking || waiting.current === null) return
    waiting.current = null
    const all = entries()
    const entry = all.find(isMarked) ?? all[0]
    entry?.click()
  }, [query, asking])
  return () => {
    const all = entries()
    if (!all.some(isMarked)) {
      if (asking) waiting.current = query
      else all[0]?.setAttribute('data-selected', 'true')
    }
    return false
  }
}

/** Documents whose path holds what is typed; all of the words, in any order. */
function useDocuments(on: boolean, query: string): readonly DocumentRow[] {
  const { tables } = useApp()
  const documents = useTables((state) => state.documents)
  useEffect(() => {
    if (on && documents === null) void tables.actions.load('documents')
  }, [on, documents, tables])
  return useMemo(() => {
    const words = foldKey(query).split(' ').filter(Boolean)
    if (!on || words.length === 0) return []
    const readable = (documents ?? []).filter(({ status }) => status === 'ok')
    return readable.filter(({ path }) => words.every((word) => foldKey(path).includes(word))).slice(0, DOCUMENTS)
  }, [on, documents, query])
}
