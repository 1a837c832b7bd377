import { Activity } from '../host/activity.ts'
import type { HostShell } from '../host/shell.ts'

/** What the system has for work that goes on. */
export interface Around {
  windows(): readonly { isFocused(): boolean; setProgressBar(progress: number): void }[]
  /** Keeps the computer awake. @returns the way to let it sleep again */
  keepAwake(): () => void
  notify(text: string, clicked: () => void): void
  language(): 'en' | 'ja'
}

/** While runs work: progress on the dock or taskbar, the computer kept awake; a notification when a long one ends unseen. */
export function runActivity({ windows, keepAwake, notify, language }: Around): NonNullable<HostShell['runActivity']> {
  const activity = new Activity()
  let release: (() => void) | null = null
  return (news, front) => {
    const all = windows()
    const seen = all.some((window) => window.isFocused())
    const { progress, awake, tell } = activity.note(news, performance.now(), seen, language())
    for (const window of all) window.setProgressBar(progress)
    if (awake) release ??= keepAwake()
    else {
      release?.()
      release = null
    }
    if (tell !== null) notify(tell, front)
  }
}
