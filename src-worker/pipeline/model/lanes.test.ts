import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Lanes } from './lanes.ts'

const items = (groups: readonly number[]): string[] =>
  groups.flatMap((size, group) => Array.from({ length: size }, (_, i) => `${group}.${i}`))
const groupOf = (item: string): string => item.split('.')[0]!

test('one at a time goes through one group after the other, in order', () => {
  const lanes = new Lanes(items([3, 2]), groupOf)
  const order: string[] = []
  for (let next = lanes.next(1); next !== null; next = lanes.next(1)) {
    order.push(next.item)
    next.done()
  }
  expect(order).toEqual(['0.0', '0.1', '0.2', '1.0', '1.1'])
})

test('as many groups are open as questions are in flight, each with one of its own', () => {
  const lanes = new Lanes(items([3, 3, 3, 3]), groupOf)
  const begun = [1, 2, 3].map(() => lanes.next(3)!)
  expect(begun.map(({ item }) => item)).toEqual(['0.0', '1.0', '2.0'])
  begun[1]!.done()
  expect(lanes.next(3)!.item).toBe('1.1')
  // More than the width: a second one of an open group, no new group.
  expect(lanes.next(3)!.item).toBe('0.1')
})

test('every item comes once, whatever the width and whenever items end', () => {
  fc.assert(
    fc.property(
      fc.array(fc.nat(6), { maxLength: 8 }),
      fc.array(fc.record({ width: fc.integer({ min: 1, max: 9 }), end: fc.boolean() }), { minLength: 1, maxLength: 60 }),
      fc.boolean(),
      (groups, steps, grouped) => {
        const all = items(groups)
        const lanes = new Lanes(all, grouped ? groupOf : undefined)
        const seen: string[] = []
        const running: (() => void)[] = []
        for (let i = 0; lanes.left > 0; i++) {
          const { width, end } = steps[i % steps.length]!
          const next = lanes.next(width)!
          seen.push(next.item)
          running.push(next.done)
          if (end) running.shift()!()
        }
        expect(lanes.next(3)).toBeNull()
        expect([...seen].sort()).toEqual([...all].sort())
        if (!grouped) expect(seen).toEqual(all)
      },
    ),
  )
})
