import { expect, test } from 'vitest'
import { citable, LONGEST_CITED, MOST_CITED } from './cited.ts'
import { humanCommandSchema } from './human-command.ts'

/** What of a passage a command takes: where it is, as long as somebody could have chosen it. */

const place = (start: number, end: number) => ({ contentHash: 'DOC', start, end })
const add = (cited: unknown) =>
  humanCommandSchema.safeParse({ type: 'add-term', surface: 'x', language: 'en', definition: 'y', cited }).success
const set = (cited: unknown) => humanCommandSchema.safeParse({ type: 'set-definition', concept: 1, text: 'y', cited }).success

test.each([
  ['one character', place(7, 8), true],
  ['the longest', place(7, 7 + LONGEST_CITED), true],
  ['nothing', place(7, 7), false],
  ['backwards', place(8, 7), false],
  ['half a book', place(7, 8 + LONGEST_CITED), false],
  ['before the text', place(-1, 7), false],
  ['no text at all', { ...place(7, 8), contentHash: '' }, false],
])('a passage of %s', (_what, cited, taken) => {
  expect([add(cited), set([cited])]).toEqual([taken, taken])
})

test('a definition is from some passages, from none, or from where it was', () => {
  const places = Array.from({ length: MOST_CITED + 1 }, (_, index) => place(index, index + 1))
  expect([set([]), set(null), set(undefined), set(places.slice(1)), set(places), set(place(7, 8))]).toEqual([
    true,
    true,
    true,
    true,
    false,
    false,
  ])
  // What the window sends is always taken.
  const given = [...places, place(3, 3), place(0, LONGEST_CITED + 1), place(4, 5)]
  expect(citable(given)).toEqual(places.slice(0, MOST_CITED))
  expect(set(citable(given))).toBe(true)
})
