import type { AppInfo, AppMenu, MENU_ROLES } from '../../src-main/contract/host-api.ts'
import { i18n } from '../i18n/index.ts'
import { COMMANDS, type MenuName, menuLabel } from './commands.ts'

/** The native menus: the command table in the language of the moment. */

const ORDER: readonly MenuName[] = ['file', 'edit', 'view', 'term', 'run', 'help']

const PARTS: Readonly<Record<string, string>> = {
  mod: 'CmdOrCtrl',
  arrowup: 'Up',
  arrowdown: 'Down',
  escape: 'Esc',
  space: 'Space',
  enter: 'Enter',
}

/** `mod+shift+z` as Electron writes it: `CmdOrCtrl+Shift+Z`. */
export const accelerator = (key: string): string =>
  key
    .split('+')
    .map((part) => PARTS[part] ?? part.charAt(0).toUpperCase() + part.slice(1))
    .join('+')

type Role = (typeof MENU_ROLES)[number]

/** What the system does itself, by menu. On macOS the app's own menu quits. */
const ROLES: Partial<Record<MenuName, Partial<Record<Role, () => string>>>> = {
  file: { close: () => i18n._('Close window'), quit: () => i18n._('Quit') },
  edit: { cut: () => i18n._('Cut'), copy: () => i18n._('Copy'), paste: () => i18n._('Paste') },
  view: {
    resetZoom: () => i18n._('Actual size'),
    zoomIn: () => i18n._('Zoom in'),
    zoomOut: () => i18n._('Zoom out'),
    togglefullscreen: () => i18n._('Full screen'),
    minimize: () => i18n._('Minimize'),
  },
}

/** Every command of the table once, in the table's order, then what the system does itself. */
export function nativeMenus(platform: AppInfo['platform']): AppMenu[] {
  return ORDER.map((menu) => {
    const own = COMMANDS.filter((command) => command.menu === menu).map((command) => {
      const [key] = command.keys
      return { command: command.id, label: command.label(), ...(key === undefined ? {} : { accelerator: accelerator(key) }) }
    })
    const roles = Object.entries(ROLES[menu] ?? {}).filter(([role]) => role !== 'quit' || platform !== 'darwin')
    return { label: menuLabel[menu](), items: [...own, ...roles.map(([role, label]) => ({ role: role as Role, label: label() }))] }
  })
}
