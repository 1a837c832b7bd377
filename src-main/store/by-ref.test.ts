import { expect, test } from 'vitest'
import type { ConceptRef } from '../contract/results.ts'
import { ByRef } from './by-ref.ts'

const ref = (language: ConceptRef['language'], key: string, sense = 0): ConceptRef => ({ language, key, sense })

test('a value is found by language, key and sense, and by nothing that only looks like them', () => {
  const values = new ByRef<string | null>()
  values.set(ref('en', 'bank'), 'of a river')
  values.set(ref('en', 'bank', 1), 'of money')
  values.set(ref('ja', 'bank'), null)
  expect(values.get(ref('en', 'bank'))).toBe('of a river')
  expect(values.get(ref('en', 'bank', 1))).toBe('of money')
  expect(values.get(ref('ja', 'bank'))).toBeNull()
  expect(values.get(ref('ja', 'bank', 1))).toBeUndefined()
  expect(values.get(ref('en', 'ban', 0))).toBeUndefined()
  values.set(ref('en', 'bank'), 'of a lake')
  expect(values.get(ref('en', 'bank'))).toBe('of a lake')
  expect(values.get(ref('en', 'bank', 1))).toBe('of money')
})
