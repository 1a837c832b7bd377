import { i18n } from '../i18n/index.ts'
import type { App } from './app.ts'
import { ask, dialog, go, hasTarget, showOnMap } from './command-actions.ts'
import type { Command } from './commands.ts'

const onMap = (app: App) => app.ui.getState().place === 'map' && !app.map.getState().asList && app.map.getState().map !== null
const zoom = { menu: 'view', where: 'map', enabled: onMap } as const

/** Commands of the map, and the ways to parts of the settings and of the frame that have no key of their own. */

export const MAP_COMMANDS: readonly Command[] = [
  { id: 'go.map', menu: 'view', label: () => i18n._('Map'), keys: ['g m', 'alt+7'], where: 'global', run: go('map') },
  {
    id: 'term.map',
    menu: 'term',
    label: () => i18n._('Show on the map'),
    keys: [],
    where: 'list',
    enabled: hasTarget,
    run: showOnMap,
  },
  // The view itself zooms: it knows what is to stay where it is.
  { id: 'map.zoom-in', label: () => i18n._('Map: larger'), keys: ['plus', '='], run: ask('map.zoom-in'), ...zoom },
  { id: 'map.zoom-out', label: () => i18n._('Map: smaller'), keys: ['-'], run: ask('map.zoom-out'), ...zoom },
  { id: 'map.actual', label: () => i18n._('Map: actual size'), keys: ['0'], run: ask('map.actual'), ...zoom },
  { id: 'map.fit', label: () => i18n._('Map: all of it'), keys: ['f'], run: ask('map.fit'), ...zoom },
  {
    id: 'settings.network',
    menu: 'view',
    label: () => i18n._('Network connections…'),
    keys: [],
    where: 'global',
    run: (app) => app.act.show({ dialog: 'settings', settingsPart: 'network' }),
  },
  {
    id: 'settings.model',
    menu: 'file',
    label: () => i18n._('Language model of this library…'),
    keys: [],
    where: 'global',
    run: (app) => app.act.show({ dialog: 'settings', settingsPart: 'library-model' }),
  },
  {
    id: 'model.help',
    menu: 'help',
    label: () => i18n._('How to get a language model…'),
    keys: [],
    where: 'global',
    run: dialog('model-help'),
  },
  {
    id: 'run.show',
    menu: 'run',
    label: () => i18n._('State of the runs'),
    keys: [],
    where: 'global',
    run: ask('run.show'),
  },
]
