import { expect, test } from 'vitest'
import { shareOf } from './share.ts'

const files = Array.from({ length: 400 }, (_, i) => ({ path: `docs/${i}.md`, size: 1000 + ((i * 7919) % 20_000) }))
const bytes = (some: readonly { size: number }[]) => some.reduce((sum, { size }) => sum + size, 0)

test('a tenth is a tenth of the bytes, never more, and nearly all of it', () => {
  const tenth = shareOf(files, 10)
  expect(bytes(files) / bytes(tenth)).toBeGreaterThanOrEqual(10)
  expect(bytes(files) / bytes(tenth)).toBeLessThan(10.1)
  expect(tenth.some(({ size }) => size > 12_000)).toBe(true)
})

test('the same files however they are listed; all of them for one part', () => {
  const again = shareOf([...files].reverse(), 10)
  expect(new Set(again)).toEqual(new Set(shareOf(files, 10)))
  expect(shareOf(files, 1)).toEqual(files)
})
