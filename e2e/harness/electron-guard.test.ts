import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ROOT } from '../../scripts/tracked-files.ts'

/** The project `electron` exists where a binary does; where not, that is said, or is a failure when somebody asked for it. */

function list(env: Record<string, string>) {
  const cli = join(ROOT, 'node_modules', 'playwright', 'cli.js')
  const args = [cli, 'test', '--list', '--config', join(ROOT, 'e2e', 'playwright.config.ts')]
  const { REQUIRE_ELECTRON: _before, ...own } = process.env
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: ROOT, encoding: 'utf8', env: { ...own, ...env } })
  const of = (project: string) => stdout.split('\n').filter((line) => line.includes(`[${project}]`)).length
  return { status, said: `${stdout}${stderr}`, browser: of('browser'), electron: of('electron') }
}

const NOWHERE = { ELECTRON_EXEC_PATH: join(ROOT, 'no', 'such', 'electron') }

test('without a binary the project is left out, and that is printed', () => {
  const { status, said, browser, electron } = list(NOWHERE)
  expect(status).toBe(0)
  expect(said).toContain('Project electron: skipped, there is no Electron binary here.')
  expect(browser).toBeGreaterThan(50)
  expect(electron).toBe(0)
}, 60_000)

test('REQUIRE_ELECTRON turns its absence into a failure that says what to do', () => {
  const { status, said, browser } = list({ ...NOWHERE, REQUIRE_ELECTRON: '1' })
  expect(status).not.toBe(0)
  expect(said).toContain('run npx install-electron')
  expect(browser).toBe(0)
}, 60_000)

test('where there is a binary the project is there, with and without REQUIRE_ELECTRON', () => {
  for (const env of [{}, { REQUIRE_ELECTRON: '1' }]) {
    const { status, said, electron } = list({ ELECTRON_EXEC_PATH: process.execPath, ...env })
    expect(status).toBe(0)
    expect(said).not.toContain('skipped')
    expect(electron).toBeGreaterThan(2)
  }
}, 60_000)
