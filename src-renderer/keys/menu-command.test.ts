import { expect, it } from 'vitest'
import { settledByText } from './menu-command.ts'

it('undoes, redoes and selects in the text while one is edited', () => {
  const done: string[] = []
  const edit = (name: string) => void done.push(name)
  for (const command of ['undo', 'redo', 'select.all']) expect(settledByText({ command }, true, edit)).toBe(true)
  expect(done).toEqual(['undo', 'redo', 'selectAll'])
  expect(settledByText({ command: 'undo' }, false, edit)).toBe(false)
  expect(settledByText({ command: 'term.drop' }, true, edit)).toBe(false)
  expect(done).toHaveLength(3)
})

it('does nothing to the library for a key that the page has left alone: ⌘D in a note drops no term', () => {
  expect(settledByText({ command: 'term.drop', byKey: true }, true)).toBe(true)
  expect(settledByText({ command: 'term.drop', byKey: true }, false)).toBe(true)
  expect(settledByText({ command: 'term.drop', byKey: false }, false)).toBe(false)
})
