import fc from 'fast-check'
import { expect, test } from 'vitest'
import { diffWords } from './diff.ts'

test('words that were changed, and nothing else', () => {
  expect(diffWords('A job runner is a program.', 'A job runner is a process.')).toEqual([
    { kind: 'same', text: 'A job runner is a ' },
    { kind: 'removed', text: 'program' },
    { kind: 'added', text: 'process' },
    { kind: 'same', text: '.' },
  ])
  expect(diffWords('量子の最小単位である。', '量子情報の最小単位である。').filter(({ kind }) => kind !== 'same')).toEqual([
    { kind: 'added', text: '情報' },
  ])
})

test('together the parts are the two texts, whatever these are', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 900 }), fc.string({ unit: 'grapheme', maxLength: 60 }), (before, after) => {
      const parts = diffWords(before, after)
      const without = (kind: string) =>
        parts
          .filter((part) => part.kind !== kind)
          .map(({ text }) => text)
          .join('')
      expect([without('added'), without('removed')]).toEqual([before, after])
    }),
  )
})
