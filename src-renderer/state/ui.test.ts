import { expect, it } from 'vitest'
import { undoneByNotice } from './ui.ts'

it('a notice offers to undo what it speaks of, not what was done after it', () => {
  const at = Date.parse('2026-11-21T10:00:05.000Z')
  const entry = (time: string) => ({ id: 1, time, label: 'Accept “berth”', undone: false })
  const notice = { text: 'Accepted: 1', undoable: true, at }
  expect(undoneByNotice(notice, entry('2026-11-21T10:00:04.990Z'))).toBe(true)
  expect(undoneByNotice(notice, entry('2026-11-21T10:00:09.000Z'))).toBe(false)
  expect(undoneByNotice(notice, null)).toBe(false)
  expect(undoneByNotice({ ...notice, undoable: false }, entry('2026-11-21T10:00:04.000Z'))).toBe(false)
})
