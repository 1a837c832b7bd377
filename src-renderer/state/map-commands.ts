import { i18n } from '../i18n/index.ts'
import { ask, dialog, go, hasTarget, showOnMap } from './command-actions.ts'
import type { Command } from './commands.ts'

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
