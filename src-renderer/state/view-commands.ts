import type { TermSort } from '../../src-main/contract/library-api.ts'
import { stepRegion } from '../focus/regions.ts'
import { i18n } from '../i18n/index.ts'
import type { App } from './app.ts'
import { ask, dialog, go, moveRow, sortBy, stepOccurrence, toggle, turnFolding } from './command-actions.ts'
import type { Command } from './commands.ts'
import { turnMarks } from './reader-marks.ts'
import { turnReader } from './reader-place.ts'

/** Commands that go somewhere, or show and hide parts of the window. */

const view = { menu: 'view', where: 'global' } as const
const mayWrite = (app: App) => app.session.getState().library?.readOnly === false
const saveFilter = (app: App) => app.act.show({ dialog: 'filter', about: [] })
const inTerms = (app: App) => app.ui.getState().place === 'terms'
const inLibrary = (app: App) => app.ui.getState().page === 'library'
const inReader = (app: App) => app.ui.getState().reader || app.ui.getState().page === 'reader'

/** What a click on a column's header does; for the same column again the other way round. */
const sort = (id: string, by: TermSort, label: () => string): Command => ({
  id,
  label,
  menu: 'view',
  where: 'global',
  keys: [],
  run: (app) => sortBy(app, by),
})
const sorts: readonly Command[] = [
  sort('sort.rank', 'rank', () => i18n._('Sort the list: best first')),
  sort('sort.alphabet', 'alphabet', () => i18n._('Sort the list: by reading')),
  sort('sort.frequency', 'frequency', () => i18n._('Sort the list: by uses')),
  sort('sort.documents', 'documents', () => i18n._('Sort the list: by files')),
]

export const VIEW_COMMANDS: readonly Command[] = [
  { id: 'goto', label: () => i18n._('Go to a term or document…'), keys: ['mod+p'], run: dialog('goto'), ...view },
  { id: 'palette', label: () => i18n._('Go to a term or command…'), keys: ['mod+k', 'mod+shift+p'], run: dialog('palette'), ...view },
  // The second keys work where single letters are switched off.
  { id: 'go.terms', label: () => i18n._('Terms'), keys: ['g t', 'alt+1'], run: go('terms'), ...view },
  { id: 'go.review', label: () => i18n._('To review'), keys: ['g r'], run: (app) => app.act.view('review'), ...view },
  { id: 'go.problems', label: () => i18n._('Problems'), keys: ['g p', 'alt+2'], run: go('problems'), ...view },
  { id: 'go.documents', label: () => i18n._('Documents'), keys: ['g d', 'alt+3'], run: go('documents'), ...view },
  { id: 'go.lists', label: () => i18n._('Required and excluded'), keys: ['alt+4'], run: go('lists'), ...view },
  { id: 'go.runs', label: () => i18n._('Runs'), keys: ['alt+5'], run: go('runs'), ...view },
  { id: 'go.readings', label: () => i18n._('Readings'), keys: ['alt+6'], run: go('readings'), ...view },
  { id: 'pane.next', label: () => i18n._('Next part of the window'), keys: ['f6'], run: () => stepRegion(1), ...view },
  { id: 'pane.previous', label: () => i18n._('Previous part of the window'), keys: ['shift+f6'], run: () => stepRegion(-1), ...view },
  ...sorts,
  { id: 'panes.wider', label: () => i18n._('Widen the list'), keys: [], run: ask('panes.wider'), ...view },
  { id: 'panes.narrower', label: () => i18n._('Narrow the list'), keys: [], run: ask('panes.narrower'), ...view },
  { id: 'panes.reset', label: () => i18n._('Panes as wide as at first'), keys: [], run: ask('panes.reset'), ...view },
  { id: 'fold', label: () => i18n._('Fold shorter terms, or list them all'), keys: [], run: turnFolding, ...view },
  { id: 'filter.save', label: () => i18n._('Save the filter…'), keys: [], enabled: mayWrite, run: saveFilter, ...view },
  { id: 'toggle.sidebar', label: () => i18n._('Sidebar'), keys: ['mod+1'], run: toggle('sidebar'), ...view },
  { id: 'toggle.inspector', label: () => i18n._('Inspector'), keys: ['mod+2'], run: toggle('inspector'), ...view },
  { id: 'toggle.reader', label: () => i18n._('Reader'), keys: ['mod+3'], run: toggle('reader'), ...view },
  { id: 'toggle.log', label: () => i18n._('Log'), keys: ['mod+4'], run: toggle('log'), ...view },
  { id: 'occurrence.next', label: () => i18n._('Next occurrence'), keys: [']'], run: stepOccurrence('occurrence.next'), ...view },
  {
    id: 'occurrence.previous',
    label: () => i18n._('Previous occurrence'),
    keys: ['['],
    run: stepOccurrence('occurrence.previous'),
    ...view,
  },
  { id: 'reader.place', label: () => i18n._('Reader beside or below the list'), keys: [], enabled: inLibrary, run: turnReader, ...view },
  { id: 'reader.marks', label: () => i18n._('Change what the reader highlights'), keys: [], enabled: inReader, run: turnMarks, ...view },
]

/** Keys of every list, beside the arrow keys, which are the grid's own (docs/decisions/0012-keyboard.md). */
export const GRID_COMMANDS: readonly Command[] = [
  { id: 'list.next', menu: 'edit', where: 'grid', label: () => i18n._('Next row'), keys: ['j'], enabled: inTerms, run: moveRow(1) },
  {
    id: 'list.previous',
    menu: 'edit',
    where: 'grid',
    label: () => i18n._('Previous row'),
    keys: ['k'],
    enabled: inTerms,
    run: moveRow(-1),
  },
  {
    id: 'list.toggle',
    menu: 'edit',
    where: 'grid',
    label: () => i18n._('Select or unselect the row'),
    keys: ['x'],
    enabled: inTerms,
    run: ({ terms }) => terms.actions.focusRow(terms.getState().active, 'toggle'),
  },
]

/** Keys of the list of problems, which knows itself what is chosen in it. */
export const PROBLEM_COMMANDS: readonly Command[] = [
  {
    id: 'problem.ignore',
    menu: 'term',
    where: 'problems',
    label: () => i18n._('Ignore the problem, or stop ignoring it'),
    keys: ['i'],
    enabled: (app) => app.ui.getState().place === 'problems',
    run: ask('problem.ignore'),
  },
]
