import { expect, it } from 'vitest'
import { rowsAround, scrollTo, sightOf } from './rows-in-sight.ts'

it('knows the rows in sight, those cut at the edges included', () => {
  expect(sightOf(0, 300, 30)).toEqual({ first: 0, count: 11 })
  expect(sightOf(45, 300, 30)).toEqual({ first: 1, count: 11 })
  expect(sightOf(-5, -1, 30)).toEqual({ first: 0, count: 1 })
})

it('keeps some rows more on both sides, and the end of a list that has become shorter', () => {
  expect(rowsAround({ first: 100, count: 11 }, 50_000, 12)).toEqual({ from: 88, to: 123 })
  expect(rowsAround({ first: 0, count: 11 }, 5, 12)).toEqual({ from: 0, to: 5 })
  expect(rowsAround({ first: 40_000, count: 11 }, 20, 2)).toEqual({ from: 7, to: 20 })
  expect(rowsAround({ first: 40_000, count: 11 }, 0, 12)).toEqual({ from: 0, to: 0 })
})

it('scrolls just as far as a row needs to be seen whole', () => {
  expect(scrollTo(3, 0, 300, 30)).toBeNull()
  expect(scrollTo(9, 0, 300, 30)).toBeNull()
  expect(scrollTo(10, 0, 300, 30)).toBe(30)
  expect(scrollTo(2, 90, 300, 30)).toBe(60)
  // A view lower than a row shows the row's upper edge.
  expect(scrollTo(4, 0, 10, 30)).toBe(120)
})
