import { setTimeout as pause } from 'node:timers/promises'

/**
 * Main's writes go first: while main wants the write lock it raises the gate, and the store thread begins no new slice. The gate is a
 * counter in shared memory, so it holds before any message could be delivered.
 */
export interface WriteGate {
  raise(): void
  lower(): void
}

export const makeGateBuffer = (): SharedArrayBuffer => new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT)

/** Main's side. */
export function writeGate(buffer: SharedArrayBuffer): WriteGate {
  const cell = new Int32Array(buffer)
  return {
    raise: () => {
      Atomics.add(cell, 0, 1)
    },
    lower: () => {
      Atomics.sub(cell, 0, 1)
    },
  }
}

/** No wait is longer: main may be blocked by something else entirely (another process), and the thread's work must go on. */
const LONGEST_WAIT_MS = 200
const LOOK_AGAIN_MS = 2

/**
 * The store thread's side: waits, without blocking the thread, until main does not want to write. Looks again every other millisecond
 * rather than with Atomics.waitAsync, whose waiters outlive the thread they wait in.
 */
export async function passGate(cell: Int32Array): Promise<void> {
  const end = performance.now() + LONGEST_WAIT_MS
  while (Atomics.load(cell, 0) > 0 && performance.now() < end) await pause(LOOK_AGAIN_MS)
}
