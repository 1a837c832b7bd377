import { type RefObject, useCallback, useEffect, useLayoutEffect, useState } from 'react'
import { flushSync } from 'react-dom'
import { rowsAround, type Sight, scrollTo, sightOf } from './rows-in-sight.ts'

/** Rows beyond both edges that are in the page. */
const SPARE = 12

/**
 * The rows of a virtual grid that have to be in the page, as it is scrolled and resized; keeps the row with the focus in sight.
 * @param scroller what scrolls, with the head of the grid in it @param body what holds the rows, below the head
 */
export function useRows(
  scroller: RefObject<HTMLElement | null>,
  body: RefObject<HTMLElement | null>,
  {
    total,
    active,
    rowHeight,
    list,
  }: { readonly total: number; readonly active: number; readonly rowHeight: number; readonly list: string | undefined },
): { readonly from: number; readonly to: number } {
  const [sight, setSight] = useState<Sight>({ first: 0, count: 0 })
  const look = useCallback(() => {
    const { scrollTop, clientHeight } = scroller.current!
    const next = sightOf(scrollTop, clientHeight - body.current!.offsetTop, rowHeight)
    setSight((before) => (before.first === next.first && before.count === next.count ? before : next))
  }, [scroller, body, rowHeight])
  useLayoutEffect(() => {
    const own = scroller.current!
    look()
    // The rows are there in the frame that shows the new place, not in the one after it.
    const onScroll = () => flushSync(look)
    own.addEventListener('scroll', onScroll, { passive: true })
    const sizes = new ResizeObserver(look)
    sizes.observe(own)
    return () => {
      own.removeEventListener('scroll', onScroll)
      sizes.disconnect()
    }
  }, [scroller, look])
  // biome-ignore lint/correctness/useExhaustiveDependencies: another list begins anew, though its row and its length are the same.
  useLayoutEffect(() => {
    const own = scroller.current!
    if (active < 0 || active >= total) return
    const top = scrollTo(active, own.scrollTop, own.clientHeight - body.current!.offsetTop, rowHeight)
    if (top === null) return
    own.scrollTop = top
    look()
  }, [active, total, list, rowHeight, scroller, body, look])
  // A list that comes up shows what is in sight first.
  const [spare, setSpare] = useState(0)
  useEffect(() => {
    const frame = requestAnimationFrame(() => setSpare(SPARE))
    return () => cancelAnimationFrame(frame)
  }, [])
  return rowsAround(sight, total, spare)
}
