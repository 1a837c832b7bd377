import type { AppMenu } from '../../src-main/contract/host-api.ts'
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

export function nativeMenus(): AppMenu[] {
  return ORDER.map((menu) => ({
    label: menuLabel[menu](),
    items: COMMANDS.filter((command) => command.menu === menu).map((command) => {
      const [key] = command.keys
      return { command: command.id, label: command.label(), ...(key === undefined ? {} : { accelerator: accelerator(key) }) }
    }),
  }))
}
