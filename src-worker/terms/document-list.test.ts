import fc from 'fast-check'
import { expect, test } from 'vitest'
import { DocumentList } from './document-list.ts'

const listOf = (documents: readonly number[]): DocumentList => {
  const list = new DocumentList()
  for (const document of documents) list.add(document)
  return list
}

test('gives back what was added, each once', () => {
  expect([...new DocumentList()]).toEqual([])
  const list = listOf([0, 0, 3, 3, 130, 70_000])
  expect([...list]).toEqual([0, 3, 130, 70_000])
  expect(list.length).toBe(4)
})

test('of any length and with any gaps', () => {
  const gap = fc.oneof(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 120, max: 140 }), fc.integer({ min: 0, max: 5_000_000 }))
  fc.assert(
    fc.property(fc.array(gap, { maxLength: 300 }), (gaps) => {
      let at = 0
      const documents = gaps.map((one) => (at += one))
      const list = listOf(documents)
      const once = [...new Set(documents)]
      expect([...list]).toEqual(once)
      expect(list.length).toBe(once.length)
    }),
  )
})
