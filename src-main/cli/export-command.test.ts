import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { Desk, HANDBOOK } from './testing.ts'

// Every test starts the tool several times; on a busy machine each start takes a second or more.
vi.setConfig({ testTimeout: 240_000, hookTimeout: 120_000 })

let desk: Desk
let library: string
beforeAll(async () => {
  desk = new Desk()
  const docs = join(desk.write(HANDBOOK), '..')
  library = desk.path('own.glossary')
  await desk.run('generate', docs, '--library', library, '--out', 'first.md')
})
afterAll(() => desk.dispose())

const run = (...args: string[]) => desk.run('library', 'export', library, ...args)

test('--dry-run says what would be left out and writes nothing; --report json says it for programs', async () => {
  const text = await run('--format', 'mozc', '--out', 'words.txt', '--dry-run')
  expect(text).toMatchObject({ code: 0, stdout: '' })
  expect(text.stderr).toMatch(/^Would write \(mozc\): \d+ of \d+ terms?, \d+ bytes\.\n {2}\S/)
  expect(existsSync(desk.path('words.txt'))).toBe(false)
  const json = await run('--format', 'mozc', '--dry-run', '--report', 'json')
  const report = JSON.parse(json.stdout)
  expect(report).toMatchObject({ format: 'mozc', files: 1 })
  expect(report.losses.map(({ kind }: { kind: string }) => kind)).toContain('details-left-out')
})

test('the format follows the ending of --out; folders, binaries and UTF-16 ask for --out', async () => {
  expect(await run('--out', 'g.tbx')).toMatchObject({ code: 0 })
  expect(readFileSync(desk.path('g.tbx'), 'utf8')).toContain('<tbx type="TBX-Basic" style="dca"')
  expect(await run('--format', 'md-files', '--out', 'notes')).toMatchObject({ code: 0 })
  expect(readdirSync(desk.path('notes'))).toContain('index.md')
  for (const format of ['xlsx', 'vale', 'msime']) {
    const { code, stderr } = await run('--format', format)
    expect([code, stderr]).toEqual([2, expect.stringContaining('--out')])
  }
  expect((await run('--format', 'nosuch')).stderr).toContain('There is no export format “nosuch”')
})

test('scopes: accepted, a filter; the same bytes to a file and to standard output', async () => {
  expect(JSON.parse((await run('--format', 'json', '--scope', 'accepted')).stdout).concepts).toEqual([])
  const found = JSON.parse((await run('--format', 'json', '--search', 'spool')).stdout).concepts as { preferred: string }[]
  expect(found.length).toBeGreaterThan(0)
  expect(found.every(({ preferred }) => /spool/i.test(preferred))).toBe(true)
  await run('--out', 'g.json')
  expect((await run('--format', 'json')).stdout).toBe(readFileSync(desk.path('g.json'), 'utf8'))
  expect((await run('--scope', 'accepted', '--search', 'x')).code).toBe(2)
})

test('--brief takes the headword off the definitions; what is quoted stays whole', async () => {
  type Defined = { preferred: string; definitions: { text: string; sources: { quote: string }[] }[] }
  const defined = async (...args: string[]) => JSON.parse((await run('--format', 'json', ...args)).stdout).concepts as Defined[]
  const [whole, brief] = [await defined(), await defined('--brief')]
  const changed = brief.filter((one, i) => one.definitions[0]?.text !== whole[i]?.definitions[0]?.text)
  expect(changed.length).toBeGreaterThan(0)
  for (const one of changed) {
    const before = whole.find(({ preferred }) => preferred === one.preferred)!.definitions[0]!
    expect(before.text.toLowerCase().endsWith(one.definitions[0]!.text.toLowerCase())).toBe(true)
    expect(one.definitions[0]!.sources).toEqual(before.sources)
  }
})

test('the help lists every format', async () => {
  const { stdout } = await desk.run('library', 'export', '--help')
  for (const id of ['md', 'xlsx', 'tbx-dct', 'mozc', 'macos', 'jsonld']) expect(stdout).toMatch(new RegExp(`^  ${id}\\b`, 'm'))
})
