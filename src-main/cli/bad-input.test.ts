import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { chmodSync, closeSync, existsSync, ftruncateSync, mkdirSync, openSync, readdirSync, readFileSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { systemClock, systemIds } from '../runs/system.ts'
import { openLibrary } from '../store/open.ts'
import { bigFolder, Desk, type Finished, HANDBOOK, ordinaryUser } from './testing.ts'

/** The bad-input table of the terminal: a sentence saying what and what to do, the exit code, the library intact, the rest processed. */

// Every test starts the tool several times; on a busy machine each start takes a second or more.
vi.setConfig({ testTimeout: 240_000 })

let desk: Desk
beforeEach(() => {
  desk = new Desk()
})
afterEach(() => desk.dispose())

const refused = (finished: Finished, sentence: RegExp) => {
  expect(finished.stderr).toMatch(sentence)
  expect(finished).toMatchObject({ code: 1, stdout: '' })
  expect(finished.stderr).not.toMatch(/\n\s+at /)
}
const hash = (file: string) => createHash('sha256').update(readFileSync(file)).digest('hex')

test('wrong usage: exit 2', async () => {
  expect(await desk.run('generate')).toMatchObject({ code: 2, stdout: '' })
  expect(await desk.run('generate', 'docs', '--format', 'pdf')).toMatchObject({ code: 2 })
  expect(await desk.run()).toMatchObject({ code: 2, stdout: '' })
  expect(await desk.run('runs', 'show', 'last')).toMatchObject({ code: 1 })
})

test('a folder that is missing, a file, empty, or holds nothing to read', async () => {
  desk.write({ 'note.md': '# x', 'pictures/a.png': Buffer.from([137, 80, 78, 71, 0, 1]) })
  mkdirSync(desk.path('void'))
  refused(await desk.run('generate', 'nowhere'), /There is no folder .*nowhere/)
  refused(await desk.run('generate', 'note.md'), /note\.md is (a file|not a folder)/)
  refused(await desk.run('generate', 'void'), /void is empty/)
  refused(await desk.run('generate', 'pictures', '--out', 'g.md'), /no document GenGlossary can read/)
  expect(existsSync(desk.path('g.md'))).toBe(false)
  // Nothing to read, nothing made: no empty libraries pile up in the data folder.
  expect(readdirSync(join(desk.home, 'libraries'))).toEqual([])
})

test('a later stage without terms to work on', async () => {
  desk.write(HANDBOOK)
  refused(await desk.run('generate', 'docs', '--scope', 'review', '--out', 'g.md'), /There are no terms yet\. Run everything first/)
  expect(existsSync(desk.path('g.md'))).toBe(false)
})

test('what permissions forbid: a folder, a file in it, the place of --out', async (context) => {
  const user = process.platform === 'win32' ? null : ordinaryUser()
  if (user === null) return context.skip('needs a user whom permissions stop, and who can read the sources')
  desk.write({ ...HANDBOOK, 'docs/closed.md': '# Closed\n', 'closed/a.md': '# x\n', 'sealed/old.md': 'old\n' })
  desk.open()
  chmodSync(desk.path('docs/closed.md'), 0)
  chmodSync(desk.path('closed'), 0)
  chmodSync(desk.path('sealed'), 0o555)
  chmodSync(desk.path('sealed/old.md'), 0o444)
  const run = (...args: string[]) => desk.start(args, user).finished
  refused(await run('generate', 'closed'), /closed cannot be read \(you have no permission\)/)
  refused(await run('generate', 'docs', '--out', 'sealed/new.md'), /permission denied.*--out/)
  refused(await run('generate', 'docs', '--out', 'sealed/old.md'), /permission denied.*--out/)
  expect(existsSync(join(desk.home, 'libraries'))).toBe(false)
  const { code, stderr } = await run('generate', 'docs', '--out', 'g.md')
  expect(stderr).toMatch(/Skipped closed\.md: .*permission/)
  expect(code).toBe(0)
  expect(readFileSync(desk.path('g.md'), 'utf8')).toContain('## job runner')
  chmodSync(desk.path('closed'), 0o755)
  chmodSync(desk.path('sealed'), 0o755)
})

test('a 300 MB file of a single line is left out with its reason; the rest is processed', async () => {
  desk.write(HANDBOOK)
  const file = openSync(desk.path('docs/huge.txt'), 'w')
  writeSync(file, 'x')
  ftruncateSync(file, 300 * 1024 * 1024)
  closeSync(file)
  const { code, stderr } = await desk.run('generate', 'docs', '--out', 'g.md')
  expect(stderr).toMatch(/huge\.txt: .*(MB|large|big)/)
  expect(code).toBe(0)
  expect(readFileSync(desk.path('g.md'), 'utf8')).toContain('## job runner')
})

test('a single line of 3 MB within the size limit hangs nothing', async () => {
  desk.write({ ...HANDBOOK, 'docs/long.txt': 'work item queue '.repeat(190_000) })
  const started = performance.now()
  const { code } = await desk.run('generate', 'docs', '--out', 'g.md')
  expect(code).toBe(0)
  expect(performance.now() - started).toBeLessThan(120_000)
})

test('invalid UTF-8 is read, marked where it was, and said', async () => {
  const text =
    '# Relay board 継電盤\n\nThe relay board (継電盤) is a panel of relays for alarms. Each relay board has a fuse.\n\n継電盤とは、リレーを並べた盤である。継電盤には保険が付く。\n'
  const at = Buffer.from(text).indexOf(' for alarms')
  const bytes = Buffer.concat([Buffer.from(text).subarray(0, at), Buffer.from([0xff, 0xc3, 0x28]), Buffer.from(text).subarray(at)])
  desk.write({ ...HANDBOOK, 'docs/broken.md': bytes })
  const { code, stderr } = await desk.run('generate', 'docs', '--out', 'g.md')
  expect(code).toBe(0)
  expect(stderr).toMatch(/Warning: broken\.md: .*not valid/)
  expect(readFileSync(desk.path('g.md'), 'utf8')).toContain('継電盤')
})

test('a file deleted while the run reads: it fails alone', async () => {
  const folder = bigFolder(desk, 60)
  const run = desk.start(['generate', folder, '--out', 'g.md', '--json-logs'])
  await run.saw(/"type":"progress"/)
  rmSync(join(folder, 'part-0059.md'))
  const { code, stderr } = await run.finished
  expect(stderr).toContain('"status":"completed"')
  expect(code).toBe(0)
})

test('a library of a newer version is refused and not touched', async () => {
  desk.write(HANDBOOK)
  await desk.run('generate', 'docs', '--library', 'lib.glossary', '--out', 'g.md')
  const db = new Database(desk.path('lib.glossary'))
  db.pragma('user_version = 9999')
  db.close()
  const before = hash(desk.path('lib.glossary'))
  refused(await desk.run('generate', 'docs', '--library', 'lib.glossary'), /newer/)
  refused(await desk.run('library', 'info', 'lib.glossary'), /newer/)
  expect(hash(desk.path('lib.glossary'))).toBe(before)
})

test('what is no library is refused and not touched', async () => {
  desk.write({ ...HANDBOOK, 'lib.glossary': 'Dear diary' })
  refused(await desk.run('generate', 'docs', '--library', 'lib.glossary'), /not a GenGlossary library/)
  expect(readFileSync(desk.path('lib.glossary'), 'utf8')).toBe('Dear diary')
  refused(await desk.run('library', 'info', 'none.glossary'), /none\.glossary/)
  expect(existsSync(desk.path('none.glossary'))).toBe(false)
})

test('a library another process has open: no run, but it can be read', async () => {
  desk.write(HANDBOOK)
  await desk.run('generate', 'docs', '--library', 'lib.glossary', '--out', 'g.md')
  const store = await openLibrary({ file: desk.path('lib.glossary'), appDataDir: desk.home, clock: systemClock, ids: systemIds })
  try {
    refused(await desk.run('generate', 'docs', '--library', 'lib.glossary'), /in use by another process .*Wait until it is done/)
    refused(await desk.run('library', 'exclude', 'lib.glossary', 'job runner'), /in use by another process/)
    expect(await desk.run('library', 'terms', 'lib.glossary')).toMatchObject({ code: 0, stdout: expect.stringContaining('job runner') })
  } finally {
    await store.close()
  }
})

test('--out is checked before the work: nothing is made when it can not be written', async () => {
  desk.write(HANDBOOK)
  mkdirSync(desk.path('taken'))
  refused(await desk.run('generate', 'docs', '--out', 'none/g.md'), /its folder does not exist.*--out/)
  refused(await desk.run('generate', 'docs', '--out', 'taken'), /it is a folder/)
  refused(await desk.run('generate', 'docs', '--out', 'docs/g.md'), /document folder.*nothing is ever written there/)
  refused(await desk.run('generate', 'docs', '--library', 'docs/lib.glossary'), /document folder.*nothing is ever written there/)
  expect(existsSync(join(desk.home, 'libraries'))).toBe(false)
  expect(readdirSync(desk.path('docs')).sort()).toEqual(['ja', 'runner.md', 'spool.md'])
})

test('a full disk at export: the old file stays', async (context) => {
  desk.write(HANDBOOK)
  mkdirSync(desk.path('disk'))
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=16k', 'tmpfs', desk.path('disk')], { stdio: 'ignore' })
  } catch (error) {
    expect(error).toBeInstanceOf(Error)
    return context.skip('mounting a tmpfs needs root')
  }
  try {
    desk.write({ 'disk/g.json': 'old\n', 'disk/filler': 'x'.repeat(8192) })
    refused(await desk.run('generate', 'docs', '--out', 'disk/g.json'), /the disk is full\. What was there before is unchanged/)
    expect(readFileSync(desk.path('disk/g.json'), 'utf8')).toBe('old\n')
    expect(readdirSync(desk.path('disk')).sort()).toEqual(['filler', 'g.json'])
  } finally {
    execFileSync('umount', [desk.path('disk')])
  }
  expect(await desk.run('generate', 'docs', '--out', 'g.json')).toMatchObject({ code: 0 })
})
