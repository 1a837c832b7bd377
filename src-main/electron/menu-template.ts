import type { MenuItemConstructorOptions } from 'electron'
import type { AppMenu } from '../contract/host-api.ts'

/** Native menus mirror the window's own command table, in the window's language. Without Electron's code, so that tests can read them. */

/** What of a key is shown beside a command: on macOS it is always registered too, and a bare letter there would act while somebody types. */
export const shownAccelerator = (accelerator: string, platform: NodeJS.Platform): string | undefined =>
  platform !== 'darwin' || /^(?:Shift\+)?(?:(?:CmdOrCtrl|Alt)\+|F\d)/.test(accelerator) ? accelerator : undefined

/** @param choose is told the command of a chosen item @returns what `Menu.buildFromTemplate` takes */
export function menuTemplate(
  menus: readonly AppMenu[],
  platform: NodeJS.Platform,
  choose: (command: string) => void,
): MenuItemConstructorOptions[] {
  const item = (entry: AppMenu['items'][number]): MenuItemConstructorOptions => {
    if ('role' in entry) return entry
    const accelerator = entry.accelerator && shownAccelerator(entry.accelerator, platform)
    // The page listens to its own keys: elsewhere the accelerator is shown, not registered, so that text fields keep theirs.
    const keys = accelerator ? { accelerator, registerAccelerator: false } : {}
    return { label: entry.label, click: () => choose(entry.command), ...keys }
  }
  const own = menus.map(({ label, items }): MenuItemConstructorOptions => {
    const first = items.findIndex((entry) => 'role' in entry)
    const parts = first < 0 ? [items] : [items.slice(0, first), items.slice(first)]
    return { label, submenu: parts.flatMap((part, index) => [...(index > 0 ? [{ type: 'separator' as const }] : []), ...part.map(item)]) }
  })
  return platform === 'darwin' ? [{ role: 'appMenu' }, ...own, { role: 'windowMenu' }] : own
}
