import { BrowserWindow, Menu } from 'electron'
import type { AppMenu } from '../contract/host-api.ts'
import type { HostClient } from '../host/shell.ts'
import { menuTemplate } from './menu-template.ts'

/** Shows the menus; a choice goes back to the window in front as `app.command`. @param clientOf the client of a window */
export function setAppMenu(menus: readonly AppMenu[], clientOf: (window: BrowserWindow) => HostClient | undefined): void {
  const choose = (command: string) => {
    const window = BrowserWindow.getFocusedWindow()
    if (window) clientOf(window)?.send('app.command', { command })
  }
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(menus, process.platform, choose)))
}
