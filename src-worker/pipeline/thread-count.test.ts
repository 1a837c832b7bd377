import { expect, test } from 'vitest'
import { threadCount } from './thread-count.ts'

test('a run has one thread for little, a core less than there are for more, and all of them for much text', () => {
  expect(threadCount(1_000_000, 4)).toEqual({ text: 1, unpacking: 1 })
  expect(threadCount(3_500_000, 4)).toEqual({ text: 3, unpacking: 3 })
  expect(threadCount(30_000_000, 4)).toEqual({ text: 4, unpacking: 3 })
})

test('never more than four, never none', () => {
  expect(threadCount(30_000_000, 16)).toEqual({ text: 4, unpacking: 4 })
  expect(threadCount(30_000_000, 2)).toEqual({ text: 2, unpacking: 1 })
  expect(threadCount(30_000_000, 1)).toEqual({ text: 1, unpacking: 1 })
})
