import type { MessagePort } from 'node:worker_threads'

/** What passes between the thread that makes an export's files and the one that writes them. */

/** Some whole files, one after the other in one buffer. */
export interface FileBatch {
  /** Absolute paths. */
  readonly paths: readonly string[]
  /** Where each file ends in `bytes`. */
  readonly ends: readonly number[]
  readonly bytes: Uint8Array<ArrayBuffer>
}

export interface WriterData {
  /** The shared numbers: see PLACES. */
  readonly state: SharedArrayBuffer
  /** Takes a WriteFailure. */
  readonly port: MessagePort
}

/** Of the shared numbers. */
export const PLACES = {
  /** Batches done with: written, failed or passed over. */
  done: 0,
  /** Files begun: how one side sees that the other is alive. */
  begun: 1,
  /** Not 0: write nothing more. */
  stop: 2,
  /** Not 0: a file could not be written; the reason has been sent before. */
  failed: 3,
} as const

/** A system's error without what can't be sent. */
export interface WriteFailure {
  readonly code: string
  readonly message: string
}
