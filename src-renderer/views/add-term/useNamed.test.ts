import { expect, it } from 'vitest'
import type { NamedTerm } from '../../../src-main/contract/library-api.ts'
import { knownOf } from './useNamed.ts'

const named = (term: Partial<NonNullable<NamedTerm['term']>> | null, excluded = false): NamedTerm => ({
  term: term && { id: 1, headword: 'quay crane', language: 'en', decision: 'undecided', accepted: true, required: false, ...term },
  excluded,
})
const kind = (given: NamedTerm, key = 'quay crane') => knownOf(given, key).kind

it('words are new, a term of the list, one that was left out, or another form of one', () => {
  expect(kind(named(null))).toBe('new')
  expect(knownOf(named(null, true), 'x')).toEqual({ kind: 'new', excluded: true })
  expect(kind(named({}))).toBe('there')
  expect(kind(named({ headword: 'Quay-Crane' }))).toBe('there')
  expect(kind(named({ decision: 'accepted', accepted: false }))).toBe('there')
  expect(kind(named({ decision: 'dropped' }))).toBe('outside')
  expect(kind(named({ accepted: false }))).toBe('outside')
  expect(kind(named({}), 'quay cranes')).toBe('form')
})

it('an excluded term is not in the glossary, whatever else is said of it', () => {
  expect(kind(named({ decision: 'accepted' }, true))).toBe('outside')
})
