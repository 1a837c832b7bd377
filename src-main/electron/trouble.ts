import { type BrowserWindow, dialog } from 'electron'
import { mayReload, type Trouble, troubleQuestion } from '../desktop/rules.ts'

/**
 * A page that hangs, or whose process dies: it is loaded again, by itself or when somebody wants it. Main and its runs have lost nothing, and the
 * page comes back to its library by itself. @param language of the question
 */
export function watchPage(window: BrowserWindow, language: () => 'en' | 'ja'): void {
  const { webContents } = window
  const deaths: number[] = []
  let asking: AbortController | null = null
  const ask = async (trouble: Trouble): Promise<boolean> => {
    asking?.abort()
    const mine = new AbortController()
    asking = mine
    const options = { type: 'warning' as const, ...troubleQuestion(trouble, language()), noLink: true, signal: mine.signal }
    const { response } = await dialog.showMessageBox(window, options)
    if (asking === mine) asking = null
    return response === 0 && !mine.signal.aborted && !window.isDestroyed()
  }
  const reload = (trouble: Trouble) => async () => {
    if (!(await ask(trouble))) return
    deaths.length = 0
    if (trouble === 'hangs') webContents.forcefullyCrashRenderer()
    else webContents.reload()
  }
  window.on('unresponsive', reload('hangs'))
  window.on('responsive', () => asking?.abort())
  webContents.on('render-process-gone', (_event, { reason }) => {
    asking?.abort()
    deaths.push(performance.now())
    if (reason === 'clean-exit' || window.isDestroyed()) return
    if (mayReload(deaths)) webContents.reload()
    else void reload('dies')()
  })
}
