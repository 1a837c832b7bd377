import fc from 'fast-check'
import { expect, test } from 'vitest'
import { PackedList } from './packed-list.ts'

const listOf = <T>(values: readonly T[]): PackedList<T> => {
  const list = new PackedList<T>()
  for (const value of values) list.push(value)
  return list
}

test('property: values come back as they were, by index, forwards, backwards, and from their bytes', () => {
  const long = fc.constantFrom('x'.repeat(200_000), '語'.repeat(150_000))
  fc.assert(
    fc.property(
      fc.array(fc.oneof({ weight: 9, arbitrary: fc.jsonValue() }, { weight: 1, arbitrary: long }), { maxLength: 30 }),
      (given) => {
        const values = JSON.parse(JSON.stringify(given)) as unknown[]
        const list = listOf(values)
        expect(list.length).toBe(values.length)
        expect(values.map((_, index) => list.at(index))).toEqual(values)
        const again = PackedList.from(list.bytes())
        for (const one of [list, again]) {
          expect([...one.values()]).toEqual(values)
          expect([...one.backwards()]).toEqual(values.toReversed())
          expect(values.map((_, index) => one.at(values.length - 1 - index))).toEqual(values.toReversed())
        }
      },
    ),
    { numRuns: 60 },
  )
})

test('halves of characters survive, and a value can be added after the list was read', () => {
  const list = listOf(['\ud83d', 'a'])
  expect([...list.values()]).toEqual(['\ud83d', 'a'])
  list.push('b')
  expect([list.at(2), list.at(0)]).toEqual(['b', '\ud83d'])
})

test('a list with further values leaves the one it was made from as it is', () => {
  const list = PackedList.of(['a', 'b'])
  const longer = list.with(['c'])
  expect([...longer.values()]).toEqual(['a', 'b', 'c'])
  expect(longer.at(2)).toBe('c')
  expect([...list.values()]).toEqual(['a', 'b'])
})

test('what is not there, and bytes that are cut off, are errors', () => {
  expect(() => listOf([1]).at(1)).toThrow(RangeError)
  const bytes = listOf([1, 2]).bytes()
  expect(() => PackedList.from(bytes.subarray(0, bytes.length - 1))).toThrow(RangeError)
})
