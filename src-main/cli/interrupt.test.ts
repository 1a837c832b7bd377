import { existsSync } from 'node:fs'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { bigFolder, Desk, type Running } from './testing.ts'

/** Stopping a run: Ctrl-C in its terminal, and `runs cancel` from another one. */

vi.setConfig({ testTimeout: 240_000 })

let desk: Desk
let folder: string
beforeEach(() => {
  desk = new Desk()
  folder = bigFolder(desk, 120)
})
afterEach(() => desk.dispose())

const begin = async (): Promise<Running> => {
  const run = desk.start(['generate', folder, '--library', 'lib.glossary', '--out', 'g.md', '--json-logs'])
  await run.saw(/"type":"progress"/)
  return run
}
const infoOf = async () => JSON.parse((await desk.run('library', 'info', 'lib.glossary', '--format', 'json')).stdout)

test.skipIf(process.platform === 'win32')(
  'Ctrl-C cancels the run: exit 130, nothing written, the next run works',
  async () => {
    const run = await begin()
    const asked = performance.now()
    run.child.kill('SIGINT')
    const { code, stderr } = await run.finished
    expect(stderr).toContain('Cancelled')
    expect(code).toBe(130)
    // The ladder takes 3 s at most; the rest is for a machine that does other things as well.
    expect(performance.now() - asked).toBeLessThan(30_000)
    expect(existsSync(desk.path('g.md'))).toBe(false)
    expect(await infoOf()).toMatchObject({ lastRun: { status: 'cancelled' }, activeRun: null, terms: { total: 0 } })
    expect(await desk.run('generate', folder, '--library', 'lib.glossary', '--out', 'g.md')).toMatchObject({ code: 0 })
  },
  120_000,
)

test.skipIf(process.platform === 'win32')(
  'a second Ctrl-C leaves at once; the next start finds the run interrupted or cancelled',
  async () => {
    const run = await begin()
    run.child.kill('SIGINT')
    run.child.kill('SIGINT')
    await run.saw(/Cancelling/)
    run.child.kill('SIGINT')
    expect((await run.finished).code).toBe(130)
    const { lastRun, activeRun } = await infoOf()
    expect(['interrupted', 'cancelled']).toContain(lastRun.status)
    expect(activeRun).toBeNull()
  },
  120_000,
)

test('another process follows the run and cancels it', async () => {
  const run = await begin()
  const follower = desk.start(['runs', 'logs', '--follow', '--library', 'lib.glossary', '--format', 'json'])
  await new Promise((done) => setTimeout(done, 300))
  expect(await desk.run('runs', 'cancel', '--library', 'lib.glossary')).toMatchObject({
    code: 0,
    stderr: expect.stringContaining('is being cancelled'),
  })
  expect((await run.finished).code).toBe(130)
  const followed = await follower.finished
  const numbers = followed.stdout
    .trim()
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line).seq)
  expect(numbers).toEqual(numbers.map((_, index) => index + 1))
  expect(await infoOf()).toMatchObject({ lastRun: { status: 'cancelled' } })
})
