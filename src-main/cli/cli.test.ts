import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { EXPORT_MARKER } from '../contract/text/marker.ts'
import { Desk, HANDBOOK } from './testing.ts'

const SAMPLES = join(import.meta.dirname, '..', '..', 'samples', 'handbook')

// Every test starts the tool several times; on a busy machine each start takes a second or more.
vi.setConfig({ testTimeout: 240_000, hookTimeout: 60_000 })

let desk: Desk
beforeEach(() => {
  desk = new Desk()
})
afterEach(() => desk.dispose())

/** Every file with size and time: what "nothing is written there" means. */
const inventory = (folder: string) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .sort()
    .map((name) => [name, statSync(join(folder, name)).size, statSync(join(folder, name)).mtimeMs])

const libraryFile = () =>
  join(desk.home, 'libraries', readdirSync(join(desk.home, 'libraries')).find((name) => name.endsWith('.glossary')) ?? '')

const lastRun = async () => JSON.parse((await desk.run('runs', 'show', '--format', 'json')).stdout)
const countsOf = (run: { counts: string }): Record<string, number> => JSON.parse(run.counts)

describe('generate', () => {
  test('the samples become a glossary: exit 0, clean standard output, nothing written among the documents', async () => {
    const before = inventory(SAMPLES)
    const { code, stdout, stderr } = await desk.run('generate', SAMPLES, '--out', 'glossary.md')
    expect([code, stdout]).toEqual([0, ''])
    expect(stderr).toContain('Wrote ')
    const text = readFileSync(desk.path('glossary.md'), 'utf8')
    expect(text.startsWith(`<!-- ${EXPORT_MARKER} -->`)).toBe(true)
    expect(text.match(/^## /gm)?.length).toBeGreaterThan(20)
    expect(text).toMatch(/^## .+（[ぁ-ん].*）$/m)
    expect(text).toMatch(/\[[^\]]+:\d+\]\(<[^>]+#L\d+>\)/)
    expect(inventory(SAMPLES)).toEqual(before)
  })

  test('a second call parses nothing, a changed file alone is parsed, and both write the same for the same documents', async () => {
    const docs = join(desk.write(HANDBOOK), '..')
    await desk.run('generate', docs, '--out', 'first.md')
    expect(countsOf(await lastRun())['documents.parsed']).toBe(3)
    await desk.run('generate', docs, '--out', 'second.md')
    expect(countsOf(await lastRun())['documents.parsed']).toBe(0)
    expect(readFileSync(desk.path('second.md'), 'utf8')).toBe(readFileSync(desk.path('first.md'), 'utf8'))
    desk.write({ 'docs/spool.md': `${HANDBOOK['docs/spool.md']}\nA dead letter is a job nobody took. Each dead letter is kept.\n` })
    await desk.run('generate', docs, '--out', 'third.md')
    expect(countsOf(await lastRun())['documents.parsed']).toBe(1)
    expect(readFileSync(desk.path('third.md'), 'utf8')).toContain('dead letter')
  })

  test('same documents, same bytes: in another place, at another time, with another library', async () => {
    desk.write(HANDBOOK)
    desk.write(
      Object.fromEntries(
        Object.entries(HANDBOOK)
          .reverse()
          .map(([name, text]) => [`copy/${name}`, text]),
      ),
    )
    for (const format of ['md', 'json', 'csv']) {
      await desk.run('generate', 'docs', '--out', `one.${format}`)
      await desk.run('generate', 'copy/docs', '--out', `copy/one.${format}`, '--library', 'other.glossary')
      expect(readFileSync(desk.path(`copy/one.${format}`), 'utf8')).toBe(readFileSync(desk.path(`one.${format}`), 'utf8'))
    }
  })

  test('without --out the glossary goes to standard output; --limit and --format are obeyed', async () => {
    desk.write(HANDBOOK)
    const { stdout } = await desk.run('generate', 'docs', '--format', 'json', '--limit', '2')
    expect(JSON.parse(stdout)).toMatchObject({ marker: EXPORT_MARKER, counts: { terms: 2 } })
    expect((await desk.run('generate', 'docs', '--format', 'csv')).stdout.startsWith('\uFEFFid,term')).toBe(true)
  })

  test('--json-logs: every line of standard error is an object, the last one the end', async () => {
    desk.write(HANDBOOK)
    const { stderr } = await desk.run('generate', 'docs', '--out', 'g.md', '--json-logs')
    const lines = stderr
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(lines.find(({ type }) => type === 'end')).toMatchObject({ status: 'completed' })
    expect(lines.some(({ type }) => type === 'progress')).toBe(true)
    const failed = await desk.run('generate', 'nowhere', '--json-logs')
    expect(JSON.parse(failed.stderr)).toMatchObject({ type: 'error', code: 'FOLDER_MISSING' })
  })

  test('an export kept beside the documents of another library is skipped as our own', async () => {
    desk.write(HANDBOOK)
    await desk.run('generate', 'docs', '--out', 'g.md')
    desk.write({ 'docs/old-glossary.md': readFileSync(desk.path('g.md')) })
    const { stderr } = await desk.run('generate', 'docs', '--out', 'g2.md')
    expect(stderr).toMatch(/Skipped old-glossary\.md: /)
    expect(readFileSync(desk.path('g2.md'), 'utf8')).toBe(readFileSync(desk.path('g.md'), 'utf8'))
  })
})

describe('terms, definitions, sentences', () => {
  beforeEach(() => {
    desk.write(HANDBOOK)
  })

  test('terms: headwords best first; every accepted form; JSON', async () => {
    const headwords = (await desk.run('terms', 'docs', '--rank', 'glossary')).stdout.trim().split('\n')
    expect(headwords).toContain('job runner')
    expect(headwords).toContain('量子ビット')
    expect((await desk.run('terms', 'docs', '--limit', '2')).stdout.trim().split('\n')).toEqual(headwords.slice(0, 2))
    const forms = (await desk.run('terms', 'docs', '--rank', 'termhood', '--forms', 'all')).stdout.trim().split('\n')
    expect(new Set(forms).size).toBe(forms.length)
    const json = JSON.parse((await desk.run('terms', 'docs', '--format', 'json')).stdout)
    expect(json.map(({ term }: { term: string }) => term)).toEqual(headwords)
    expect(json[0]).toMatchObject({ rank: 1, documents: expect.any(Number) })
  })

  test('definitions: quoted with file, line and range that hold the quotation', async () => {
    const { code, stdout } = await desk.run('definitions', 'docs', '--format', 'json')
    expect(code).toBe(0)
    const entries = JSON.parse(stdout) as {
      term: string
      kind: string
      sources: { file: string; line: number; start: number; end: number; quote: string }[]
    }[]
    expect(entries.find(({ term }) => term === 'job runner')?.kind).toBe('quoted')
    for (const { sources } of entries) {
      for (const { file, line, start, end, quote } of sources) {
        const text = readFileSync(desk.path('docs', file), 'utf8')
        expect(text.slice(start, end).replace(/\s+/gu, ' ').trim()).toBe(quote)
        expect(text.slice(0, start).split('\n').length).toBe(line)
      }
    }
  })

  test('sentences: a 1 or 0 for every line', async () => {
    desk.write({ 's.txt': 'A job runner is a process that executes jobs.\nWe went home.\n\n量子ビットとは、情報の最小単位である。\n' })
    const { code, stdout } = await desk.run('sentences', 's.txt')
    expect([code, stdout]).toEqual([0, '1\n0\n0\n1\n'])
    expect(await desk.run('sentences', 'none.txt')).toMatchObject({ code: 1, stderr: expect.stringContaining('there is no such file') })
  })
})

describe('library and runs', () => {
  beforeEach(async () => {
    desk.write(HANDBOOK)
    await desk.run('generate', 'docs', '--library', 'lib.glossary', '--out', 'g.md')
  })

  test('info, terms and problems, for people and as JSON', async () => {
    const info = JSON.parse((await desk.run('library', 'info', 'lib.glossary', '--format', 'json')).stdout)
    expect(info).toMatchObject({ documents: { ok: 3 }, lastRun: { status: 'completed' }, readOnly: false })
    expect((await desk.run('library', 'info', 'lib.glossary')).stdout).toContain('Documents')
    const terms = JSON.parse((await desk.run('library', 'terms', 'lib.glossary', '--format', 'json', '--search', 'runner')).stdout)
    expect(terms.map(({ headword }: { headword: string }) => headword)).toContain('job runner')
    expect((await desk.run('library', 'terms', 'lib.glossary')).stdout).toContain('job runner')
    const problems = async (...options: string[]): Promise<unknown[]> =>
      JSON.parse((await desk.run('library', 'problems', 'lib.glossary', '--format', 'json', ...options)).stdout)
    const all = await problems()
    expect(all.length).toBeGreaterThan(1)
    expect(await problems('--limit', '1')).toEqual(all.slice(0, 1))
  })

  test('an excluded term leaves the glossary, a required one comes in, and a re-run keeps to it', async () => {
    expect(await desk.run('library', 'exclude', 'lib.glossary', 'job runner')).toMatchObject({ code: 0, stdout: '' })
    expect(await desk.run('library', 'require', 'lib.glossary', 'exit code')).toMatchObject({ code: 0 })
    const check = (text: string) => [/^## job runner$/m.test(text), /^## exit code$/m.test(text)]
    await desk.run('generate', 'docs', '--library', 'lib.glossary', '--out', 'g.md')
    expect(check(readFileSync(desk.path('g.md'), 'utf8'))).toEqual([false, true])
    await desk.run('library', 'exclude', 'lib.glossary', 'job runner', '--off')
    expect((await desk.run('library', 'exclude', 'lib.glossary', 'job runner', '--off')).stderr).toContain('like that already')
    await desk.run('generate', 'docs', '--library', 'lib.glossary', '--out', 'g.md')
    expect(check(readFileSync(desk.path('g.md'), 'utf8'))).toEqual([true, true])
  })

  test('single files are added beside the folder, those of the same name too; what cannot be read is named', async () => {
    desk.write({
      'north/README.md': '# North gate\n\nA north gate is a gate.\n',
      'south/README.md': '# South gate\n\nA south gate is one.\n',
    })
    desk.write({ 'north/photo.jpg': 'x', 'north/other.md': 'Not wanted.\n' })
    const added = await desk.run('library', 'add', 'lib.glossary', 'north/README.md', 'south/README.md', 'north/photo.jpg')
    expect(added).toMatchObject({ code: 0, stdout: '' })
    expect(added.stderr).toMatch(/^Left out photo\.jpg: Pictures[^\n]*\nAdded 2 documents\./u)
    const info = JSON.parse((await desk.run('library', 'info', 'lib.glossary', '--format', 'json')).stdout)
    expect(info.documents).toMatchObject({ total: 6, skipped: 1 })
    expect(await desk.run('library', 'add', 'lib.glossary', 'none.md')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('none.md'),
    })
  })

  test('export without a run gives what generate wrote; a duplicate gives the same again', async () => {
    await desk.run('library', 'export', 'lib.glossary', '--out', 'again.md')
    expect(readFileSync(desk.path('again.md'), 'utf8')).toBe(readFileSync(desk.path('g.md'), 'utf8'))
    expect(await desk.run('library', 'duplicate', 'lib.glossary', 'copy.glossary')).toMatchObject({ code: 0 })
    await desk.run('library', 'export', 'copy.glossary', '--out', 'copied.md')
    expect(readFileSync(desk.path('copied.md'), 'utf8')).toBe(readFileSync(desk.path('g.md'), 'utf8'))
    expect(await desk.run('library', 'duplicate', 'lib.glossary', 'copy.glossary')).toMatchObject({ code: 1 })
  })

  test('runs: list, show and logs, newest first', async () => {
    await desk.run('generate', 'docs', '--library', 'lib.glossary', '--scope', 'review', '--out', 'g.md')
    const runs = JSON.parse((await desk.run('runs', 'list', '--library', 'lib.glossary', '--format', 'json')).stdout)
    expect(runs.map(({ id, scope }: { id: number; scope: string }) => [id, scope])).toEqual([
      [2, 'review'],
      [1, 'full'],
    ])
    expect((await desk.run('runs', 'show', '1', '--library', 'lib.glossary')).stdout).toContain('completed')
    const logs = (await desk.run('runs', 'logs', '1', '--library', 'lib.glossary', '--format', 'json')).stdout
    const numbers = logs
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line).seq)
    expect(numbers).toEqual(numbers.map((_, index) => index + 1))
    const rest = (await desk.run('runs', 'logs', '1', '--library', 'lib.glossary', '--from', '3')).stdout
    expect(rest.split('\n')[0]).toMatch(/^3 /u)
    expect(rest.trim().split('\n')).toHaveLength(numbers.length - 2)
    expect((await desk.run('runs', 'logs', '1', '--library', 'lib.glossary', '--from', '99999')).stdout).toBe('')
    expect(await desk.run('runs', 'show', '99', '--library', 'lib.glossary')).toMatchObject({ code: 1 })
    expect(await desk.run('runs', 'cancel', '1', '--library', 'lib.glossary')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('has ended already'),
    })
  })

  test('without --library, runs looks at the library used last', async () => {
    await desk.run('generate', 'docs', '--out', 'g.md')
    expect((await desk.run('runs', 'list')).stdout).toContain('completed')
    expect(libraryFile()).toContain('docs-')
  })
})
