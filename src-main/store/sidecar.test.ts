import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import type { FileHandle } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { findSidecars, sidecarStore } from './sidecar.ts'

/** What reached the disk, in order: file names are relative to the folder. */
const events: string[] = []
let folder = ''
const name = (path: unknown): string => String(path).slice(folder.length + 1) || 'folder'

vi.mock('node:fs/promises', async (original) => {
  const fs = await original<typeof import('node:fs/promises')>()
  return {
    ...fs,
    open: async (...args: Parameters<typeof fs.open>): Promise<FileHandle> => {
      const handle = await fs.open(...args)
      const sync = handle.sync.bind(handle)
      handle.sync = async () => {
        await sync()
        events.push(`sync ${name(args[0])}`)
      }
      return handle
    },
    rename: async (...args: Parameters<typeof fs.rename>): Promise<void> => {
      await fs.rename(...args)
      events.push(`rename ${name(args[0])} ${name(args[1])}`)
    },
  }
})

beforeEach(() => {
  events.length = 0
  folder = mkdtempSync(join(tmpdir(), 'genglossary-sidecar-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const LIBRARY = 'ab'.repeat(16)
const record = { runId: 7, epoch: 'e', outcome: 'cancelled', lastSeq: 3 } as const

it.skipIf(process.platform === 'win32')('an outcome is acknowledged when the file and its name are on the disk', async () => {
  const store = sidecarStore(folder, LIBRARY, () => Promise.resolve({ extract: 2 }))
  await store.write(record)
  const file = `outcome-${LIBRARY}-7.json`
  expect(events).toEqual([`sync ${file}.tmp`, `rename ${file}.tmp ${file}`, 'sync folder'])
  expect(JSON.parse(readFileSync(join(folder, file), 'utf8'))).toEqual({ ...record, staged: { extract: 2 } })
})

it('an outcome is put aside although the library can not be read just then', async () => {
  const store = sidecarStore(folder, LIBRARY, () => Promise.reject(new Error('no library')))
  await store.write(record)
  expect(findSidecars(folder, LIBRARY)).toMatchObject([{ runId: 7, record }])
})

it('a second outcome of the same run takes the place of the first, whole', async () => {
  const store = sidecarStore(folder, LIBRARY, () => Promise.resolve({}))
  await store.write(record)
  await store.write({ ...record, lastSeq: 9 })
  expect(findSidecars(folder, LIBRARY).map((one) => one.record?.lastSeq)).toEqual([9])
  await store.remove(7)
  await store.remove(7)
  expect(findSidecars(folder, LIBRARY)).toEqual([])
})
