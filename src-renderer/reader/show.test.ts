import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { scrollTo, scrollToShare } from './show.ts'

/** Frames of a browser, drawn by hand. */
const waiting = new Map<number, () => void>()
let next = 0
const frame = () => {
  const now = [...waiting.values()]
  waiting.clear()
  for (const draw of now) draw()
}

let shown: string[]
const place = (name: string) => ({ scrollIntoView: () => void shown.push(name) }) as unknown as Element

beforeEach(() => {
  shown = []
  waiting.clear()
  vi.stubGlobal('requestAnimationFrame', (draw: () => void) => {
    waiting.set(++next, draw)
    return next
  })
  vi.stubGlobal('cancelAnimationFrame', (id: number) => void waiting.delete(id))
})
afterEach(() => vi.unstubAllGlobals())

const frames = () => {
  for (let i = 0; i < 20; i++) frame()
}

it('keeps a place in the middle for some frames, then leaves it to the person', () => {
  scrollTo(place('a'))
  frames()
  const times = shown.length
  expect(times).toBeGreaterThan(3)
  frames()
  expect(shown.length).toBe(times)
})

it('of places gone to in quick succession the last one stays, whoever asked for the others', () => {
  for (const name of ['a', 'b', 'c', 'd', 'e']) {
    scrollTo(place(name))
    frame()
  }
  shown = []
  frames()
  expect(new Set(shown)).toEqual(new Set(['e']))
})

it('a place gone to after a jump along the margin, and the other way round', () => {
  const box = (top: number, height: number) => ({ getBoundingClientRect: () => ({ top, height, bottom: top + height }) })
  const moves: number[] = []
  const body = {
    ...box(0, 100),
    get scrollTop() {
      return 0
    },
    set scrollTop(to: number) {
      moves.push(to)
    },
  } as unknown as HTMLElement
  const sections = [{ element: box(0, 1000) as unknown as Element, first: 0, end: 1 }]
  scrollToShare(body, sections, [0, 10], 0.5)
  scrollTo(place('a'))
  moves.length = 0
  frames()
  expect(moves).toEqual([])
  scrollTo(place('b'))
  scrollToShare(body, sections, [0, 10], 0.5)
  shown = []
  frames()
  expect(shown).toEqual([])
  expect(moves.length).toBeGreaterThan(3)
})

it('stopping one that something later has replaced does not stop the later one', () => {
  const stop = scrollTo(place('a'))
  scrollTo(place('b'))
  stop()
  shown = []
  frames()
  expect(shown).toContain('b')
})
