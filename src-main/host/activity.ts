import type { RunStatus } from '../contract/run.ts'

/** What running work looks like from outside the windows: progress in the dock or taskbar, the computer kept awake, a word at the end. */

/** Something about a run of a library: it went on, or ended. */
export interface RunNews {
  readonly library: string
  /** Runs that work now, in all libraries. */
  readonly active: number
  /** Of the running work, 0 to 1; null = not known. */
  readonly share: number | null
  readonly ended?: { readonly name: string; readonly status: RunStatus }
}

export interface Outside {
  /** As `BrowserWindow.setProgressBar` takes it: below 0 none, above 1 moving without a share. */
  readonly progress: number
  readonly awake: boolean
  /** The body of a notification; null = none. */
  readonly tell: string | null
}

/** A run shorter than this ends without a notification. */
export const LONG_RUN_MS = 15_000

const ENDINGS: Readonly<Record<'en' | 'ja', Partial<Record<RunStatus, string>>>> = {
  en: { completed: 'run completed', failed: 'run failed', interrupted: 'run interrupted' },
  ja: { completed: '処理が完了しました', failed: '処理に失敗しました', interrupted: '処理が中断されました' },
}

export class Activity {
  /** When each library's run began, ms. */
  readonly #begun = new Map<string, number>()

  /**
   * @param now ms of a clock that never goes back
   * @param seen one of the app's windows is in front
   */
  note(news: RunNews, now: number, seen: boolean, language: 'en' | 'ja'): Outside {
    const begun = this.#begun.get(news.library) ?? now
    if (news.ended) this.#begun.delete(news.library)
    else this.#begun.set(news.library, begun)
    // What a person cancelled is no news to them.
    const ending = news.ended && ENDINGS[language][news.ended.status]
    const tell = ending && !seen && now - begun > LONG_RUN_MS ? `${news.ended.name}: ${ending}` : null
    return { progress: news.active === 0 ? -1 : (news.share ?? 2), awake: news.active > 0, tell }
  }
}
