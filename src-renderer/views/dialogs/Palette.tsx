import { Spotlight, type SpotlightActionData, spotlight } from '@mantine/spotlight'
import { IconSearch } from '@tabler/icons-react'
import { useEffect, useMemo, useState } from 'react'
import type { TermRow } from '../../../src-main/contract/library-api.ts'
import { i18n } from '../../i18n/index.ts'
import { keyLabel, useKey } from '../../keys/useKey.ts'
import { COMMANDS, runCommand } from '../../state/commands.ts'
import { useApp, useSession, useUi } from '../context.ts'

/** As many as fit without scrolling. */
const SHOWN = 9
const TERMS = 7

/** Commands, and the terms whose name, reading or variants match. */
export function Palette() {
  const app = useApp()
  const open = useUi((state) => state.dialog) === 'palette'
  const [query, setQuery] = useState('')
  const found = useFound(open ? query : '')
  useEffect(() => {
    if (open) spotlight.open()
  }, [open])
  // Where no command matches nothing is marked when the terms come in: Enter means the first of them all the same.
  const onKeyDown = useKey({ enter: markFirst })
  const actions = useMemo((): SpotlightActionData[] => {
    const commands = COMMANDS.filter((command) => command.id !== 'palette' && (!command.enabled || command.enabled(app)))
    return [
      ...found.map((row) => ({
        id: `term-${row.id}`,
        label: row.headword,
        description: row.definition?.slice(0, 90) ?? '',
        // The host has matched it already, by reading or variant perhaps: the palette must not filter it out again.
        keywords: [query],
        onClick: () => void app.act.goToTerm(row.id),
      })),
      ...commands.map((command) => ({
        id: command.id,
        label: command.label(),
        description: command.keys.map((key) => keyLabel(key)).join('  '),
        onClick: () => void setTimeout(() => runCommand(app, command)),
      })),
    ]
  }, [found, app, query])
  return (
    <Spotlight
      actions={actions}
      query={query}
      onQueryChange={setQuery}
      shortcut={null}
      limit={SHOWN}
      overlayProps={{ blur: 0, backgroundOpacity: 0.35 }}
      nothingFound={i18n._('Nothing found')}
      searchProps={{
        onKeyDown,
        placeholder: i18n._('Go to a term or command…'),
        leftSection: <IconSearch size={16} />,
        'aria-label': i18n._('Go to a term or command…'),
      }}
      onSpotlightClose={() => {
        setQuery('')
        if (app.ui.getState().dialog === 'palette') app.act.show({ dialog: null })
      }}
    />
  )
}

/** Marks the first entry when none is; the palette's own Enter then takes it. */
function markFirst(): false {
  const entries = [...document.querySelectorAll('.mantine-Spotlight-action')]
  if (!entries.some((entry) => entry.hasAttribute('data-selected'))) entries[0]?.setAttribute('data-selected', 'true')
  return false
}

function useFound(query: string): readonly TermRow[] {
  const { host, act } = useApp()
  const library = useSession((state) => state.library?.id)
  const [rows, setRows] = useState<readonly TermRow[]>([])
  useEffect(() => {
    if (query.trim() === '' || !library) return setRows([])
    let current = true
    host
      .call('terms.page', { library, query: { view: 'all', search: query, limit: TERMS } })
      .then((page) => current && setRows(page.rows), act.fail)
    return () => {
      current = false
    }
  }, [query, library, host, act])
  return rows
}
