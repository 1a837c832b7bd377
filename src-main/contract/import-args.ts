import { z } from 'zod'
import {
  COLUMN_TARGETS,
  type Collision,
  IMPORT_FORMATS,
  type ImportPreview,
  type ImportReport,
  type NotRead,
  RESOLUTIONS,
} from './imports.ts'
import type { ReadingsPage } from './library-api.ts'

/** Calls of the host API about imports and readings: arguments and results. */

const library = z.string().min(1).max(64)
const session = z.string().min(1).max(64)
const inSession = z.object({ library, session })
const options = {
  format: z.enum(IMPORT_FORMATS).optional(),
  mapping: z.object({ header: z.boolean(), columns: z.array(z.enum(COLUMN_TARGETS)).max(200) }).optional(),
  require: z.boolean().optional(),
}
const resolution = z.enum(RESOLUTIONS)
/** Base64 of 10 MB; what is larger has to be named by its path. */
const MAX_DATA = 14_000_000

export const importArgs = {
  /** `path`, where the host can tell it (a dropped or chosen file on the desktop), else `name` and `data`. */
  'imports.open': z.object({
    library,
    path: z.string().min(1).max(4096).optional(),
    name: z.string().min(1).max(1024).optional(),
    data: z.base64().max(MAX_DATA).optional(),
    ...options,
  }),
  'imports.update': inSession.extend(options),
  'imports.page': inSession.extend({
    list: z.enum(['terms', 'collisions', 'notRead']),
    from: z.int().nonnegative(),
    limit: z.int().positive().max(1000),
  }),
  'imports.apply': inSession.extend({ resolution, resolutions: z.record(z.string().max(1000), resolution) }),
  'imports.close': inSession,
  'readings.page': z.object({ library, from: z.int().nonnegative(), limit: z.int().positive().max(1000) }),
} as const

export interface ImportResults {
  'imports.open': ImportPreview & { readonly session: string }
  'imports.update': ImportPreview
  'imports.page': readonly (ImportPreview['terms'][number] | Collision | NotRead)[]
  'imports.apply': ImportReport
  'imports.close': null
  'readings.page': ReadingsPage
}
