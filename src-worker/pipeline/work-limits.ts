import { LIMITS } from '../documents/containers/limits.ts'

/** What a document may cost before the thread that has it is ended. A thread can be ended in the middle of anything a parser does. */

/** What a thread is doing with a document: waiting for the disk, making text of bytes, looking for terms. */
export const PHASES = ['read', 'parse', 'analyse'] as const
export type Phase = (typeof PHASES)[number]

export interface WorkLimits {
  /** Milliseconds a phase may take, by the bytes of the file. */
  readonly milliseconds: (phase: Phase, bytes: number) => number
  /** V8 heap of one thread, megabytes: its dictionaries and the document it has. */
  readonly heapMb: number
  /** Buffers of one thread outside of that heap, bytes. */
  readonly bufferBytes: number
  /** Resident set of the whole process from which on a thread with a quarter of it is ended: main ends a run that takes far more (runs/limits.ts). */
  readonly crowdedBytes: number
  /** How often time and buffers are looked at, milliseconds. */
  readonly watchMs: number
}

const MB = 1024 * 1024

/** A parser notices its own limit between pieces of work and says so better than we can; past this it does not. */
const GRACE_MS = 1000

function milliseconds(phase: Phase, bytes: number): number {
  if (phase === 'read') return 60_000
  if (phase === 'parse') return LIMITS.milliseconds + GRACE_MS
  // Slow machines analyse 0.2 MB a second; containers unpack.
  return 300_000 + (bytes / MB) * 30_000
}

export const WORK_LIMITS: WorkLimits = { milliseconds, heapMb: 1536, bufferBytes: 1024 * MB, crowdedBytes: 4096 * MB, watchMs: 250 }

const seconds = (ms: number): string => `${Math.max(1, Math.round(ms / 1000))} seconds`

/** Why a document was given up after `ms` milliseconds in a phase, for people. */
export function tooSlow(phase: Phase, ms: number): string {
  if (phase === 'read')
    return `The file could not be read within ${seconds(ms)}: the drive it is on does not answer. Run again when it does.`
  if (phase === 'parse') return `The file took longer than the limit of ${seconds(ms)} to read and was given up.`
  return `Looking for terms in the file took longer than the limit of ${seconds(ms)}; it was given up. Split it to include it.`
}

/** Why a document was given up for its memory, for people. */
export const tooBig = 'Reading the file needs far more memory than a document should; it was given up. Split it to include it.'
