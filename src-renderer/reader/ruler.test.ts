import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Block } from '../../src-main/contract/blocks.ts'
import { blockAt, headingOver, laneOf, nearestMark, pathOf, RULER_ROWS, scaleOf, shareOf } from './ruler.ts'

const block = (text: string, rest: Partial<Block> = {}): Block => ({
  kind: 'paragraph',
  text,
  map: [],
  start: 0,
  end: text.length,
  line: 1,
  ...rest,
})
const texts = fc.array(fc.string({ maxLength: 400 }), { minLength: 1, maxLength: 60 })

it('places run from 0 to 1 in the order of the text', () => {
  fc.assert(
    fc.property(texts, (given) => {
      const blocks = given.map((text) => block(text))
      const scale = scaleOf(blocks)
      const shares = blocks.flatMap(({ text }, index) => [shareOf(scale, blocks, index, 0), shareOf(scale, blocks, index, text.length)])
      expect(shares[0]).toBe(0)
      expect(shares.every((share) => share >= 0 && share <= 1 + 1e-9)).toBe(true)
      expect(shares).toEqual(shares.toSorted((a, b) => a - b))
    }),
  )
})

it('a share leads back to the block it came from', () => {
  fc.assert(
    fc.property(texts, fc.nat(), fc.double({ min: 0.01, max: 0.99, noNaN: true }), (given, pick, inside) => {
      const blocks = given.map((text) => block(`${text} more text`))
      const index = pick % blocks.length
      const scale = scaleOf(blocks)
      const found = blockAt(scale, shareOf(scale, blocks, index, inside * blocks[index]!.text.length))
      expect(found.block).toBe(index)
      expect(found.inside).toBeCloseTo(inside, 6)
    }),
  )
})

it('a table takes the height of its rows, however many cells they have', () => {
  const cells = Array.from({ length: 40 }, (_, at) => block('x', { kind: 'table-cell', row: Math.floor(at / 10), column: at % 10 }))
  const scale = scaleOf([...cells, block('a line')])
  expect(scale.at(-2)! / (scale.at(-1)! - scale.at(-2)!)).toBeLessThan(6)
})

it('an empty document has no place to go to, and nothing breaks', () => {
  const scale = scaleOf([])
  expect(shareOf(scale, [], 0, 0)).toBe(0)
  expect(blockAt(scale, 0.5)).toEqual({ block: 0, inside: 0 })
  expect(headingOver([], 0)).toBe('')
})

it('twenty thousand marks are a path of no more strokes than there are rows', () => {
  const blocks = Array.from({ length: 20_000 }, (_, at) => block(`paragraph ${at}`))
  const spots = blocks.map((_, at) => ({ block: at, start: 0, end: 4 }))
  const path = pathOf(laneOf('term', spots, scaleOf(blocks), blocks))
  expect(path.split('M').length - 1).toBeLessThanOrEqual(RULER_ROWS + 1)
  expect(path).toMatch(/^M4 0H9M4 1H9/)
})

it('the mark under the pointer is the nearest, of two in one place what is searched before the term', () => {
  const blocks = Array.from({ length: 100 }, (_, at) => block(`paragraph ${at}`))
  const scale = scaleOf(blocks)
  const at = (...numbers: number[]) => numbers.map((one) => ({ block: one, start: 0, end: 4 }))
  const lanes = [laneOf('term', at(10, 50), scale, blocks), laneOf('found', at(50, 90), scale, blocks)]
  expect(nearestMark(lanes, 0.11, 0.02)).toMatchObject({ lane: { name: 'term' }, index: 0 })
  expect(nearestMark(lanes, 0.5, 0.02)).toMatchObject({ lane: { name: 'found' }, index: 0 })
  expect(nearestMark(lanes, 0.3, 0.02)).toBeNull()
  expect(nearestMark([], 0.3, 1)).toBeNull()
})

it('names the heading a place is under', () => {
  const blocks = [block('before'), block('One', { kind: 'heading' }), block('text'), block('Two', { kind: 'heading' })]
  expect([0, 1, 2, 3].map((at) => headingOver(blocks, at))).toEqual(['', 'One', 'One', 'Two'])
})
