import type { AppInfo, AppMenu, MENU_ROLES } from '../../src-main/contract/host-api.ts'
import { i18n } from '../i18n/index.ts'
import { isSequence } from '../keys/bindings.ts'
import { COMMANDS, type MenuName, menuLabel } from './commands.ts'
import { type KeySettings, keysOf } from './keys.ts'

/** The native menus: the command table in the language of the moment. */

const ORDER: readonly MenuName[] = ['file', 'edit', 'view', 'term', 'run', 'help']

const PARTS: Readonly<Record<string, string>> = {
  mod: 'CmdOrCtrl',
  arrowup: 'Up',
  arrowdown: 'Down',
  arrowleft: 'Left',
  arrowright: 'Right',
  pageup: 'PageUp',
  pagedown: 'PageDown',
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

/** Keys Electron knows: of others and of sequences a menu shows nothing, rather than refusing to be made. */
const KNOWN =
  /^(?:(?:CmdOrCtrl|Alt|Shift)\+)*(?:[\x21-\x7e]|F\d{1,2}|Plus|Space|Tab|Enter|Up|Down|Left|Right|Home|End|PageUp|PageDown|Insert|Esc|Delete|Backspace)$/

/** What of a command's keys its menu item shows: the first that Electron can write; none when there is none. */
export const shownKey = (keys: readonly string[]): string | undefined =>
  keys
    .filter((key) => !isSequence(key))
    .map(accelerator)
    .find((key) => KNOWN.test(key))

/** Every command of the table once, in the table's order, with its keys as they are now, then what the system does itself. */
export function nativeMenus(platform: AppInfo['platform'], settings: KeySettings | null = null): AppMenu[] {
  return ORDER.map((menu) => {
    const own = COMMANDS.filter((command) => command.menu === menu).map((command) => {
      const key = shownKey(keysOf(settings, command.id))
      return { command: command.id, label: command.label(), ...(key === undefined ? {} : { accelerator: key }) }
    })
    const roles = Object.entries(ROLES[menu] ?? {}).filter(([role]) => role !== 'quit' || platform !== 'darwin')
    return { label: menuLabel[menu](), items: [...own, ...roles.map(([role, label]) => ({ role: role as Role, label: label() }))] }
  })
}
