import { expect, it } from 'vitest'
import { leadStep } from './leader.ts'

it('waits after G, not where G is text', () => {
  expect(leadStep(false, 'g', false)).toBe('lead')
  expect(leadStep(false, 'g', true)).toBe('pass')
  expect(leadStep(false, 'a', false)).toBe('pass')
  expect(leadStep(false, 'mod+g', false)).toBe('pass')
})

it('takes the next letter, whatever it is: D after G never drops a term', () => {
  for (const letter of ['t', 'd', 'a', 'z', 'g', '?']) expect(leadStep(true, letter, false)).toBe('follow')
})

it('is left by Escape, and by keys that are commands of their own', () => {
  expect(leadStep(true, 'escape', false)).toBe('stop')
  for (const name of ['mod+k', 'f1', 'tab', 'arrowdown', 'enter']) expect(leadStep(true, name, false)).toBe('leave')
})

it('goes on waiting while only Shift is pressed, or an input method composes', () => {
  expect(leadStep(true, '', false)).toBe('pass')
})
