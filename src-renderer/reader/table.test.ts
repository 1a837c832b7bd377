import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Block } from '../../src-main/contract/blocks.ts'
import { cellBreaks, tableRows } from './table.ts'

const cell = (text: string, row?: number, column?: number): Block => ({
  kind: 'table-cell',
  text,
  map: [],
  start: 0,
  end: text.length,
  line: 1,
  ...(row === undefined ? {} : { row }),
  ...(column === undefined ? {} : { column }),
})
const texts = (blocks: readonly Block[]) => tableRows(blocks).map((row) => row.map(({ block }) => block?.text ?? '–'))

it('keeps every cell under its column where others are empty', () => {
  const blocks = [
    cell('Term', 0, 0),
    cell('Unit', 0, 1),
    cell('Owner', 0, 2),
    cell('dwell time', 1, 0),
    cell('planner', 1, 2),
    cell('d', 2, 1),
  ]
  expect(texts(blocks)).toEqual([
    ['Term', 'Unit', 'Owner'],
    ['dwell time', '–', 'planner'],
    ['–', 'd', '–'],
  ])
})

it('leaves out the columns nobody has, and sets side by side what says no column', () => {
  expect(texts([cell('a', 3, 2), cell('b', 3, 9), cell('c', 4, 9)])).toEqual([
    ['a', 'b'],
    ['–', 'c'],
  ])
  expect(texts([cell('a'), cell('b'), cell('c', 1)])).toEqual([
    ['a', 'b'],
    ['c', '–'],
  ])
})

it('loses no cell, whatever places they say, and shows none twice', () => {
  const place = fc.option(fc.nat(4), { nil: undefined })
  fc.assert(
    fc.property(fc.array(fc.tuple(place, place), { maxLength: 12 }), (places) => {
      const shown = tableRows(places.map(([row, column], i) => cell(`${i}`, row, column)))
      const found = shown.flat().flatMap(({ block, index }) => (block ? [index] : []))
      expect(found.toSorted((a, b) => a - b)).toEqual(places.map((_, i) => i))
      expect(new Set(shown.map(({ length }) => length)).size).toBeLessThanOrEqual(1)
    }),
  )
})

it('breaks only words that are too long for a column, and keeps Japanese from standing letter under letter', () => {
  expect(cellBreaks('berth window')).toEqual({ least: 0, anywhere: false })
  expect(cellBreaks('see https://example.org/a/very/long/path')).toEqual({ least: 14, anywhere: true })
  expect(cellBreaks('読み')).toEqual({ least: 2, anywhere: false })
  expect(cellBreaks('船舶を接岸させるための構造物である。ここは長い文が空白なしに続いている。')).toEqual({ least: 5, anywhere: false })
})
