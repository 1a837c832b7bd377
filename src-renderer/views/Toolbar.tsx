import { Button, TextInput, Tooltip } from '@mantine/core'
import {
  IconArrowBackUp,
  IconArrowForwardUp,
  IconArrowLeft,
  IconBook2,
  IconCommand,
  IconFileExport,
  IconLayoutSidebar,
  IconLayoutSidebarRight,
  IconSearch,
  IconSettings,
} from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import { focusList } from '../grid/focus.ts'
import { coreText, isCoreText } from '../i18n/core-text.ts'
import { i18n } from '../i18n/index.ts'
import { useKey } from '../keys/useKey.ts'
import { searchable } from '../state/term-search.ts'
import { useApp, useSession, useTerms, useUi } from './context.ts'
import { IconButton } from './parts.tsx'
import { RunPill } from './run/RunPill.tsx'
import { useAfterPaint } from './useAfterPaint.ts'
import { useAsked } from './useAsked.ts'
import { useKeyLabel } from './useKeys.ts'

export function Toolbar() {
  const { act } = useApp()
  const library = useSession((state) => state.library)
  const undo = useSession((state) => state.undo)
  const ui = useUi((state) => state)
  return (
    <header className="toolbar">
      <IconButton label={i18n._('All libraries')} onClick={() => void act.leaveLibrary().catch(act.fail)}>
        <IconArrowLeft size={16} />
      </IconButton>
      <IconButton
        label={i18n._('Sidebar')}
        command="toggle.sidebar"
        pressed={ui.sidebar}
        onClick={() => act.show({ sidebar: !ui.sidebar })}
      >
        <IconLayoutSidebar size={16} />
      </IconButton>
      <div className="toolbar-title">
        <h1 className="ellipsis">{library?.name}</h1>
        {library?.readOnly && <span className="chip warn">{i18n._('read-only')}</span>}
      </div>
      <SearchField />
      <RunPill />
      {/* Labels of commands are kept in English: one language at a time. */}
      <IconButton
        label={undo.undo && isCoreText(undo.undo.label) ? i18n._('Undo: {what}', { what: coreText(undo.undo.label) }) : i18n._('Undo')}
        command="undo"
        disabled={!undo.undo}
        onClick={() => void act.undo()}
      >
        <IconArrowBackUp size={16} />
      </IconButton>
      <IconButton
        label={undo.redo && isCoreText(undo.redo.label) ? i18n._('Redo: {what}', { what: coreText(undo.redo.label) }) : i18n._('Redo')}
        command="redo"
        disabled={!undo.redo}
        onClick={() => void act.redo()}
      >
        <IconArrowForwardUp size={16} />
      </IconButton>
      <IconButton label={i18n._('Reader')} command="toggle.reader" pressed={ui.reader} onClick={() => act.show({ reader: !ui.reader })}>
        <IconBook2 size={16} />
      </IconButton>
      <IconButton
        label={i18n._('Inspector')}
        command="toggle.inspector"
        pressed={ui.inspector}
        onClick={() => act.show({ inspector: !ui.inspector })}
      >
        <IconLayoutSidebarRight size={16} />
      </IconButton>
      <IconButton label={i18n._('Settings')} command="settings" onClick={() => act.show({ dialog: 'settings' })}>
        <IconSettings size={16} />
      </IconButton>
      <Button className="toolbar-export" leftSection={<IconFileExport size={15} />} onClick={() => act.show({ dialog: 'export' })}>
        {i18n._('Export…')}
      </Button>
    </header>
  )
}

/** Filters the term list as it is typed; Enter goes into the list, Escape empties the field. */
function SearchField() {
  const { terms, ui, act } = useApp()
  const search = useTerms((state) => state.query.search ?? '')
  const [text, setText] = useState(search)
  const field = useRef<HTMLInputElement>(null)
  const typed = useRef(search)
  useEffect(() => {
    // The query was changed from elsewhere, e.g. by following a link to a term.
    if (search !== typed.current) setText(search)
    typed.current = search
  }, [search])
  const goToTerms = useAfterPaint(() => act.show({ place: 'terms' }))
  const change = (value: string) => {
    setText(value)
    const search = searchable(value)
    typed.current = search
    if (ui.getState().place !== 'terms') goToTerms()
    void terms.actions.setQuery({ search })
  }
  const key = useKeyLabel('find')
  useAsked('find', () => field.current?.select())
  const onKeyDown = useKey({
    escape: () => (text === '' ? focusList() : change('')),
    enter: () => focusList(),
    arrowdown: () => focusList(),
  })
  return (
    <TextInput
      ref={field}
      className="toolbar-search"
      // Not type="search": Chromium empties those on Escape even while an input method composes.
      role="searchbox"
      size="xs"
      aria-label={i18n._('Search terms, variants and readings')}
      placeholder={key ? i18n._('Search terms ({key})', { key }) : i18n._('Search terms')}
      leftSection={<IconSearch size={14} />}
      rightSection={<CommandChip />}
      rightSectionWidth={64}
      value={text}
      onChange={(event) => change(event.currentTarget.value)}
      onKeyDown={onKeyDown}
    />
  )
}

/** Beside the search of terms the way to everything else: commands, terms and documents by name. */
function CommandChip() {
  const { act } = useApp()
  const key = useKeyLabel('palette')
  const label = i18n._('Go to a term or command…')
  return (
    <Tooltip label={key ? `${label} (${key})` : label}>
      <button
        type="button"
        className="command-chip"
        aria-label={key ? `${label} (${key})` : label}
        onClick={() => act.show({ dialog: 'palette' })}
      >
        {key === '' ? <IconCommand size={13} aria-hidden /> : <kbd>{key}</kbd>}
      </button>
    </Tooltip>
  )
}
