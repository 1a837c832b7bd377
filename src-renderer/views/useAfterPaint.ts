import { useEffect, useRef } from 'react'

/**
 * Puts something off until what was just done is painted: a letter shows at once, and what it leads to comes in the next frame. Asked for again before, it
 * still happens once.
 * @param work done as it is by then @returns the way to ask for it
 */
export function useAfterPaint(work: () => void): () => void {
  const latest = useRef(work)
  latest.current = work
  const waiting = useRef<{ frame: number; timer?: ReturnType<typeof setTimeout> } | null>(null)
  useEffect(
    () => () => {
      if (!waiting.current) return
      cancelAnimationFrame(waiting.current.frame)
      clearTimeout(waiting.current.timer)
    },
    [],
  )
  return () => {
    if (waiting.current) return
    const frame = requestAnimationFrame(() => {
      // A timer set in a frame runs after it.
      const timer = setTimeout(() => {
        waiting.current = null
        latest.current()
      })
      waiting.current = { frame, timer }
    })
    waiting.current = { frame }
  }
}
