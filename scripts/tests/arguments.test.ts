import { expect, test } from 'vitest'
import { readArguments, SUITES } from './arguments.ts'

test('nothing asked for is everything', () => {
  expect(readArguments([])).toEqual({ suites: SUITES, extra: [] })
})

test('names and options after the suite reach its runner as they were written, in their order', () => {
  const extra = ['runs', '--repeat-each=3', '--repeat-each', '3', '-g', 'a page reloaded', 'keys.spec']
  expect(readArguments(['--only', 'e2e', ...extra])).toEqual({ suites: ['e2e'], extra })
})

test('a suite that does not exist, or arguments without a suite, make no sense', () => {
  for (const argv of [['--only'], ['--only', 'all'], ['runs'], ['--repeat-each=3']]) expect(readArguments(argv)).toBeNull()
})
