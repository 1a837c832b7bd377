import { i18n } from '../i18n/index.ts'
import { openAddTerm } from './add-term.ts'
import type { App } from './app.ts'
import { ASK_COMMANDS } from './ask-commands.ts'
import { clearList, cycleUsage, dialog, edit, exclude, find, hasTarget, idle, openLibraryFile, running } from './command-actions.ts'
import { exportAgain } from './exports.ts'
import { MAP_COMMANDS } from './map-commands.ts'
import { PROPOSAL_COMMANDS } from './proposals.ts'
import { SOURCE_COMMANDS } from './source-commands.ts'
import { GRID_COMMANDS, PROBLEM_COMMANDS, VIEW_COMMANDS } from './view-commands.ts'

/**
 * Every command once: the palette, the shortcut sheet, the native menus, the settings and the keys all read this table. Commands of the `list` work
 * while the term list has the focus, of a `grid` in every list, of `problems` and `map` in those; `global` ones work everywhere, in text fields only when
 * they have a modifier or are F-keys. Which keys they have in the end is said by keys.ts.
 */
export type MenuName = 'file' | 'edit' | 'view' | 'term' | 'run' | 'help'

export interface Command {
  readonly id: string
  readonly label: () => string
  readonly menu: MenuName
  readonly keys: readonly string[]
  readonly where: 'global' | 'list' | 'grid' | 'problems' | 'map'
  readonly enabled?: (app: App) => boolean
  readonly run: (app: App) => unknown
}

export const menuLabel: Record<MenuName, () => string> = {
  file: () => i18n._('File'),
  edit: () => i18n._('Edit'),
  view: () => i18n._('View'),
  term: () => i18n._('Term'),
  run: () => i18n._('Run'),
  help: () => i18n._('Help'),
}

export const COMMANDS: readonly Command[] = [
  {
    id: 'library.home',
    menu: 'file',
    label: () => i18n._('All libraries'),
    keys: [],
    where: 'global',
    run: (app) => app.act.leaveLibrary(),
  },
  { id: 'library.add', menu: 'file', label: () => i18n._('Add folders or files…'), keys: ['mod+o'], where: 'global', run: dialog('scan') },
  {
    id: 'library.open',
    menu: 'file',
    label: () => i18n._('Open a library…'),
    keys: ['mod+shift+o'],
    where: 'global',
    enabled: (app) => app.session.getState().info?.dialogs === true,
    run: openLibraryFile,
  },
  { id: 'library.manage', menu: 'file', label: () => i18n._('This library…'), keys: [], where: 'global', run: dialog('library') },
  {
    id: 'window.new',
    menu: 'file',
    label: () => i18n._('New window'),
    keys: ['mod+shift+n'],
    where: 'global',
    enabled: (app) => app.session.getState().info?.host === 'electron',
    run: (app) => app.host.call('app.newWindow', {}),
  },
  { id: 'import', menu: 'file', label: () => i18n._('Import a glossary…'), keys: ['mod+i'], where: 'global', run: dialog('import') },
  { id: 'export', menu: 'file', label: () => i18n._('Export…'), keys: ['mod+e'], where: 'global', run: dialog('export') },
  { id: 'export.again', menu: 'file', label: () => i18n._('Export again'), keys: ['mod+shift+e'], where: 'global', run: exportAgain },
  { id: 'settings', menu: 'file', label: () => i18n._('Settings'), keys: ['mod+,'], where: 'global', run: dialog('settings') },
  { id: 'keyboard', menu: 'file', label: () => i18n._('Change keyboard shortcuts…'), keys: [], where: 'global', run: dialog('keyboard') },

  { id: 'undo', menu: 'edit', label: () => i18n._('Undo'), keys: ['mod+z'], where: 'global', run: (app) => app.act.undo() },
  { id: 'redo', menu: 'edit', label: () => i18n._('Redo'), keys: ['mod+shift+z', 'mod+y'], where: 'global', run: (app) => app.act.redo() },
  {
    id: 'select.all',
    menu: 'edit',
    label: () => i18n._('Select all'),
    keys: ['mod+a'],
    where: 'list',
    run: (app) => app.terms.actions.selectAll(),
  },
  {
    id: 'select.none',
    menu: 'edit',
    label: () => i18n._('Clear the selection'),
    keys: ['escape'],
    where: 'list',
    run: clearList,
  },
  {
    id: 'search.documents',
    menu: 'edit',
    label: () => i18n._('Search in all documents…'),
    keys: ['mod+shift+f'],
    where: 'global',
    run: dialog('search'),
  },

  {
    id: 'find',
    menu: 'edit',
    label: () => i18n._('Find here'),
    keys: ['mod+f', '/'],
    where: 'global',
    run: find,
  },
  ...GRID_COMMANDS,
  ...VIEW_COMMANDS,
  ...MAP_COMMANDS,

  {
    id: 'term.accept',
    menu: 'term',
    label: () => i18n._('Accept'),
    keys: ['a', 'mod+enter'],
    where: 'list',
    enabled: hasTarget,
    run: (app) => app.act.decide('accepted'),
  },
  {
    id: 'term.drop',
    menu: 'term',
    label: () => i18n._('Drop'),
    keys: ['d', 'mod+d'],
    where: 'list',
    enabled: hasTarget,
    run: (app) => app.act.decide('dropped'),
  },
  {
    id: 'term.undecide',
    menu: 'term',
    label: () => i18n._('Back to review'),
    keys: ['u'],
    where: 'list',
    enabled: hasTarget,
    run: (app) => app.act.decide('undecided'),
  },
  {
    id: 'term.edit',
    menu: 'term',
    label: () => i18n._('Edit the definition'),
    keys: ['e', 'f2'],
    where: 'list',
    enabled: hasTarget,
    run: edit('definition'),
  },
  { id: 'term.note', menu: 'term', label: () => i18n._('Write a note'), keys: ['n'], where: 'list', enabled: hasTarget, run: edit('note') },
  {
    id: 'term.variant',
    menu: 'term',
    label: () => i18n._('Add a variant'),
    keys: ['v'],
    where: 'list',
    enabled: hasTarget,
    run: edit('variant'),
  },
  {
    id: 'term.status',
    menu: 'term',
    label: () => i18n._('Next usage status of the headword'),
    keys: ['s'],
    where: 'list',
    enabled: hasTarget,
    run: cycleUsage,
  },
  ...ASK_COMMANDS,
  ...PROPOSAL_COMMANDS,
  {
    id: 'term.merge',
    menu: 'term',
    label: () => i18n._('Merge into one term…'),
    keys: ['m'],
    where: 'list',
    enabled: hasTarget,
    run: dialog('merge'),
  },
  {
    id: 'term.bulk',
    menu: 'term',
    label: () => i18n._('Drop all like this…'),
    keys: ['l'],
    where: 'list',
    enabled: hasTarget,
    run: dialog('bulk'),
  },
  {
    id: 'term.bulk-accept',
    menu: 'term',
    label: () => i18n._('Accept all like this…'),
    keys: [],
    where: 'list',
    enabled: hasTarget,
    run: dialog('bulk-accept'),
  },
  {
    id: 'term.exclude',
    menu: 'term',
    label: () => i18n._('Never find this again (exclude)'),
    keys: [],
    where: 'list',
    enabled: hasTarget,
    run: exclude,
  },
  ...SOURCE_COMMANDS,
  ...PROBLEM_COMMANDS,
  {
    id: 'term.add',
    menu: 'term',
    label: () => i18n._('Add a term…'),
    keys: ['mod+shift+a'],
    where: 'global',
    run: (app) => openAddTerm(app),
  },

  {
    id: 'run.rescan',
    menu: 'run',
    label: () => i18n._('Look for changed documents'),
    keys: ['mod+shift+r'],
    where: 'global',
    run: (app) => app.session.actions.rescan(),
  },
  {
    id: 'run.full',
    menu: 'run',
    label: () => i18n._('Run what has changed'),
    keys: ['mod+r'],
    where: 'global',
    enabled: idle,
    run: (app) => app.runs.actions.start('full'),
  },
  {
    id: 'run.review',
    menu: 'run',
    label: () => i18n._('Review the glossary'),
    keys: [],
    where: 'global',
    enabled: idle,
    run: (app) => app.runs.actions.start('review'),
  },
  {
    id: 'run.pause',
    menu: 'run',
    label: () => i18n._('Pause or go on'),
    keys: ['mod+.'],
    where: 'global',
    enabled: running,
    run: (app) => app.runs.actions.togglePause(),
  },
  {
    id: 'run.cancel',
    menu: 'run',
    label: () => i18n._('Cancel the run'),
    keys: ['mod+shift+.'],
    where: 'global',
    enabled: running,
    run: (app) => app.runs.actions.cancel(),
  },

  {
    id: 'shortcuts',
    menu: 'help',
    label: () => i18n._('Keyboard shortcuts'),
    keys: ['?', 'f1'],
    where: 'global',
    run: dialog('shortcuts'),
  },
]

export const commandById = (id: string): Command | undefined => COMMANDS.find((command) => command.id === id)

/** Runs a command unless it is switched off; errors are shown. @returns false when it did nothing */
export function runCommand(app: App, command: Command): boolean {
  if (command.enabled && !command.enabled(app)) return false
  void Promise.resolve(command.run(app)).catch(app.act.fail)
  return true
}
