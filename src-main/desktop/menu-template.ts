import type { AppMenu } from '../contract/host-api.ts'
import { type MacRole, macAppMenu, macWindowMenu } from './menu-mac.ts'

/** Native menus mirror the window's own command table, in the window's language. Without Electron's code, so that tests can read them. */

type Role = Extract<AppMenu['items'][number], { role: unknown }>['role']

/** What Electron's `Menu.buildFromTemplate` takes, as far as it is used here. */
export interface MenuEntry {
  label?: string
  role?: Role | MacRole
  type?: 'separator'
  accelerator?: string
  registerAccelerator?: boolean
  click?: (item: unknown, window: unknown, event: { readonly triggeredByAccelerator?: boolean }) => void
  submenu?: MenuEntry[]
}

/** What of a key is shown beside a command: on macOS it is always registered too, and a bare letter there would act while somebody types. */
export const shownAccelerator = (accelerator: string, platform: NodeJS.Platform): string | undefined =>
  platform !== 'darwin' || /^(?:Shift\+)?(?:(?:CmdOrCtrl|Alt)\+|F\d)/.test(accelerator) ? accelerator : undefined

/** A single & would underline the letter behind it. */
const plain = (label: string): string => label.replaceAll('&', '&&')

/**
 * @param choose is told the command of a chosen item, and whether a key chose it
 * @param language of the menus macOS itself wants
 * @returns what `Menu.buildFromTemplate` takes
 */
export function menuTemplate(
  menus: readonly AppMenu[],
  platform: NodeJS.Platform,
  choose: (command: string, byKey: boolean) => void,
  language: 'en' | 'ja' = 'en',
): MenuEntry[] {
  const item = (entry: AppMenu['items'][number]): MenuEntry => {
    if ('role' in entry) return { ...entry, label: plain(entry.label) }
    const accelerator = entry.accelerator && shownAccelerator(entry.accelerator, platform)
    // The page listens to its own keys: elsewhere the accelerator is shown, not registered, so that text fields keep theirs.
    const keys = accelerator ? { accelerator, registerAccelerator: false } : {}
    return {
      label: plain(entry.label),
      click: (_item, _window, event) => choose(entry.command, event.triggeredByAccelerator === true),
      ...keys,
    }
  }
  const own = menus.map(({ label, items }): MenuEntry => {
    const first = items.findIndex((entry) => 'role' in entry)
    const parts = first <= 0 ? [items] : [items.slice(0, first), items.slice(first)]
    const submenu = parts.flatMap((part, index) => [...(index > 0 ? [{ type: 'separator' as const }] : []), ...part.map(item)])
    return { label: plain(label), submenu }
  })
  return platform === 'darwin' ? [macAppMenu(language), ...own, macWindowMenu(language)] : own
}
