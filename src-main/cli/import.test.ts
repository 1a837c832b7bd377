import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { mappingOf } from './import.ts'
import { Desk } from './testing.ts'

// Every test starts the tool several times; on a busy machine each start takes a second or more.
vi.setConfig({ testTimeout: 240_000, hookTimeout: 60_000 })

let desk: Desk
beforeEach(() => {
  desk = new Desk()
})
afterEach(() => desk.dispose())

test('a dry run does nothing, an import is one step, the report says what was left out', async () => {
  desk.write({ 'terms.csv': 'Wort,Sinn,x\nberth,A place.,1\n=quay,Stones.,2\n' })
  const dry = await desk.run('library', 'import', 'a.glossary', 'terms.csv', '--create', '--map', 'term=Wort,definition=2', '--dry-run')
  expect(dry).toMatchObject({ code: 0 })
  expect(dry.stdout).toContain('Dry run: 4 changes, nothing was done.')
  expect((await desk.run('library', 'info', 'a.glossary', '--format', 'json')).stdout).toContain('"total": 0')
  const done = await desk.run('library', 'import', 'a.glossary', 'terms.csv', '--map', 'term=Wort,definition=2', '--report', 'json')
  expect(JSON.parse(done.stdout)).toMatchObject({
    dryRun: false,
    changes: 4,
    command: 1,
    counts: { fresh: 2, required: 2 },
    notRead: [{ place: 'column 3' }],
  })
  desk.write({ 'terms.csv': 'term,definition\nberth,Another place.\n' })
  const both = await desk.run('library', 'import', 'a.glossary', 'terms.csv', '--on-collision', 'both')
  expect(both.stdout).toContain('A place.')
  const listed = await desk.run('library', 'terms', 'a.glossary', '--format', 'json')
  const definitions = (JSON.parse(listed.stdout) as { definition: string }[]).map(({ definition }) => definition).sort()
  expect(definitions).toEqual(['A place.\n\nAnother place.', 'Stones.'])
})

test('what can not be read gives a sentence and exit code, and leaves the library as it was', async () => {
  desk.write({ 'bad.tbx': '<!DOCTYPE x><tbx/>', 'terms.csv': 'term\nberth\n' })
  await desk.run('library', 'import', 'a.glossary', 'terms.csv', '--create')
  for (const [file, words] of [
    ['bad.tbx', 'DOCTYPE'],
    ['missing.csv', 'no such file'],
    ['a.glossary', 'That is a library'],
  ] as const) {
    const { code, stderr } = await desk.run('library', 'import', 'a.glossary', file)
    expect([(code ?? 0) > 0, stderr]).toEqual([true, expect.stringContaining(words)])
  }
  const map = await desk.run('library', 'import', 'a.glossary', 'terms.csv', '--map', 'term=nowhere')
  expect([map.code, map.stderr]).toEqual([2, expect.stringContaining('finds no column "nowhere"')])
})

test('--map puts fields on columns, by name or number, each once', () => {
  const view = { mapping: { header: true, columns: ['term', 'definition', 'ignore'] as const }, sample: [['a', 'b', 'c']], rows: 1 }
  expect(mappingOf(view, 'definition=c,ignore=2')).toEqual({ header: true, columns: ['term', 'ignore', 'definition'] })
  expect(() => mappingOf(view, 'nonsense=1')).toThrow('knows no field')
})

test('a long file leaves its garbage behind before it is written, and nobody hears of it', async () => {
  const rows = Array.from({ length: 2_500 }, (_, index) => `term ${index},Definition ${index}.`)
  desk.write({ 'terms.csv': `term,definition\n${rows.join('\n')}\n` })
  const done = await desk.run('library', 'import', 'a.glossary', 'terms.csv', '--create', '--report', 'json')
  expect(JSON.parse(done.stdout)).toMatchObject({ counts: { fresh: 2_500 } })
  expect([done.code, done.stderr]).toEqual([0, expect.not.stringContaining('Warning')])
})
