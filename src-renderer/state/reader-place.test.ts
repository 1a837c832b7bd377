import { expect, it } from 'vitest'
import { readerBelow } from './reader-place.ts'

const room = (width: number, height: number, inspector = true) => ({ width, height, inspector })

it('by itself the reader stands where it can be read', () => {
  expect(readerBelow('auto', room(1280, 800))).toBe(false)
  expect(readerBelow('auto', room(1024, 700))).toBe(true)
  expect(readerBelow('auto', room(1024, 700, false))).toBe(false)
  // 1280 x 800 at 200 %: two panes above each other would show a few lines each.
  expect(readerBelow('auto', room(640, 400))).toBe(false)
})

it('what people chose holds in every window', () => {
  expect(readerBelow('beside', room(800, 900))).toBe(false)
  expect(readerBelow('below', room(1920, 1080))).toBe(true)
})
