import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef } from 'react'
import { firstZoom, fitted, stepped, turned } from '../../map/zoom.ts'
import { useApp } from '../context.ts'
import { useAsked } from '../useAsked.ts'
import { useMap } from './MapPane.tsx'

/** Zooming and moving the picture of a map: by keys, buttons, wheel, pinch and drag. What is under the pointer, else in the middle, stays where it is. */

interface Held {
  /** Of the picture, as it was laid out. */
  readonly x: number
  readonly y: number
  /** Of the window. */
  readonly clientX: number
  readonly clientY: number
}

interface Size {
  readonly width: number
  readonly height: number
}

/**
 * @param scroller what scrolls @param sheet the picture in it, as large as it is drawn
 * @param size as it was laid out; null while there is none
 */
export function useZoom(scroller: RefObject<HTMLElement | null>, sheet: RefObject<HTMLElement | null>, size: Size | null): number {
  const { map } = useApp()
  const zoom = useMap((state) => state.zoom)
  const held = useRef<Held | null>(null)

  const zoomTo = useCallback(
    (next: number, at?: { readonly clientX: number; readonly clientY: number }) => {
      const before = map.getState().zoom
      if (next === before || !scroller.current || !sheet.current) return
      const view = scroller.current.getBoundingClientRect()
      const { clientX, clientY } = at ?? { clientX: view.left + view.width / 2, clientY: view.top + view.height / 2 }
      const { left, top } = sheet.current.getBoundingClientRect()
      held.current = { x: (clientX - left) / before, y: (clientY - top) / before, clientX, clientY }
      map.actions.zoomTo(next)
    },
    [map, scroller, sheet],
  )
  useLayoutEffect(() => {
    const point = held.current
    held.current = null
    if (!point || !scroller.current || !sheet.current) return
    const { left, top } = sheet.current.getBoundingClientRect()
    scroller.current.scrollBy(left + point.x * zoom - point.clientX, top + point.y * zoom - point.clientY)
  }, [zoom, scroller, sheet])

  // Until somebody zooms, every map that comes is as large as it fits.
  useLayoutEffect(() => {
    const view = scroller.current
    if (size && view) map.actions.fitAtFirst(firstZoom({ width: view.clientWidth, height: view.clientHeight }, size))
  }, [size, map, scroller])

  useAsked('map.zoom-in', () => zoomTo(stepped(map.getState().zoom, 1)))
  useAsked('map.zoom-out', () => zoomTo(stepped(map.getState().zoom, -1)))
  useAsked('map.actual', () => zoomTo(1))
  useAsked('map.fit', () => {
    const view = scroller.current
    if (size && view) zoomTo(fitted({ width: view.clientWidth, height: view.clientHeight }, size))
  })
  useWheel(scroller, zoomTo)
  useDrag(scroller)
  return zoom
}

/** React's own wheel handlers can't keep the page from scrolling: they are passive. */
function useWheel(scroller: RefObject<HTMLElement | null>, zoomTo: (zoom: number, at: WheelEvent) => void): void {
  const { map } = useApp()
  useEffect(() => {
    const view = scroller.current
    if (!view) return
    const onWheel = (event: WheelEvent) => {
      const next = turned(map.getState().zoom, event)
      if (next === null) return
      event.preventDefault()
      zoomTo(next, event)
    }
    view.addEventListener('wheel', onWheel, { passive: false })
    return () => view.removeEventListener('wheel', onWheel)
  }, [scroller, zoomTo, map])
}

/** Dragged by its background the map moves; terms are for clicking. */
function useDrag(scroller: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const view = scroller.current
    if (!view) return
    const onMove = (event: PointerEvent) => {
      if (view.hasPointerCapture(event.pointerId)) view.scrollBy(-event.movementX, -event.movementY)
    }
    const onDown = (event: PointerEvent) => {
      const onTerm = event.target instanceof Element && event.target.closest('.map-term') !== null
      // Fingers scroll it already.
      if (event.button !== 0 || event.pointerType === 'touch' || onTerm) return
      view.setPointerCapture(event.pointerId)
      view.classList.add('is-dragged')
    }
    const onUp = () => view.classList.remove('is-dragged')
    view.addEventListener('pointerdown', onDown)
    view.addEventListener('pointermove', onMove)
    view.addEventListener('lostpointercapture', onUp)
    return () => {
      view.removeEventListener('pointerdown', onDown)
      view.removeEventListener('pointermove', onMove)
      view.removeEventListener('lostpointercapture', onUp)
    }
  }, [scroller])
}
