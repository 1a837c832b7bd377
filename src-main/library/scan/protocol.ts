import type { KnownFile, ScannedFile, ScanOptions, ScanProgress, SkippedFile } from './types.ts'

/** Entries per message between main and the scan thread: copying one page takes main about a millisecond. */
export const PAGE_ENTRIES = 1000

export type ThreadRequest =
  | { readonly type: 'known'; readonly files: readonly KnownFile[] }
  | ({ readonly type: 'walk' } & Omit<ScanOptions, 'known'>)
  | { readonly type: 'page'; readonly from: number }

export type ThreadReply =
  | { readonly type: 'progress'; readonly progress: ScanProgress }
  /** `same` has one number per file in order: its place among the known files when nothing about it changed, else -1: those come in pages. */
  | {
      readonly type: 'walked'
      readonly same: Int32Array<ArrayBuffer>
      readonly fresh: number
      readonly skipped: number
      readonly hashed: number
    }
  | { readonly type: 'page'; readonly files: readonly ScannedFile[]; readonly skipped: readonly SkippedFile[] }
  | { readonly type: 'failed'; readonly code: string; readonly message: string }
