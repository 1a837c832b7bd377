import type { CopyOrder } from '../copies.ts'
import type { ErrorData } from '../errors.ts'
import type { Preparation, Prepared } from '../prepare.ts'

/** What main and its store thread say to each other. Requests are numbered; every one gets exactly one reply. */

export type ThreadRole =
  | { readonly role: 'store'; readonly preparation: Preparation; readonly gate: SharedArrayBuffer }
  /** A thread for one copy: it holds a reading connection for long and must not hold up anything else. */
  | { readonly role: 'copy'; readonly order: CopyOrder }

export interface ThreadRequest {
  readonly seq: number
  readonly method: string
  readonly args: readonly unknown[]
}

export type ThreadReply =
  | { readonly seq: number; readonly ok: true; readonly value: unknown }
  | { readonly seq: number; readonly ok: false; readonly error: ErrorData }

/** The first message of a thread: it is ready, or why it is not. Sequence 0. */
export type ThreadReady =
  | { readonly seq: 0; readonly ok: true; readonly value: Prepared | null }
  | { readonly seq: 0; readonly ok: false; readonly error: ErrorData }
