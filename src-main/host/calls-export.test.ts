import { mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { ExportReport } from '../contract/export.ts'
import type { ExportJob } from '../library/exports.ts'
import { appFiles } from './app-files.ts'
import { exportCalls } from './calls-export.ts'
import type { HostParts } from './host.ts'

/** The host's export calls over a library that writes nothing. */

const REPORT: ExportReport = { terms: 2, written: 2, files: 1, bytes: 9, losses: [] }

let folder: string
let shown: string[]
let jobs: Omit<ExportJob, 'library'>[]
/** Exports go on until they are cancelled. */
let held: boolean
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'gg-calls-export-')))
  shown = []
  jobs = []
  held = false
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** @param chosen what the person picks in the save dialog; undefined: a host without dialogs */
function calls(chosen?: string | null) {
  const run = async (job: Omit<ExportJob, 'library'>, { signal }: { signal?: AbortSignal } = {}) => {
    jobs.push(job)
    if (held) await new Promise<void>((resolve) => signal?.addEventListener('abort', () => resolve()))
    else await new Promise((resolve) => setTimeout(resolve, 5))
    signal?.throwIfAborted()
    return { report: REPORT, head: 'the head', bytes: null, base64: 'AAAA' }
  }
  const library = { id: 'one', file: join(folder, 'names.glossary'), roots: async () => [], exports: { run } }
  const shell = {
    info: { dialogs: chosen !== undefined },
    pickSave: async () => chosen ?? null,
    showItem: (file: string) => {
      shown.push(file)
      return true
    },
  }
  const open = { get: () => library, clientsOf: () => [] }
  const parts = { open, shell, files: appFiles(folder, () => '2026-01-01T00:00:00.000Z') }
  const made = exportCalls(parts as unknown as HostParts)
  const client = { send: () => undefined }
  const save = (more: object) =>
    made['export.save']({ library: 'one', format: 'md', scope: { kind: 'all' }, again: false, ...more } as never, client)
  return { made, save, client, files: parts.files }
}

test('only what this host has written is ever shown in the file manager', async () => {
  const target = join(folder, 'out.md')
  const { made, save, client } = calls(target)
  expect(await made['export.show']({ library: 'one', file: target }, client)).toBe(false)
  expect(await save({})).toMatchObject({ file: target })
  expect(await made['export.show']({ library: 'one', file: '/etc/passwd' }, client)).toBe(false)
  expect(await made['export.show']({ library: 'one', file: target }, client)).toBe(true)
  expect(shown).toEqual([target])
})

test('again goes to where the last export of that format went, also after a restart; another format asks', async () => {
  const target = join(folder, 'out.md')
  await calls(target).save({ scope: { kind: 'accepted' } })
  const { made, save, client } = calls(join(folder, 'asked.csv'))
  expect(await made['export.last']({ library: 'one' }, client)).toEqual({ format: 'md', scope: 'accepted', file: target })
  expect(await save({ again: true })).toMatchObject({ file: target })
  expect(await save({ again: true, format: 'csv' })).toMatchObject({ file: join(folder, 'asked.csv') })
})

test('definitions without their headword stay so for the next export', async () => {
  const { made, save, client } = calls(join(folder, 'out.md'))
  await save({ brief: true })
  expect(await made['export.last']({ library: 'one' }, client)).toMatchObject({ brief: true })
  await save({})
  expect(await made['export.last']({ library: 'one' }, client)).not.toHaveProperty('brief')
})

test('a dialog that is closed writes nothing and changes nothing', async () => {
  const { save, files } = calls(null)
  expect(await save({})).toBeNull()
  expect(jobs).toEqual([])
  expect(files.lastExport('one')).toBeNull()
})

test('without dialogs the bytes are handed over, a folder as a ZIP', async () => {
  const { save } = calls()
  expect(await save({})).toMatchObject({ base64: 'AAAA', name: 'names.md', mime: 'text/markdown' })
  expect(await save({ format: 'vale' })).toMatchObject({ name: 'names-vale.zip', mime: 'application/zip' })
})

test('cancel reaches the export under way, and a newer preview ends the older one; nothing is remembered of either', async () => {
  const { made, save, client, files } = calls(join(folder, 'out.md'))
  held = true
  const saving = save({})
  await expect.poll(() => jobs).toHaveLength(1)
  await made['export.cancel']({ library: 'one' }, client)
  await expect(saving).rejects.toThrow()
  held = false
  expect(files.lastExport('one')).toBeNull()
  const asked = { library: 'one', format: 'md', scope: { kind: 'all' as const } }
  const older = made['export.preview'](asked, client)
  const newer = made['export.preview'](asked, client)
  await expect(older).rejects.toThrow()
  expect(await newer).toMatchObject({ suggestedName: 'names.md', head: 'the head', report: REPORT })
})
