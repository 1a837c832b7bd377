/** Every waiting time and size of the run engine, in one place; a test gives its own. Milliseconds unless the name says otherwise. */
export interface RunLimits {
  /** From the context's arrival at the worker's door to its `ready` (T4, matrix row 25). */
  readonly readyMs: number
  /** Longest time without any message of a live worker (row 24). */
  readonly silenceMs: number
  /** How often silence and memory are looked at. */
  readonly watchMs: number
  /** Cancel ladder (T5): message at once, then these signals. */
  readonly cancelTermMs: number
  readonly cancelKillMs: number
  /** After SIGKILL: how long the exit may take until the outcome is decided without it. The slot stays taken. */
  readonly unkillableMs: number
  /** A worker that gave its outcome and stays gets these signals. */
  readonly lingerTermMs: number
  readonly lingerKillMs: number
  /** Waits between tries of a write: doubling from the first to the longest. */
  readonly retryFirstMs: number
  readonly retryLongestMs: number
  /** A staging write that fails this long fails the run (`storage`). */
  readonly stagingPatienceMs: number
  /** An outcome that can't be stored this long goes into a sidecar file (T14). */
  readonly sidecarMs: number
  /** How long the end of a run waits for its last log lines to be stored. */
  readonly logFlushMs: number
  /** How long log lines of a run that has ended are tried to be stored. */
  readonly logPatienceMs: number
  /** How long `start` tries against a busy file before DB_BUSY. */
  readonly startBusyMs: number
  /** How long `close` waits for the active run before it leaves a sidecar file. */
  readonly closeMs: number
  /** V8 heap of a worker, megabytes. */
  readonly maxOldSpaceMb: number
  /** Resident set of a worker that counts as out of memory: buffers are not in V8's heap. Bytes. */
  readonly rssBytes: number
  /** Lines kept in memory for those who follow; and lines that may wait for a library that can't be written. */
  readonly logRing: number
  readonly logBacklog: number
  /** The same in characters: a hundred thousand short lines may wait, a hundred thousand of 8 KB may not. */
  readonly logBacklogCharacters: number
}

export const DEFAULT_LIMITS: RunLimits = {
  readyMs: 30_000,
  silenceMs: 60_000,
  watchMs: 5_000,
  cancelTermMs: 500,
  cancelKillMs: 2_500,
  unkillableMs: 2_000,
  lingerTermMs: 2_000,
  lingerKillMs: 4_000,
  retryFirstMs: 50,
  retryLongestMs: 5_000,
  stagingPatienceMs: 60_000,
  sidecarMs: 60_000,
  logFlushMs: 1_000,
  logPatienceMs: 60_000,
  startBusyMs: 2_000,
  closeMs: 4_500,
  maxOldSpaceMb: 4_096,
  rssBytes: 6 * 1024 ** 3,
  logRing: 2_000,
  logBacklog: 500_000,
  logBacklogCharacters: 64 * 1024 ** 2,
}

/** Wait before try `n` (1 = the first retry): 50, 100, 200 … 5 000 ms. */
export function backoff(n: number, limits: RunLimits): number {
  return Math.min(limits.retryFirstMs * 2 ** (n - 1), limits.retryLongestMs)
}
