import { expect, it } from 'vitest'
import { firstPart, fitsSearch, storedPart, storePart } from './settings-parts.ts'

it('the settings begin where they are asked to, else where they were left, else at their first part', () => {
  expect(firstPart('network', 'about', true)).toBe('network')
  expect(firstPart(null, 'about', true)).toBe('about')
  expect(firstPart(null, null, true)).toBe('general')
  expect(firstPart(null, 'gone with an older version', true)).toBe('general')
})

it('never at the part of a library where none is open', () => {
  expect(firstPart(null, 'library-model', false)).toBe('general')
  expect(firstPart('library-model', null, false)).toBe('general')
  expect(firstPart(null, 'new-model', false)).toBe('new-model')
})

it('keeps the last part; a closed storage costs nothing else', () => {
  const kept = new Map<string, string>()
  storePart({ setItem: (key, value) => void kept.set(key, value) }, 'keyboard')
  expect(storedPart({ getItem: (key) => kept.get(key) ?? null })).toBe('keyboard')
  const closed = () => {
    throw new Error('closed')
  }
  expect(() => storePart({ setItem: closed }, 'keyboard')).not.toThrow()
  expect(storedPart({ getItem: closed })).toBeNull()
  expect(storedPart(undefined)).toBeNull()
})

it('a setting is found by any of its words, in any order, whatever their width and case', () => {
  const texts = ['Largest file, in megabytes', 'This library']
  expect(fitsSearch(texts, 'FILE library')).toBe(true)
  expect(fitsSearch(texts, 'ｍｅｇａ')).toBe(true)
  expect(fitsSearch(texts, 'file theme')).toBe(false)
  expect(fitsSearch(['文書の言語'], '言語')).toBe(true)
})
