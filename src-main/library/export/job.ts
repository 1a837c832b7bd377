import { z } from 'zod'
import type { ExportReport, ExportScope } from '../../contract/export.ts'
import { exportScopeSchema } from '../../contract/export-scope.ts'
import type { ErrorData } from '../../store/errors.ts'

/** What the export thread is told and what it answers. */

export const exportJobSchema = z.object({
  /** Path of the library file. */
  library: z.string(),
  format: z.string(),
  scope: exportScopeSchema,
  limit: z.int().positive().optional(),
  /** Definitions without their headword and copula; the quoted passages stay whole. */
  brief: z.boolean().default(false),
  /** `file`: write there (a folder, for formats of several files); `bytes`: hand over; `nothing`: only the report. */
  to: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('file'), file: z.string() }),
    z.object({ kind: z.literal('bytes'), base64: z.boolean().default(false) }),
    z.object({ kind: z.literal('nothing') }),
  ]),
  /** Also give the beginning of the output. */
  head: z.boolean().default(false),
})
export type ExportJob = z.input<typeof exportJobSchema>

export interface ExportDone {
  readonly report: ExportReport
  /** Empty unless asked for. */
  readonly head: string
  readonly bytes: Uint8Array | null
  readonly base64: string | null
}

export interface ExportProgress {
  readonly done: number
  readonly total: number
}

export type ExportThreadMessage =
  | ({ readonly type: 'progress' } & ExportProgress)
  | { readonly type: 'done'; readonly value: ExportDone }
  | { readonly type: 'failed'; readonly error: ErrorData }

export type { ExportScope }
