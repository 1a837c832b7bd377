import { BrowserWindow, Menu, type MenuItemConstructorOptions } from 'electron'
import type { AppMenu } from '../contract/host-api.ts'
import type { HostClient } from '../host/shell.ts'

/** Native menus mirror the window's own command table, in the window's language; a choice goes back to the window as `app.command`. */

const ROLES: MenuItemConstructorOptions[] = [{ type: 'separator' }, { role: 'cut' }, { role: 'copy' }, { role: 'paste' }]

/** @param clientOf the client of a window, so that a choice reaches the one in front */
export function setAppMenu(menus: readonly AppMenu[], clientOf: (window: BrowserWindow) => HostClient | undefined): void {
  const send = (command: string) => {
    const window = BrowserWindow.getFocusedWindow()
    if (window) clientOf(window)?.send('app.command', { command })
  }
  const template = menus.map(({ label, items }, index): MenuItemConstructorOptions => {
    const own = items.map(
      ({ command, label: text, accelerator }): MenuItemConstructorOptions => ({
        label: text,
        click: () => send(command),
        // The page listens to its own keys: the accelerator is shown, not registered, so that text fields keep theirs.
        ...(accelerator === undefined ? {} : { accelerator, registerAccelerator: false }),
      }),
    )
    return { label, submenu: index === 1 ? [...own, ...ROLES] : own }
  })
  const mac: MenuItemConstructorOptions[] = process.platform === 'darwin' ? [{ role: 'appMenu' }] : []
  Menu.setApplicationMenu(Menu.buildFromTemplate([...mac, ...template, { role: 'windowMenu' }]))
}
