import { mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Bench, bench, concept, definition, runWith } from '../store/testing.ts'
import { runExport } from './export/run.ts'

/** The export thread on a real library. */

let made: Bench
let out: string
beforeEach(async () => {
  made = bench()
  out = realpathSync(mkdtempSync(join(tmpdir(), 'gg-exports-')))
  const store = await made.open()
  const concepts = Array.from({ length: 2000 }, (_, index) => concept(`term ${index}`, index + 1))
  await runWith(store, concepts, [definition('term 7', 'The seventh.')])
})
afterEach(async () => {
  await made.end()
  rmSync(out, { recursive: true, force: true })
})

const job = { scope: { kind: 'all' as const } }

test('the report before, the report of writing and the file agree; the same bytes every time', async () => {
  const file = join(out, 'g.json')
  const before = await runExport({ ...job, library: made.file, format: 'json', to: { kind: 'nothing' }, head: true })
  const after = await runExport({ ...job, library: made.file, format: 'json', to: { kind: 'file', file } })
  const again = await runExport({ ...job, library: made.file, format: 'json', to: { kind: 'bytes' } })
  expect(after.report).toEqual(before.report)
  expect(before.report).toMatchObject({ terms: 2000, written: 2000, losses: [] })
  expect(readFileSync(file).equals(Buffer.from(again.bytes!))).toBe(true)
  expect(readFileSync(file, 'utf8').startsWith(before.head)).toBe(true)
  expect(JSON.parse(readFileSync(file, 'utf8')).counts).toEqual({ terms: 2000, defined: 1, contexts: 0, documents: 0 })
})

test('a cancelled export leaves the old file as it was, and nothing beside it', async () => {
  const file = join(out, 'g.md')
  writeFileSync(file, 'old')
  const control = new AbortController()
  const running = runExport({ ...job, library: made.file, format: 'md', to: { kind: 'file', file } }, { signal: control.signal })
  control.abort()
  await expect(running).rejects.toMatchObject({ code: 'CANCELLED' })
  expect(readFileSync(file, 'utf8')).toBe('old')
  expect(readdirSync(out)).toEqual(['g.md'])
})

test('an unknown format names those there are; a lost library says so', async () => {
  await expect(runExport({ ...job, library: made.file, format: 'pdf', to: { kind: 'nothing' } })).rejects.toThrow(
    /no export format “pdf”.*tbx/,
  )
  await expect(runExport({ ...job, library: join(out, 'no.glossary'), format: 'md', to: { kind: 'nothing' } })).rejects.toThrow()
})
