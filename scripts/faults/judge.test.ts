import { describe, expect, it } from 'vitest'
import { spec, suite, test } from './evidence.ts'
import { judgeRow } from './judge.ts'
import { type Ran, specsOf, testsOf } from './ran.ts'

const ran: Ran = {
  tests: [
    { file: 'a.test.ts', name: 'a holds', outcome: 'passed' },
    { file: 'a.test.ts', name: 'a breaks', outcome: 'failed' },
    { file: 'a.test.ts', name: 'a rests', outcome: 'skipped' },
  ],
  specs: [{ file: 'e2e/specs/b.spec.ts', name: 'b is shown', outcome: 'passed' }],
  suites: {
    'test:faults': {
      kill: { passed: 50, failed: 0, skipped: [] },
      power: { passed: 0, failed: 0, skipped: ['needs root'] },
      wal: { passed: 9, failed: 1, skipped: [] },
    },
    'test:hostile': {},
  },
}
const verdict = (...evidence: Parameters<typeof judgeRow>[0]) => judgeRow(evidence, ran).verdict

describe('a row of the fault matrix', () => {
  it('passes by what was run and passed', () => {
    expect(verdict(test('a.test.ts', 'holds'))).toBe('pass')
    expect(verdict(suite('kill'))).toBe('pass')
    expect(verdict(spec('e2e/specs/b.spec.ts', 'b is shown'))).toBe('pass')
  })

  it('fails by a failed test, a suite with a failure, a test that does not exist, a suite that left no result', () => {
    expect(verdict(test('a.test.ts', 'holds'), test('a.test.ts', 'breaks'))).toBe('fail')
    expect(verdict(test('a.test.ts', 'holds'), suite('wal'))).toBe('fail')
    expect(verdict(test('a.test.ts', 'was renamed'))).toBe('fail')
    expect(verdict(spec('e2e/specs/b.spec.ts', 'b is gone'))).toBe('fail')
    expect(verdict(suite('orphan'))).toBe('fail')
  })

  it('is open when nothing of it could be run, with the reason', () => {
    expect(judgeRow([suite('power')], ran)).toEqual({ verdict: 'open', why: 'npm run test:faults -- --only power: needs root' })
    expect(verdict(test('a.test.ts', 'rests'))).toBe('open')
    expect(verdict(spec('e2e/electron-only/c.spec.ts', 'windows'))).toBe('open')
    expect(verdict(spec('e2e/electron-only/c.spec.ts', 'windows'), suite('kill'))).toBe('pass')
  })

  it('passes nothing that was not run', () => {
    expect(judgeRow([test('a.test.ts', 'holds'), suite('kill')], null).verdict).toBe('named')
  })
})

describe('what was run', () => {
  it('is read from the report of Vitest', () => {
    const report = { testResults: [{ name: '/x/y.test.ts', assertionResults: [{ fullName: 'y works', status: 'pending' }] }] }
    expect(testsOf(JSON.stringify(report)).map(({ name, outcome }) => [name, outcome])).toEqual([['y works', 'skipped']])
  })

  it('is read from the report of Playwright, groups and all; a repeated pass is a failure', () => {
    const spec = (title: string, ...statuses: string[]) => ({ title, tests: statuses.map((status) => ({ status })) })
    const report = {
      config: { rootDir: 'e2e/specs' },
      suites: [{ file: 'b.spec.ts', specs: [spec('one', 'expected')], suites: [{ file: 'b.spec.ts', specs: [spec('two', 'flaky')] }] }],
    }
    expect(specsOf(JSON.stringify(report)).map(({ name, outcome }) => [name, outcome])).toEqual([
      ['one', 'passed'],
      ['two', 'failed'],
    ])
  })
})
