import { app, dialog, powerMonitor } from 'electron'
import { quitQuestion } from '../desktop/rules.ts'
import type { Host } from '../host/host.ts'
import { SAVE_MS, type Windows } from './shown.ts'

const QUIT_MS = 3000

/** Asks when runs are active; what is typed is stored and runs end `interrupted`, within three seconds whatever happens. */
export function quitCarefully(host: Host, windows: Windows, language: () => 'en' | 'ja'): void {
  let asking = false
  const leave = async (sure: boolean): Promise<void> => {
    const options = { type: 'question' as const, ...quitQuestion(language()), defaultId: 1, cancelId: 1 }
    // Not the synchronous one: it would hold up main, and with it the runs it asks about.
    if (!sure && host.activeRuns() > 0 && (await dialog.showMessageBox(options)).response !== 0) return windows.stay()
    if (windows.leaving) return
    windows.leaving = true
    const late = new Promise((resolve) => setTimeout(resolve, QUIT_MS))
    const done = host.saveDrafts(SAVE_MS).then(() => host.close())
    await Promise.race([done, late]).catch((error: unknown) => process.stderr.write(`${error}\n`))
    app.quit()
  }
  app.on('before-quit', (event) => {
    if (windows.leaving) return
    event.preventDefault()
    if (asking) return
    asking = true
    void leave(false).finally(() => (asking = false))
  })
  followSystem(host, () => void leave(true))
}

/** The computer shuts down or somebody logs off: nobody is asked. It goes to sleep, perhaps for good: what is typed is stored; it wakes. */
function followSystem(host: Host, end: () => void): void {
  const store = () => void host.saveDrafts(SAVE_MS)
  // Windows tells its windows: first whether they mind, then that it is so; the app is ended soon after, and hears no `before-quit`.
  app.on('browser-window-created', (_event, window) => window.on('query-session-end', store).on('session-end', end))
  // macOS and Linux wait for an app that asks for it (the declared listener takes no event, the documented one does).
  powerMonitor.on('shutdown', (...[event]: Electron.Event[]) => {
    event?.preventDefault()
    end()
  })
  powerMonitor.on('suspend', store)
  powerMonitor.on('resume', () => host.woke())
}
