import { useSyncExternalStore } from 'react'

/** Widths at which the panes are shared out anew; a window of any width between two counts as the lower one. */
const STEPS = [0, 600, 720, 860, 900, 1060, 1200, 1280, 1440] as const

const subscribe = (changed: () => void): (() => void) => {
  window.addEventListener('resize', changed)
  return () => window.removeEventListener('resize', changed)
}

const stepOf = (): number => STEPS.findLast((step) => step <= window.innerWidth) ?? 0

/** @returns the window's width, CSS pixels, rounded down to a step: a window that is drawn larger draws its panes again at few widths only */
export const useWindowWidth = (): number => useSyncExternalStore(subscribe, stepOf)

/** @returns the window's height, CSS pixels, rounded down to what the reader's place goes by (state/reader-place.ts) */
export const useWindowHeight = (): number => useSyncExternalStore(subscribe, () => Math.floor(window.innerHeight / 80) * 80)
