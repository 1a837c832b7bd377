import { containerOfPath, extensionOf, formatOfPath } from '../../src-main/contract/formats.ts'
import { isLeftOut, LEFT_OUT_REASON, type LeftOutRule } from '../../src-main/contract/left-out.ts'
import type { DocumentRow } from '../../src-main/contract/library-api.ts'

/** What a look at the folders found, counted for the scan sheet. Pure. */

export interface FoundKind {
  /** With its dot, lower case; empty for names without one. */
  readonly extension: string
  readonly files: number
  readonly bytes: number
}

export interface FoundFolder {
  readonly root: number
  /** Relative to its root, `/`-separated. */
  readonly path: string
  /** Documents anywhere below it. */
  readonly files: number
}

export interface Found {
  /** The commonest first. Also kinds of which every file is left out by the person. */
  readonly kinds: readonly FoundKind[]
  /** Subfolders down to the second level, by root and path. */
  readonly folders: readonly FoundFolder[]
  /** Files that can't be read or were left out by rule, with their reasons; by path. */
  readonly skipped: readonly DocumentRow[]
  /** Documents by the language they were found to be in, the commonest first; those not read yet are not counted. */
  readonly languages: readonly { readonly language: string; readonly files: number }[]
  /** Text files by the encoding they were read in, the commonest first; other formats say theirs themselves. */
  readonly encodings: readonly { readonly encoding: string; readonly files: number }[]
}

const DEPTH = 2

/** Documents a person could want read: all but those the rules of the scan skip, the missing and the removed. */
const isWanted = ({ status, reason }: DocumentRow): boolean =>
  status !== 'removed' && status !== 'missing' && (status !== 'skipped' || reason === LEFT_OUT_REASON)

function foldersOf(rows: readonly DocumentRow[]): FoundFolder[] {
  const folders = new Map<string, { root: number; path: string; files: number }>()
  for (const { root, path } of rows) {
    const parts = path.split('/').slice(0, -1)
    for (let depth = 1; depth <= Math.min(DEPTH, parts.length); depth++) {
      const folder = parts.slice(0, depth).join('/')
      const key = `${root}/${folder}`
      const known = folders.get(key) ?? { root, path: folder, files: 0 }
      known.files++
      folders.set(key, known)
    }
  }
  return [...folders.values()].sort((a, b) => a.root - b.root || (a.path < b.path ? -1 : 1))
}

/** How often each value is there, the commonest first. */
const numbered = (values: readonly (string | null | undefined)[]): (readonly [value: string, times: number])[] =>
  [...Map.groupBy(values, (value) => value ?? '')]
    .filter(([value]) => value !== '')
    .map(([value, all]) => [value, all.length] as const)
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))

export function foundIn(documents: readonly DocumentRow[]): Found {
  const wanted = documents.filter(isWanted)
  const kinds = [...Map.groupBy(wanted, ({ path }) => extensionOf(path))].map(([extension, rows]) => ({
    extension,
    files: rows.length,
    bytes: rows.reduce((sum, { size }) => sum + size, 0),
  }))
  const read = wanted.filter(({ status }) => status === 'ok')
  return {
    kinds: kinds.sort((a, b) => b.files - a.files || (a.extension < b.extension ? -1 : 1)),
    folders: foldersOf(wanted),
    skipped: documents
      .filter((row) => row.status === 'skipped' && row.reason !== LEFT_OUT_REASON)
      .toSorted((a, b) => (a.path < b.path ? -1 : 1)),
    languages: numbered(read.map(({ language }) => language)).map(([language, files]) => ({ language, files })),
    encodings: numbered(read.map((row) => (formatOfPath(row.path) === null ? null : row.decoded))).map(([encoding, files]) => ({
      encoding,
      files,
    })),
  }
}

export interface Size {
  readonly files: number
  readonly bytes: number
}

/** Documents and bytes that are read under these rules. */
export function readUnder(documents: readonly DocumentRow[], rules: readonly LeftOutRule[], maxFileBytes: number): Size {
  const read = documents.filter((row) => isWanted(row) && row.size <= maxFileBytes && !isLeftOut(rules, row.root, row.path))
  return { files: read.length, bytes: read.reduce((sum, { size }) => sum + size, 0) }
}

/** Bytes of text read a second on four cores: 400 files with 3.6 MB take 5.3 s (docs/performance.md, git, first call). */
const TEXT_BYTES_PER_SECOND = 700_000
/** Of a container (Word, PDF, EPUB …) about this share is text: the rest is pictures, fonts and structure. */
const CONTAINER_SHARE = 0.15
const START_MS = 1000

/** Milliseconds until the whole list of terms is there, without a model: a rule of thumb, before anything was measured on this computer. */
export function estimateMs(documents: readonly DocumentRow[], rules: readonly LeftOutRule[], maxFileBytes: number): number {
  const read = documents.filter((row) => isWanted(row) && row.size <= maxFileBytes && !isLeftOut(rules, row.root, row.path))
  const text = read.reduce((sum, { path, size }) => sum + size * (containerOfPath(path) === null ? 1 : CONTAINER_SHARE), 0)
  return START_MS + (1000 * text) / TEXT_BYTES_PER_SECOND
}
