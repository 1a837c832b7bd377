import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { ROOT } from './root.ts'

/** The workflow can't run here (docs/testing.md): what of it can be told by reading it. */

interface Step {
  readonly uses?: string
  readonly run?: string
  readonly if?: string
  readonly with?: object
}

const workflow = parse(readFileSync(join(ROOT, '.github', 'workflows', 'ci.yml'), 'utf8')) as {
  readonly on: readonly string[]
  readonly permissions: object
  readonly jobs: Record<string, { 'runs-on': string; strategy: { matrix: { os: string[] } }; env: Record<string, string>; steps: Step[] }>
}

test('one job, on three systems, which may do nothing but read; without an Electron binary it fails', () => {
  expect(workflow.on).toEqual(['push', 'pull_request'])
  expect(workflow.permissions).toEqual({ contents: 'read' })
  const [job, ...others] = Object.values(workflow.jobs)
  expect(others).toEqual([])
  expect(job!['runs-on']).toMatch(/^\$\{\{ matrix\.os \}\}$/)
  expect(job!.strategy.matrix.os).toEqual(['ubuntu-latest', 'windows-latest', 'macos-latest'])
  expect(job!.env.REQUIRE_ELECTRON).toBe('1')
})

test('each step is one of what GitHub knows: an action of a version, or a command; every system runs npm test once', () => {
  const { steps } = Object.values(workflow.jobs)[0]!
  for (const step of steps) {
    expect([step.uses, step.run].filter((part) => part !== undefined)).toHaveLength(1)
    if (step.uses !== undefined) expect(step.uses).toMatch(/^actions\/[\w-]+@v\d+$/)
    expect(Object.keys(step).filter((key) => !['uses', 'run', 'if', 'with'].includes(key))).toEqual([])
  }
  const tests = steps.filter(({ run }) => /npm test$/.test(run ?? '')).map((step) => step.if)
  expect(tests).toEqual(["runner.os == 'Linux'", "runner.os != 'Linux'"])
  // Scripts of the repository that it names are there.
  const scripts = Object.keys((JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { scripts: object }).scripts)
  for (const [, name] of steps
    .map(({ run }) => run ?? '')
    .join('\n')
    .matchAll(/npm run ([\w:]+)/g))
    expect(scripts).toContain(name)
})
