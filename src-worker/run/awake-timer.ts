import { systemTime, type WorkerTime } from './time.ts'

/** The longest step in which time is looked at, milliseconds; one that took twice as long and more was slept through. */
const STEP_MS = 5_000

/**
 * Does something after so many milliseconds in which the computer was awake. The clocks of Windows and macOS go on while it sleeps: a plain timer
 * would go off on waking, and what it guards would be called late.
 */
export function afterAwake(ms: number, act: () => void, time: Pick<WorkerTime, 'now' | 'after'> = systemTime): { cancel(): void } {
  let left = ms
  let last = time.now()
  const arm = () => time.after(Math.min(left, STEP_MS), look)
  let timer = arm()
  function look(): void {
    const now = time.now()
    left -= Math.min(now - last, 2 * STEP_MS)
    last = now
    if (left > 0) timer = arm()
    else act()
  }
  return { cancel: () => timer.cancel() }
}
