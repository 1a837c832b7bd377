import { expect, it } from 'vitest'
import { paneSizes, widened } from './pane-sizes.ts'

const SIDEBAR = 214

it('shares what there is among the panes that are shown', () => {
  for (const width of [720, 1280, 1440, 2560]) {
    const all = paneSizes(true, true, width)
    expect(all.list + all.reader + all.inspector).toBe(100)
  }
  expect(paneSizes(true, false, 1280)).toEqual({ list: 40, reader: 60, inspector: 0 })
  expect(paneSizes(false, true, 1280)).toEqual({ list: 64, reader: 0, inspector: 36 })
  // Beside icons alone: the definition of the term keeps a readable width.
  expect(((760 - 40) * paneSizes(true, true, 760).inspector) / 100).toBeGreaterThanOrEqual(250)
  expect(((760 - 40) * paneSizes(false, true, 760).inspector) / 100).toBeGreaterThanOrEqual(300)
})

it.each([1280, 1440, 1920])(
  'leaves the inspector 320 px and the reader more than that, the list the width of its head, in a window of %i px',
  (width) => {
    const room = width - SIDEBAR
    const { list, reader, inspector } = paneSizes(true, true, width)
    expect((room * inspector) / 100).toBeGreaterThanOrEqual(320)
    expect((room * reader) / 100).toBeGreaterThanOrEqual(370)
    expect((room * list) / 100).toBeGreaterThanOrEqual(350)
  },
)

it('widens and narrows the list by command, at the cost of the others in proportion, and never below what a pane needs', () => {
  expect(widened([64, 36], 6)).toEqual([70, 30])
  expect(widened([40, 40, 20], 10).map(Math.round)).toEqual([50, 33, 17])
  expect(widened([24, 76], -6)).toEqual([22, 78])
  expect(widened([75, 25], 6)).toEqual([78, 22])
  expect(widened([100], 6)).toEqual([100])
})
