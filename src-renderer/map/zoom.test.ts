import { describe, expect, it } from 'vitest'
import { firstZoom, fitted, LEAST_ZOOM, MOST_ZOOM, stepped, turned } from './zoom.ts'

const turn = (more: object) => ({ deltaX: 0, deltaY: 0, deltaMode: 0, ctrlKey: false, metaKey: false, shiftKey: false, ...more })

describe('zoom', () => {
  it('steps between its ends, and through the size it was laid out in', () => {
    let zoom = 1
    for (let i = 0; i < 20; i++) zoom = stepped(zoom, 1)
    expect(zoom).toBe(MOST_ZOOM)
    const seen: number[] = []
    for (let i = 0; i < 20; i++) {
      zoom = stepped(zoom, -1)
      seen.push(zoom)
    }
    expect(zoom).toBe(LEAST_ZOOM)
    expect(seen).toContain(1)
  })

  it('begins with all of it in sight, but never smaller than can be read', () => {
    expect(firstZoom({ width: 900, height: 900 }, { width: 1000, height: 600 })).toBe(0.9)
    expect(firstZoom({ width: 500, height: 500 }, { width: 2000, height: 2000 })).toBe(0.75)
    expect(firstZoom({ width: 900, height: 900 }, { width: 100, height: 100 })).toBe(1)
  })

  it('fits all of it, larger than life never', () => {
    expect(fitted({ width: 800, height: 600 }, { width: 1600, height: 600 })).toBe(0.5)
    expect(fitted({ width: 800, height: 600 }, { width: 100, height: 100 })).toBe(1)
    expect(fitted({ width: 10, height: 10 }, { width: 4000, height: 4000 })).toBe(LEAST_ZOOM)
  })

  it('follows a wheel and a pinch; two fingers on a trackpad move the map', () => {
    expect(turned(1, turn({ deltaY: -100 }))).toBeCloseTo(1.2)
    expect(turned(1.2, turn({ deltaY: 120 }))).toBe(1)
    expect(turned(1, turn({ deltaY: 3, deltaMode: 1 }))).toBeLessThan(1)
    expect(turned(1, turn({ deltaY: -4, ctrlKey: true }))).toBeCloseTo(1.04, 2)
    expect(turned(1, turn({ deltaY: 4, metaKey: true }))).toBeCloseTo(0.96, 2)
    for (const fingers of [{ deltaY: 12 }, { deltaY: 80, deltaX: 3 }, { deltaX: 60 }, { deltaY: 100, shiftKey: true }])
      expect(turned(1, turn(fingers))).toBeNull()
  })
})
