import type { RunStatus } from '../contract/run.ts'

/**
 * The states of a run and the only ways between them (runs-and-security.md §6, T1–T14; the same ten pairs stand in the database as the
 * table `legal`, enforced by a trigger). `null` is "no row yet".
 *
 *                 ┌──────────────► cancelled ◄──────────┐
 *   ∅ ──► pending ┼──► running ──► cancelling ──────────┤
 *                 │       ├───────────────────► completed
 *                 ├───────┼───────────────────► failed
 *                 └───────┴───────────────────► interrupted
 */
export const TRANSITIONS: readonly { readonly from: RunStatus | null; readonly to: RunStatus; readonly why: string }[] = [
  { from: null, to: 'pending', why: 'T1 start: the row is inserted, the slot is taken' },
  { from: 'pending', to: 'running', why: 'T2 the worker said `ready`' },
  { from: 'pending', to: 'cancelled', why: 'T3 cancelled before `ready`' },
  { from: 'pending', to: 'failed', why: 'T4 the worker did not start' },
  { from: 'running', to: 'cancelling', why: 'T5 cancel asked for, no outcome yet' },
  { from: 'running', to: 'completed', why: 'T6 the worker finished' },
  { from: 'cancelling', to: 'completed', why: 'T7 the worker had finished before it saw the cancel: completion wins' },
  { from: 'cancelling', to: 'cancelled', why: 'T8 the worker stopped, however it stopped' },
  { from: 'running', to: 'failed', why: 'T9 error, crash, memory, stall, breach, storage' },
  { from: 'running', to: 'interrupted', why: 'T10 the app quit, or died and found the row at its next start' },
  { from: 'pending', to: 'interrupted', why: 'T11 the same before `ready`' },
]

export type Outcome = 'completed' | 'cancelled' | 'failed' | 'interrupted'
export const OUTCOMES: readonly Outcome[] = ['completed', 'cancelled', 'failed', 'interrupted']
export const isOutcome = (status: RunStatus): status is Outcome => (OUTCOMES as readonly RunStatus[]).includes(status)

export function isLegal(from: RunStatus | null, to: RunStatus): boolean {
  return TRANSITIONS.some((one) => one.from === from && one.to === to)
}

/**
 * The shortest legal way from one status to another, without the first and with the last; [] when already there, null when there is
 * none. A status whose write failed is caught up on this way: pending → completed passes through running.
 */
export function pathBetween(from: RunStatus, to: RunStatus): readonly RunStatus[] | null {
  let paths: RunStatus[][] = [[]]
  const seen = new Set<RunStatus>([from])
  while (paths.length > 0) {
    const arrived = paths.find((path) => (path.at(-1) ?? from) === to)
    if (arrived) return arrived
    paths = paths.flatMap((path) => {
      const here = path.at(-1) ?? from
      return TRANSITIONS.filter((one) => one.from === here && !seen.has(one.to) && seen.add(one.to)).map((one) => [...path, one.to])
    })
  }
  return null
}
