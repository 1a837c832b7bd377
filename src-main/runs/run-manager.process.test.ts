import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import type { LogLine, RunStatus } from '../contract/run.ts'
import { createForkHost } from '../hosts/fork-host.ts'
import type { RunEnd, RunManager } from './api.ts'
import { createRunManager } from './run-manager.ts'
import { systemClock, systemIds } from './system.ts'
import { emptyContext } from './testing/context.ts'
import { MemoryRunStore, MemorySidecar } from './testing/memory-store.ts'

/** Real processes: the run manager, the fork host and the real worker runtime with a scripted pipeline. */

const fixture = (name: string) => join(import.meta.dirname, '..', '..', 'src-worker', 'run', 'fixtures', `${name}.ts`)

const open: RunManager[] = []
function setUp(worker: string, limits = {}) {
  const store = new MemoryRunStore({ wall: Date.now })
  const host = createForkHost({ entry: fixture(worker) })
  const reports: string[] = []
  const manager = createRunManager({
    store,
    sidecar: new MemorySidecar(),
    host,
    clock: systemClock,
    ids: systemIds,
    context: async () => emptyContext(),
    limits,
    report: (what, error) => reports.push(`${what}: ${String(error)}`),
  })
  open.push(manager)
  return { store, manager, reports }
}

afterEach(async () => {
  for (const manager of open.splice(0)) await manager.close()
})

async function follow(manager: RunManager, id: number) {
  const lines: LogLine[] = []
  const statuses: RunStatus[] = []
  const end = Promise.withResolvers<RunEnd>()
  await manager.subscribe(id, {
    logs: (some) => void lines.push(...some),
    status: (status) => void statuses.push(status),
    end: end.resolve,
  })
  return { lines, statuses, end: end.promise }
}

describe('runs in real processes', () => {
  it('completes: rows staged, pointers flipped, logs in order, one end', async () => {
    const { manager, store } = setUp('quick')
    const row = await manager.start({ scope: 'extract' })
    const { lines, end } = await follow(manager, row.id)
    expect(await end).toMatchObject({ status: 'completed', error: null, unsaved: false })
    expect(lines.map((line) => line.seq)).toEqual(lines.map((_, index) => index + 1))
    expect(lines.map((line) => line.message)).toContain('hello')
    expect(store.file.revisions[0]?.items).toHaveLength(5)
    expect(store.file.live.get('extract')).toBe(row.id)
    expect(await manager.get(row.id)).toMatchObject({ status: 'completed', lastSeq: lines.length, counts: '{"documents":5}' })
  })
})
