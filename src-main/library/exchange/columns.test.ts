import fc from 'fast-check'
import { expect, test } from 'vitest'
import { joinList, splitList } from './columns.ts'
import { categoryOfImePos, IME_POS } from './ime.ts'
import { TBX_STATUS, usageOfTbx } from './tbx.ts'

test('property: a list of values comes back from its cell', () => {
  const value = fc.string({ minLength: 1 }).map((text) => text.replaceAll('x', '|').replaceAll('y', '\\'))
  fc.assert(
    fc.property(fc.array(value), (values) => {
      expect(splitList(joinList(values))).toEqual(values)
    }),
  )
})

test('a status comes back from TBX, in the words of either version', () => {
  for (const [usage, status] of Object.entries(TBX_STATUS)) expect(usageOfTbx(status)).toBe(usage)
  expect(usageOfTbx('supersededTerm-admn-sts')).toBe('forbidden')
  expect(usageOfTbx('preferred')).toBe('preferred')
  expect(usageOfTbx('standardizedTerm')).toBeNull()
})

test('a person, a place and a title come back from every input method', () => {
  for (const words of Object.values(IME_POS)) {
    for (const category of ['person', 'place', 'title']) expect(categoryOfImePos(words[category]!)).toBe(category)
  }
  expect(categoryOfImePos('名詞*')).toBe('term')
})
