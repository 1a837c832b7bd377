import { expect, test } from 'vitest'
import { invisibleIn } from './invisible.ts'

test('names what nobody sees, each once', () => {
  expect(invisibleIn('pay\u202epal\u200b \u202e\u{e0041}')).toEqual(['U+202E', 'U+200B', 'U+E0041'])
})

test('leaves alone what scripts and emoji need, and plain text', () => {
  for (const text of ['berth window', '蔵置日数', 'می\u200cخواهم', '👩\u200d🚢', 'e\u0301', 'a\u00a0b', ''])
    expect(invisibleIn(text), text).toEqual([])
})
