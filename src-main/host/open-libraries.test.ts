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
  let active: number | null = 7
  let closed = 0
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
    close: async () => void closed++,
    runs: {
      activeId: () => active,
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
    client,
    library,
    libraries,
    closed: () => closed,
    over: () => {
      active = null
    },
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

test('a library whose window was closed during a run is closed when the run is over, and not before', async () => {
  const { add, client, libraries, library, closed, row, over, end } = opened()
  await add()
  await libraries.gone(client)
  await settled()
  expect(closed()).toBe(0)
  expect(libraries.activeRuns()).toBe(1)
  row('completed')
  over()
  await end('completed', false)
  expect(closed()).toBe(1)
  expect(() => libraries.get(library.id)).toThrow('not open any more')
})

test('a window that comes back during the run keeps the library, and one that leaves afterwards closes it', async () => {
  const { add, client, libraries, closed, row, over, end } = opened()
  await add()
  await libraries.gone(client)
  await add()
  row('completed')
  over()
  await end('completed', false)
  expect(closed()).toBe(0)
  await libraries.gone(client)
  expect(closed()).toBe(1)
})

test('a page that is loaded anew during the run keeps the library, however late it comes back', async () => {
  const { add, client, libraries, closed, row, over, end } = opened()
  await add()
  libraries.detach(client)
  row('completed')
  over()
  await end('completed', false)
  expect(closed()).toBe(0)
})

test('an end that is not saved yet keeps the library open until it is', async () => {
  const { add, client, libraries, closed, row, over, end, runsChanged } = opened()
  await add()
  await libraries.gone(client)
  await end('completed', true)
  // A try that failed.
  await runsChanged()
  expect(closed()).toBe(0)
  row('completed')
  over()
  await runsChanged()
  expect(closed()).toBe(1)
})

test('so does one whose window is closed between its end and its being saved', async () => {
  const { add, client, libraries, closed, row, end, runsChanged } = opened()
  await add()
  await end('cancelled', true)
  await libraries.gone(client)
  expect(closed()).toBe(0)
  row('cancelled')
  await runsChanged()
  expect(closed()).toBe(1)
})
