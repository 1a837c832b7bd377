import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { SuiteResult } from './report.ts'
import { conclude, runApart, runSuites } from './suite-runner.ts'

const lines = vi.spyOn(console, 'log').mockImplementation(() => undefined)
const printed = (): string => lines.mock.calls.map(([line]) => String(line)).join('\n')
afterEach(() => void lines.mockClear())

const result = (name: string, passed: number, ...violations: string[]): SuiteResult => ({
  name,
  passed,
  violations,
  skipped: [],
  figures: {},
})

describe('fault suites', () => {
  it('run in the order asked for; a failure is the exit code, and told', async () => {
    const report = await runSuites({ a: async () => result('A', 3), b: async () => result('B', 1, 'lost a row') }, ['b', 'a'])
    expect(Object.keys(report)).toEqual(['b', 'a'])
    expect(conclude(report, undefined)).toBe(1)
    expect(printed()).toContain('violated: lost a row')
    expect(printed().split('\n').at(-1)).toBe('4 passed, 1 failed, 0 skipped')
  })

  it('of an unknown name are refused', async () => {
    await expect(runSuites({}, ['nothing'])).rejects.toThrow('There is no suite "nothing"')
  })

  it('side by side are added up; one that leaves no result has failed', async () => {
    const script = (name: string, file: string): string[] => {
      const report = JSON.stringify({ [name]: { passed: 2, failed: 0, skipped: ['needs root'] } })
      const write =
        name === 'dies' ? 'process.exit(3)' : `require('node:fs').writeFileSync(${JSON.stringify(file)}, ${JSON.stringify(report)})`
      return ['-e', `console.log('${name}: at work'); console.log('the last line'); ${write}`]
    }
    const report = await runApart(['one', 'dies', 'two'], script, 2)
    const folder = mkdtempSync(join(tmpdir(), 'genglossary-runner-'))
    const file = join(folder, 'report.json')
    expect(conclude(report, file)).toBe(1)
    expect(Object.keys(JSON.parse(readFileSync(file, 'utf8'))).sort()).toEqual(['dies', 'one', 'two'])
    rmSync(folder, { recursive: true })
    expect(printed()).toContain('one: at work')
    expect(printed()).toContain('dies: ended without a result')
    expect(printed()).not.toContain('the last line')
    expect(printed().split('\n').at(-1)).toBe('4 passed, 1 failed, 2 skipped')
  })
})
