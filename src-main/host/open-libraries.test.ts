import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { RunRow, RunStatus } from '../contract/run.ts'
import type { Library } from '../library/library.ts'
import type { RunEnd, RunSubscriber } from '../runs/api.ts'
import type { StoreChange } from '../store/api.ts'
import { OpenLibraries } from './open-libraries.ts'
import type { HostShell } from './shell.ts'

/** What a window is told of a run whose end could not be saved at once. */

interface Heard {
  readonly run: RunRow
  readonly saving: RunStatus | null
}

function opened() {
  let row = { id: 7, status: 'running', lastSeq: 0 } as RunRow
  let readable = true
  let subscriber: RunSubscriber = {}
  let change: (change: StoreChange) => void = () => undefined
  const heard: Heard[] = []
  const library = {
    id: 'lib',
    file: '/libraries/lib-0123456789ab.glossary',
    roots: async () => [],
    onChange: (listener: typeof change) => {
      change = listener
      return () => undefined
    },
    runs: {
      activeId: () => 7,
      get: async () => {
        if (!readable) throw new Error('disk I/O error')
        return row
      },
      subscribe: async (_id: number, one: RunSubscriber) => {
        subscriber = one
        return { unsubscribe: () => undefined }
      },
    },
  } as unknown as Library
  const libraries = new OpenLibraries({} as HostShell)
  const client = { send: (event: string, payload: unknown) => void (event === 'run.changed' && heard.push(payload as Heard)) }
  return {
    heard,
    add: () => libraries.add(library, client),
    row: (status: RunStatus) => {
      row = { ...row, status }
    },
    readable: (on: boolean) => {
      readable = on
    },
    saving: async (status: RunStatus | null) => {
      subscriber.status?.('running', { paused: false, saving: status })
      await settled()
    },
    end: async (status: RunStatus, unsaved: boolean) => {
      const end: RunEnd = { runId: 7, status, failureKind: null, error: null, lastSeq: 0, unsaved }
      subscriber.end?.(end)
      await settled()
    },
    runsChanged: async () => {
      change({ areas: ['runs'] })
      await settled()
    },
  }
}

const settled = () => new Promise((resolve) => setTimeout(resolve, 5))
const said = (heard: readonly Heard[]) => heard.map(({ run, saving }) => [run.status, saving])

test('a window hears that a run is over and being saved, also when the library can not even be read', async () => {
  const { add, heard, saving, end, row, readable } = opened()
  await add()
  await saving(null)
  readable(false)
  await saving('completed')
  readable(true)
  row('completed')
  await end('completed', false)
  expect(said(heard)).toEqual([
    ['running', null],
    ['running', 'completed'],
    ['completed', null],
  ])
})

test('an end told before it was saved stays "saving" until the row says it, and is then told once', async () => {
  const { add, heard, end, row, runsChanged } = opened()
  await add()
  await end('cancelled', true)
  // A try that failed.
  await runsChanged()
  row('cancelled')
  await runsChanged()
  await runsChanged()
  expect(said(heard)).toEqual([
    ['running', 'cancelled'],
    ['cancelled', null],
  ])
})

test('tells whether every folder is watched, and when that has changed', async () => {
  const there = mkdtempSync(join(tmpdir(), 'gg-watched-'))
  let roots: { path: string | null }[] = [{ path: there }]
  const library = {
    id: 'lib',
    roots: async () => roots,
    onChange: () => () => undefined,
    runs: { activeId: () => null },
    close: async () => undefined,
  } as unknown as Library
  const libraries = new OpenLibraries({} as HostShell)
  let told = 0
  await libraries.add(library, { send: (event) => void (event === 'library.changed' && told++) })
  expect(libraries.watched('other')).toBeUndefined()
  await expect.poll(() => libraries.watched('lib')).toBe(true)
  expect(told).toBe(1)
  roots = [{ path: there }, { path: join(there, 'gone') }]
  libraries.watch('lib')
  await expect.poll(() => libraries.watched('lib')).toBe(false)
  expect(told).toBe(3)
  await libraries.close('lib')
  rmSync(there, { recursive: true })
})
