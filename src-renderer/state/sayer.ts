/**
 * What screen readers hear of a run, kept to what somebody can listen to: its start and its end at once, of its steps in between one in every PAUSE_MS, and
 * that the latest. A run of a second took twenty-five sentences through four stages of ten steps each, heard long after it was over.
 */

/** Longer than it takes to say a step. */
export const PAUSE_MS = 5_000

export interface Sayer {
  /** @param atWork a step of a run that goes on; anything else (its end, a pause, nothing) is said at once */
  tell(atWork: boolean, sentence: string): void
  stop(): void
}

/** @param say puts a sentence into the live region */
export function createSayer(say: (sentence: string) => void): Sayer {
  /** When a step was said last; null while nothing works, so that what begins is said at once. */
  let saidAt: number | null = null
  let last: string | null = null
  let timer: ReturnType<typeof setTimeout> | undefined
  const now = (sentence: string): void => {
    if (sentence === last) return
    last = sentence
    say(sentence)
  }
  const step = (sentence: string): void => {
    saidAt = performance.now()
    now(sentence)
  }
  return {
    tell(atWork, sentence) {
      clearTimeout(timer)
      if (!atWork) {
        saidAt = null
        now(sentence)
        return
      }
      const left = saidAt === null ? 0 : saidAt + PAUSE_MS - performance.now()
      if (left <= 0) step(sentence)
      else timer = setTimeout(step, left, sentence)
    },
    stop: () => clearTimeout(timer),
  }
}
