import type { ParsedDocument, Passage } from '../contract/blocks.ts'
import type { LeftOutRule } from '../contract/left-out.ts'
import type { ConceptId, DocumentRow, PassageView, ScanSummary } from '../contract/library-api.ts'

/** Documents and their text: what belongs to the files, not to any run. */

// ---- documents ---------------------------------------------------------------------------------------------------------------

export interface RootRow {
  readonly id: number
  /** Absolute path; null in a shared copy until it is relocated. */
  readonly path: string | null
  /** Names of the single files people chose of it, sorted; missing = the whole folder. */
  readonly files?: readonly string[]
}

/** A file found by a scan, hashed (or its hash taken from `knownFiles`). `path` relative to the root, `/`-separated. */
export interface ScannedFile {
  readonly path: string
  readonly size: number
  readonly mtimeMs: number
  readonly hash: string
}

export interface KnownFile extends ScannedFile {
  readonly documentId: number
}

export interface DocumentStore {
  roots(): Promise<RootRow[]>
  /** The root of that path, made when new. */
  addRoot(absolutePath: string): Promise<RootRow>
  /** "Relocate folder…": documents keep their ids. */
  relocateRoot(rootId: number, absolutePath: string): Promise<void>
  /** What people leave out of the folders; changed by `left-out` commands. */
  leftOut(): Promise<readonly LeftOutRule[]>
  /** @param names the single files people chose of a root; null = the whole folder */
  setChosenFiles(rootId: number, names: readonly string[] | null): Promise<void>
  /** The hash cache: a file with the same path, size and mtime need not be read again. */
  knownFiles(rootId: number): Promise<KnownFile[]>
  /**
   * Takes the complete result of a scan of one root: new, changed, moved (same hash at a new path while the old path is gone: the document
   * keeps its id), missing and back again. A skipped file becomes a document with status `skipped` and its reason.
   */
  applyScan(
    rootId: number,
    files: readonly ScannedFile[],
    skipped: readonly { readonly path: string; readonly reason: string }[],
    /** `hidden`: new documents stay hidden until a command shows them. */
    options?: { readonly hidden?: boolean },
  ): Promise<ScanSummary>
  /** By path. Hidden ones (status `removed`) only when asked for. */
  list(options?: { readonly includeRemoved?: boolean }): Promise<DocumentRow[]>
  /** Documents a run is to read: neither missing, removed nor skipped by the scan; in order of (root, path). `file` = absolute path. */
  runnable(): Promise<{ readonly id: number; readonly file: string; readonly path: string; readonly hash: string; readonly size: number }[]>
  /** Of these the ones whose text, as parsed by this version, is not kept: a run needs their files. `root` = absolute path of their folder; `read` = by an earlier version. */
  unkept(): Promise<{ readonly id: number; readonly root: string; readonly read: boolean }[]>
}

// ---- contents ----------------------------------------------------------------------------------------------------------------

export interface Occurrence {
  readonly documentId: number
  readonly path: string
  readonly contentHash: string
  readonly surface: string
  readonly start: number
  readonly end: number
  readonly line: number
}

export interface ContentStore {
  parsedDocument(contentHash: string): Promise<ParsedDocument | null>
  /** With document id and path; `path` null when no document has the content any more. */
  passages(passages: readonly Passage[]): Promise<PassageView[]>
  /** Every place a concept occurs, all variants, by (path, start). `after` = `next` of the page before. */
  occurrences(
    concept: ConceptId,
    options?: { readonly after?: string | null; readonly limit?: number },
  ): Promise<{ readonly total: number; readonly rows: readonly Occurrence[]; readonly next: string | null }>
}

export interface SearchQuery {
  readonly text: string
  readonly limit?: number
  readonly offset?: number
}
export interface SearchHit {
  readonly documentId: number
  readonly path: string
  readonly contentHash: string
  /** Index of the block in the parsed document, its text, and UTF-16 ranges [start, end) of the matches in that text. */
  readonly block: number
  readonly text: string
  readonly matches: readonly (readonly [number, number])[]
  readonly line: number
}
export interface SearchPage {
  readonly total: number
  readonly hits: readonly SearchHit[]
}
