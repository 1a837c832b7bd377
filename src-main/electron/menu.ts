import { BrowserWindow, Menu } from 'electron'
import type { AppMenu } from '../contract/host-api.ts'
import { menuTemplate } from '../desktop/menu-template.ts'
import type { HostClient } from '../host/shell.ts'

/**
 * Shows the menus; a choice goes back to the window in front as `app.command`.
 * @param language of the menus macOS itself wants @param clientOf the client of a window
 * @param newWindow on macOS the menus stay when the last window is closed: whatever is chosen then needs one first
 */
export function setAppMenu(
  menus: readonly AppMenu[],
  language: 'en' | 'ja',
  clientOf: (window: BrowserWindow) => HostClient | undefined,
  newWindow: () => void,
): void {
  const choose = (command: string, byKey: boolean) => {
    const window = BrowserWindow.getFocusedWindow()
    if (window) clientOf(window)?.send('app.command', { command, ...(byKey ? { byKey } : {}) })
    else if (BrowserWindow.getAllWindows().length === 0) newWindow()
  }
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(menus, process.platform, choose, language)))
}
