import { BrowserWindow, type Session } from 'electron'
import { APP_ORIGIN, mayNavigate } from '../desktop/rules.ts'
import { pageRequest } from '../host/page-requests.ts'

/** Windows of the app: sandboxed, isolated, going nowhere (security checklist, items 2–6, 8–14). */

/** @param preload path of the preload's bundle @param name distinguishes stored window states @param hash what the page shows, from rules.ts */
export function createWindow(session: Session, preload: string, name: string, hash = ''): BrowserWindow {
  const window = new BrowserWindow({
    name,
    windowStatePersistence: true,
    width: 1280,
    height: 820,
    minWidth: 720,
    minHeight: 480,
    show: false,
    title: 'GenGlossary',
    webPreferences: {
      preload,
      session,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
    },
  })
  const { webContents } = window
  webContents.setWindowOpenHandler(() => ({ action: 'deny' }))
  const stay = (event: { readonly url: string; preventDefault(): void }) => {
    if (!mayNavigate(event.url)) event.preventDefault()
  }
  webContents.on('will-navigate', stay)
  webContents.on('will-redirect', stay)
  webContents.on('will-frame-navigate', stay)
  webContents.on('will-attach-webview', (event) => event.preventDefault())
  const show = () => window.isDestroyed() || window.isVisible() || window.show()
  window.once('ready-to-show', show)
  // Wayland paints nothing of a window that was never shown, so there the event may never come (electron#48859).
  if (process.platform === 'linux') webContents.once('did-finish-load', show)
  // Rejects too when the window is closed while it loads.
  window.loadURL(`${APP_ORIGIN}/${hash}`).catch((error: unknown) => process.stderr.write(`${String(error)}\n`))
  return window
}

/** No permission is ever given, no device, no download, and no request leaves the app (items 5 and 8). @param refused told of each that would have */
export function lockSession(session: Session, refused: (url: URL) => void): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false))
  session.setPermissionCheckHandler(() => false)
  session.setDevicePermissionHandler(() => false)
  session.on('will-download', (event) => event.preventDefault())
  session.webRequest.onBeforeRequest((details, answer) => {
    const { cancel, refused: url } = pageRequest(details.url)
    if (url !== null) refused(url)
    answer({ cancel })
  })
}
