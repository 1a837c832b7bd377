import { z } from 'zod'
import type { RootRow } from './host-values.ts'
import type { LeftOutRule } from './left-out.ts'
import type { CommandEntry, DocumentRow, ScanSummary } from './library-api.ts'
import { CHOSEN_ENCODINGS } from './text/content-key.ts'

/** The host API's calls about folders and documents: their arguments and what they answer. */

const inLibrary = z.object({ library: z.string().min(1).max(64) })
const path = z.string().min(1).max(4096)
const documentIds = z.array(z.int()).min(1).max(100_000)

const leftOutRule = z.object({ root: z.int().positive().nullable(), path })

export const documentArgs = {
  'folders.match': z.object({ names: z.array(z.string().min(1).max(1024)).max(1000) }),
  'folders.list': inLibrary,
  /** Folders, and single files. */
  'folders.add': inLibrary.extend({ paths: z.array(path).min(1).max(1000) }),
  'folders.relocate': inLibrary.extend({ root: z.int(), path }),
  'documents.scan': inLibrary,
  'documents.list': inLibrary,
  'documents.remove': inLibrary.extend({ documents: documentIds }),
  /** null = told from the bytes again. */
  'documents.encoding': inLibrary.extend({ documents: documentIds, encoding: z.enum(CHOSEN_ENCODINGS).nullable() }),
  'documents.leftOut': inLibrary,
  /** Exactly these from now on. */
  'documents.leaveOut': inLibrary.extend({ rules: z.array(leftOutRule).max(1000) }),
} as const

export interface DocumentResults {
  /** Absolute paths of the folders the preview was started with that carry one of the names, and of files directly in one of them. */
  'folders.match': readonly string[]
  'folders.list': readonly RootRow[]
  'folders.add': ScanSummary
  'folders.relocate': ScanSummary
  'documents.scan': ScanSummary
  'documents.list': readonly DocumentRow[]
  'documents.remove': null
  'documents.encoding': null
  'documents.leftOut': readonly LeftOutRule[]
  /** null = it was like that already. */
  'documents.leaveOut': CommandEntry | null
}
