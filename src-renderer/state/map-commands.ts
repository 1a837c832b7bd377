import { i18n } from '../i18n/index.ts'
import { go, hasTarget, showOnMap } from './command-actions.ts'
import type { Command } from './commands.ts'

/** Commands of the map, and the way to the list of connections. */

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
]
