import { Splitter } from '@mantine/core'
import { lazy, Suspense, useEffect, useState } from 'react'
import { i18n } from '../i18n/index.ts'
import { isEditable } from '../keys/key.ts'
import { settledByText } from '../keys/menu-command.ts'
import { worksInText } from '../keys/text-keys.ts'
import { useWindowKeys } from '../keys/useKey.ts'
import { commandById, runCommand } from '../state/commands.ts'
import { keysFor } from '../state/keys.ts'
import { hasInspector } from '../state/reader-place.ts'
import { Banners } from './Banners.tsx'
import { useApp, useUi } from './context.ts'
import { DocumentsPane } from './DocumentsPane.tsx'
import { Dialogs } from './dialogs/Dialogs.tsx'
import { Inspector } from './inspector/Inspector.tsx'
import { Leader } from './keyboard/Leader.tsx'
import { ListsPane } from './ListsPane.tsx'
import { LogDrawer } from './LogDrawer.tsx'
import { ModelOffer } from './models/ModelOffer.tsx'
import { storedPanes, storePanes } from './moved-panes.ts'
import { ProblemsPane } from './ProblemsPane.tsx'
import { BELOW, paneSizes, TINY, widened } from './pane-sizes.ts'
import { OnItsWay } from './parts.tsx'
import { RunsPane } from './RunsPane.tsx'
import { ReaderPane } from './reader/ReaderPane.tsx'
import { ReadingsPane } from './readings/ReadingsPane.tsx'
import { Sidebar } from './Sidebar.tsx'
import { StatusBar } from './StatusBar.tsx'
import { FirstSheet } from './sheet/FirstSheet.tsx'
import { TermsPane } from './TermsPane.tsx'
import { Toolbar } from './Toolbar.tsx'
import { useAsked } from './useAsked.ts'
import { useKeySettings } from './useKeys.ts'
import { useReaderPlace } from './useReaderPlace.ts'
import { useWindowWidth } from './useWindowWidth.ts'

const PANES = {
  terms: TermsPane,
  problems: ProblemsPane,
  documents: DocumentsPane,
  lists: ListsPane,
  readings: ReadingsPane,
  map: lazy(() => import('./map/MapPane.tsx')),
  runs: RunsPane,
}

/** The window of one library. */
export function Workspace({ dropping }: { dropping: boolean }) {
  const app = useApp()
  const sidebar = useUi((state) => state.sidebar)
  const log = useUi((state) => state.log)
  const place = useUi((state) => state.place)
  const dialog = useUi((state) => state.dialog)
  useKeySettings()
  useWindowKeys(dialog === null ? keysFor(app, 'global') : {}, worksInText)
  useEffect(
    () =>
      app.host.on('app.command', (chosen) => {
        if (settledByText(chosen, isEditable(document.activeElement))) return
        const found = commandById(chosen.command)
        if (found) runCommand(app, found)
      }),
    [app],
  )
  return (
    <div className="workspace">
      <Toolbar />
      <Banners />
      <div className="panes">
        {sidebar ? <Sidebar /> : <span />}
        <MainArea />
      </div>
      <div>
        <ModelOffer />
        {log && place !== 'runs' && <LogDrawer />}
      </div>
      <StatusBar />
      <Dialogs />
      <Leader />
      {dropping && <div className="drop-veil">{i18n._('Drop to add to this library')}</div>}
    </div>
  )
}

/** List and inspector, and the reader beside them or below. */
function MainArea() {
  const place = useUi((state) => state.place)
  const inspector = useUi((state) => state.inspector)
  const sheet = useUi((state) => state.sheet)
  const Pane = PANES[place]
  const withInspector = hasInspector({ inspector, sheet, place })
  const width = useWindowWidth()
  const readerPlace = useReaderPlace()
  const isBelow = readerPlace === 'below'
  const beside = readerPlace === 'beside'
  const sizes = paneSizes(beside, withInspector, width)
  const shown = beside ? (withInspector ? 'reader and inspector' : 'reader') : withInspector ? 'inspector' : 'list'
  // Where people moved the lines. Kept here and not in the splitter, which counts its panes once: remounted for another number of them, it would make the whole document
  // in the reader anew.
  const [moved, setMoved] = useState(() => storedPanes(globalThis.localStorage))
  useEffect(() => storePanes(globalThis.localStorage, moved), [moved])
  const move = (panes: string) => (to: readonly unknown[]) => setMoved((before) => ({ ...before, [panes]: to as number[] }))
  const shares = [sizes.list, ...(beside ? [sizes.reader] : []), ...(withInspector ? [sizes.inspector] : [])]
  // What dragging a line does, without dragging (WCAG 2.5.7).
  const widen = (by: number) => {
    if (shares.length > 1) setMoved((before) => ({ ...before, [shown]: [...widened((before[shown] ?? shares).map(Number), by)] }))
  }
  useAsked('panes.wider', () => widen(6))
  useAsked('panes.narrower', () => widen(-6))
  useAsked('panes.reset', () => setMoved(({ [shown]: _own, ...others }) => others))
  return (
    // The list stays the same element wherever the reader goes: it keeps its place and the keyboard.
    <Splitter
      className="main-split"
      role="main"
      // The lines between the panes: focusable, moved by arrow keys. The library gives them everything but a name.
      attributes={{ handle: { 'aria-label': i18n._('Height of the reader: arrow keys change it') } }}
      orientation="vertical"
      sizes={isBelow ? (moved[BELOW_NAME] ?? [...BELOW]) : [100]}
      onSizeChange={move(BELOW_NAME)}
      {...LINES}
    >
      <Splitter.Pane defaultSize={BELOW[0]!} min={20}>
        <Splitter
          className="main-split"
          orientation={width >= TINY ? 'horizontal' : 'vertical'}
          attributes={{ handle: { 'aria-label': i18n._('Width of the panes: arrow keys change it') } }}
          sizes={moved[shown] ?? shares}
          onSizeChange={move(shown)}
          {...LINES}
        >
          <Splitter.Pane defaultSize={sizes.list} min={22}>
            <Suspense fallback={<OnItsWay />}>
              <Pane />
            </Suspense>
          </Splitter.Pane>
          {beside && (
            <Splitter.Pane defaultSize={sizes.reader} min={20}>
              <ReaderPane />
            </Splitter.Pane>
          )}
          {withInspector && (
            <Splitter.Pane defaultSize={sizes.inspector} min={16}>
              {sheet && place === 'terms' ? <FirstSheet /> : <Inspector />}
            </Splitter.Pane>
          )}
        </Splitter>
      </Splitter.Pane>
      {isBelow && (
        <Splitter.Pane defaultSize={BELOW[1]!} min={20}>
          <ReaderPane below />
        </Splitter.Pane>
      )}
    </Splitter>
  )
}

const BELOW_NAME = 'reader below'
const LINES = { lineSize: 1, withHandle: false, step: '24px', shiftStep: '96px' } as const
