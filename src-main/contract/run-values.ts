/** The words of runs as plain lists, without schemas: the renderer uses these at run time and must not bundle zod (it probes `new Function`). */

export const SCOPES = ['full', 'extract', 'generate', 'review', 'refine'] as const
export type Scope = (typeof SCOPES)[number]

/** The stages of a run, in order. Scope `full` runs all of them; every other scope runs the stage of its name. */
export const STAGES = ['extract', 'generate', 'review', 'refine'] as const
export type Stage = (typeof STAGES)[number]

export const stagesOf = (scope: Scope): readonly Stage[] => (scope === 'full' ? STAGES : [scope])

export const RUN_STATUSES = ['pending', 'running', 'cancelling', 'completed', 'cancelled', 'failed', 'interrupted'] as const
export type RunStatus = (typeof RUN_STATUSES)[number]

export const ACTIVE_STATUSES: readonly RunStatus[] = ['pending', 'running', 'cancelling']
export const isActive = (status: RunStatus): boolean => ACTIVE_STATUSES.includes(status)

/** Why a run failed, told apart (runs-and-security.md §6, T4 and T9). */
export const FAILURE_KINDS = ['error', 'crash', 'oom', 'stalled', 'spawn', 'protocol', 'storage'] as const
export type FailureKind = (typeof FAILURE_KINDS)[number]

export const CATEGORIES = ['term', 'person', 'place', 'organization', 'title', 'generic'] as const
export type Category = (typeof CATEGORIES)[number]

/**
 * Share of a step that is done, 0 to 1, of a Progress: by bytes where it goes over documents, so that one large file at the end is not a few
 * pixels.
 */
export function shareDone(progress: {
  readonly done: number
  readonly total: number
  readonly bytesDone?: number | undefined
  readonly bytesTotal?: number | undefined
}): number {
  const { done, total, bytesDone = 0, bytesTotal = 0 } = progress
  const [part, whole] = bytesTotal > 0 ? [bytesDone, bytesTotal] : [done, total]
  return whole > 0 ? Math.min(1, part / whole) : 0
}
