import { app, dialog } from 'electron'
import { quitQuestion } from '../desktop/rules.ts'
import type { Host } from '../host/host.ts'
import { SAVE_MS, type Windows } from './shown.ts'

const QUIT_MS = 3000

/** Asks when runs are active; what is typed is stored and runs end `interrupted`, within three seconds whatever happens. */
export function quitCarefully(host: Host, windows: Windows, language: () => 'en' | 'ja'): void {
  let asking = false
  const leave = async (): Promise<void> => {
    const options = { type: 'question' as const, ...quitQuestion(language()), defaultId: 1, cancelId: 1 }
    // Not the synchronous one: it would hold up main, and with it the runs it asks about.
    if (host.activeRuns() > 0 && (await dialog.showMessageBox(options)).response !== 0) return windows.stay()
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
    void leave().finally(() => (asking = false))
  })
}
