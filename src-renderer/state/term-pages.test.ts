import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { TermRow } from '../../src-main/contract/library-api.ts'
import { fakeTerm } from '../testing/fake-host.ts'
import { PAGE_ROWS, rowAt, withoutRows, withPage } from './term-pages.ts'

const list = (total: number, pages: readonly number[]) => {
  const rows = Array.from({ length: total }, (_, index) => fakeTerm(index + 1))
  return {
    rows,
    pages: new Map<number, readonly TermRow[]>(pages.map((page) => [page, rows.slice(page * PAGE_ROWS, (page + 1) * PAGE_ROWS)])),
  }
}

it('rows that leave let those below move up, over the ends of pages, and the focus stays on its term', () => {
  const { pages } = list(250, [0, 1, 2])
  const after = withoutRows({ pages, total: 250, active: 120 }, new Set([1, 50, 101]))!
  expect([after.total, after.active]).toEqual([247, 117])
  expect([0, 98, 99, 117, 246, 247].map((at) => rowAt(after, at)?.id)).toEqual([2, 102, 103, 121, 250, undefined])
})

it('says nothing of rows it does not know', () => {
  const { pages } = list(400, [1, 3])
  expect(withoutRows({ pages, total: 400, active: 0 }, new Set([150, 250]))).toBeNull()
})

it('is the list without them, as far as it is known, whatever is there', () => {
  fc.assert(
    fc.property(
      fc.subarray([0, 1, 2, 3], { minLength: 1 }),
      fc.integer({ min: 1, max: 360 }),
      fc.func(fc.boolean()),
      fc.nat(),
      (present, total, chosen, focus) => {
        const { rows, pages } = list(total, present)
        const leaving = new Set(
          [...pages.values()]
            .flat()
            .filter(({ id }) => chosen(id))
            .map(({ id }) => id),
        )
        const active = focus % total
        const after = withoutRows({ pages, total, active }, leaving)!
        const left = rows.filter(({ id }) => !leaving.has(id))
        expect(after.total).toBe(left.length)
        for (const [page, known] of after.pages)
          expect(known.map(({ id }) => id)).toEqual(left.slice(page * PAGE_ROWS, page * PAGE_ROWS + known.length).map(({ id }) => id))
        const stays = rows.slice(active).find(({ id }) => !leaving.has(id)) ?? left.at(-1)
        expect(left[after.active]?.id).toBe(stays?.id)
      },
    ),
    { numRuns: 60 },
  )
})

it('a page that comes after rows have left the one before it fills that up', () => {
  const { rows, pages } = list(300, [0])
  const shorter = new Map([[0, pages.get(0)!.slice(2)]])
  const after = withPage(shorter, 1, rows.slice(100, 200), 2)
  expect([97, 98, 99, 100, 197, 198].map((at) => rowAt({ pages: after }, at)?.id)).toEqual([100, 101, 102, 103, 200, undefined])
  // Short for another reason (it was the last one): each page holds what the host says.
  expect(withPage(shorter, 1, rows.slice(100, 200), 1).get(1)).toHaveLength(100)
  expect(withPage(pages, 1, rows.slice(100, 200), 5).get(1)?.[0]?.id).toBe(101)
})
