import { mkdirSync } from 'node:fs'
import type { RunStore, SidecarStore } from '../../src-main/runs/ports.ts'
import { systemClock, systemIds } from '../../src-main/runs/system.ts'
import { openBulk, openReader } from '../../src-main/store/connection.ts'
import { takeOwnership } from '../../src-main/store/lock.ts'
import { prepare } from '../../src-main/store/prepare.ts'
import { makeRunStore } from '../../src-main/store/run-store.ts'
import { sidecarStore } from '../../src-main/store/sidecar.ts'
import { StateConnection } from '../../src-main/store/state-connection.ts'
import type { ThreadClient } from '../../src-main/store/thread/client.ts'
import { makeGateBuffer, writeGate } from '../../src-main/store/thread/gate.ts'
import { READS } from '../../src-main/store/thread/reads.ts'
import { Scheduler, type Slices } from '../../src-main/store/thread/scheduler.ts'
import { LANES, WRITES } from '../../src-main/store/thread/writes.ts'

/** A library whose every file operation happens on this one thread. */
export interface InlineLibrary {
  readonly runs: RunStore
  readonly sidecar: SidecarStore
  close(): Promise<void>
}

type Call = (...args: unknown[]) => unknown

/**
 * The store's own code, run without its thread: strace counts system calls per thread, and only so does "the nth write" mean the nth
 * write of the whole life.
 */
export async function openInline(file: string, home: string): Promise<InlineLibrary> {
  mkdirSync(home, { recursive: true })
  const claimed = takeOwnership(file)
  if (claimed.kind !== 'owner') throw new Error(`the library is ${claimed.kind}`)
  const epoch = systemIds.token()
  const order = { file, create: true, readOnly: false, appDataDir: home, backup: `${file}.backup`, epoch, newId: systemIds.token() }
  const prepared = prepare({ ...order, pid: process.pid, now: new Date().toISOString() })
  const gate = makeGateBuffer()
  const state = await StateConnection.open(file, systemClock, writeGate(gate), epoch)
  const scheduler = new Scheduler(openBulk(file), gate, epoch)
  const reader = openReader(file)
  const thread = {
    read: async (name: keyof typeof READS, ...args: unknown[]) => (READS[name] as Call)(reader, ...args),
    write: (name: keyof typeof WRITES, ...args: unknown[]) =>
      scheduler.run(LANES[name], (slices: Slices) => (WRITES[name] as Call)(slices, ...args) as Promise<unknown>),
    reopen: async () => scheduler.replace(openBulk(file)),
  } as unknown as ThreadClient
  return {
    runs: makeRunStore({ state, thread, clock: systemClock, epoch, changed: () => undefined }),
    sidecar: sidecarStore(home, prepared.id, () => Promise.resolve({})),
    async close() {
      await state.close()
      await scheduler.drain()
      reader.close()
      scheduler.db.close()
      claimed.ownership.release()
    },
  }
}
