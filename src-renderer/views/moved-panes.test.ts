import { expect, it } from 'vitest'
import { storedPanes, storePanes } from './moved-panes.ts'

function memory(text: string | null = null) {
  let held = text
  return {
    getItem: () => held,
    setItem: (_key: string, value: string) => {
      held = value
    },
  }
}

it('keeps where the lines were moved, for each set of panes', () => {
  const storage = memory()
  expect(storedPanes(storage)).toEqual({})
  storePanes(storage, { inspector: [70, 30], 'reader and inspector': [30, 40, 30] })
  expect(storedPanes(storage)).toEqual({ inspector: [70, 30], 'reader and inspector': [30, 40, 30] })
})

it.each(['no JSON', '3', 'null', '{"inspector":[1,2]}', '{"inspector":"70,30"}', '{"inspector":[170,-70]}', '{"inspector":[100]}'])(
  'takes nothing that is no share of the window: %s',
  (text) => expect(storedPanes(memory(text))).toEqual({}),
)

it('does without storage', () => {
  expect(storedPanes(undefined)).toEqual({})
  expect(() => storePanes(undefined, {})).not.toThrow()
})

it('goes on with a full storage', () => {
  const full = {
    setItem: () => {
      throw new DOMException('full', 'QuotaExceededError')
    },
  }
  expect(() => storePanes(full, { inspector: [70, 30] })).not.toThrow()
})
