import type { WalkRules } from '../../contract/left-out.ts'

/** A file of an earlier scan: with the same size and time its hash is taken over and the file is not read through again. */
export interface KnownFile {
  readonly path: string
  readonly size: number
  readonly mtimeMs: number
  readonly hash: string
}

/** A document found in the folder. */
export interface ScannedFile {
  /**
   * Relative to the root, `/`-separated, exactly as the file system has it, normalised in no way: joined to the root it opens the file, and
   * names that differ only by Unicode normalisation (a folder copied from a Mac) stay two.
   */
  readonly path: string
  readonly size: number
  readonly mtimeMs: number
  /** SHA-256 of the bytes, hex. */
  readonly hash: string
}

/** A name the walk left out, with a sentence for people. A folder left out is one entry, ending in `/`. */
export interface SkippedFile {
  readonly path: string
  readonly code: SkipCode
  readonly reason: string
}

export const SKIP_CODES = [
  'unsupported',
  'hidden',
  'secret',
  'symlink',
  'hard-link',
  'special',
  'too-large',
  'empty',
  'binary',
  'own-export',
  'unreadable',
  'bad-name',
  'changed',
  /** In a cloud folder, its content not on this computer. */
  'cloud',
  'too-deep',
  /** By the person. */
  'left-out',
] as const
export type SkipCode = (typeof SKIP_CODES)[number]

export interface ScanProgress {
  /** Names looked at so far. */
  readonly seen: number
  /** Documents checked so far and bytes read for it. */
  readonly checked: number
  readonly bytes: number
}

export interface ScanResult {
  /** Real path of the folder. */
  readonly root: string
  /** Sorted by path, code-unit order. */
  readonly files: readonly ScannedFile[]
  readonly skipped: readonly SkippedFile[]
  /** Files read through because they were new or their size or time had changed. */
  readonly hashed: number
}

export interface ScanOptions {
  /** Folder to walk, absolute. */
  readonly root: string
  /** Accepted files of the last scan, any order. */
  readonly known: readonly KnownFile[]
  /** Bytes; bigger files are skipped. */
  readonly maxFileBytes: number
  /** What the person leaves out of the folder: listed, never opened. */
  readonly leftOut?: WalkRules
  /** Only these files of the folder, by their names in it; absent = everything. One that is gone is not in the result. */
  readonly only?: readonly string[]
}
