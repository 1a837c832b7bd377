import { expect, it } from 'vitest'
import { Readers } from './calls-readers.ts'
import type { HostClient } from './shell.ts'

const window = (): HostClient => ({ send: () => undefined })
const place = { document: 3, passage: null }

it('gives a reader that joins what it was opened for, once', () => {
  const readers = new Readers()
  const reader = window()
  readers.prepare('lib', place)
  expect(readers.of('lib')).toBeNull()
  expect(readers.join('lib', reader)).toEqual(place)
  expect(readers.of('lib')).toBe(reader)
  expect(readers.join('lib', reader)).toBeNull()
})

it('knows one reader of each library, the last that joined, until its window is gone', () => {
  const readers = new Readers()
  const [first, second, other] = [window(), window(), window()]
  readers.join('lib', first)
  readers.join('lib', second)
  readers.join('else', other)
  readers.leave(first)
  expect([readers.of('lib'), readers.of('else')]).toEqual([second, other])
  readers.leave(second)
  expect([readers.of('lib'), readers.of('else')]).toEqual([null, other])
})

it('opened for nothing in particular, a reader shows nothing of before', () => {
  const readers = new Readers()
  readers.prepare('lib', place)
  readers.prepare('lib', null)
  expect(readers.join('lib', window())).toBeNull()
})
