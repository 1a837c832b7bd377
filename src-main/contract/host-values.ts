import { z } from 'zod'
import type { Block } from './blocks.ts'
import type { AppErrorData } from './errors.ts'
import type { ExportReport, ExportScope } from './export.ts'
import { KEY_NAME, MOST_KEYS, usableBindings } from './keys.ts'
import type { CommandEntry, ConceptId } from './library-api.ts'
import { READER_MARKS, READER_PLACES } from './reader-marks.ts'
import { runSettingsSchema } from './run-protocol.ts'

/** The values of the host API that are its own; everything else it carries is in library-api.ts and run.ts. */

export type Reply<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: AppErrorData }

export const UI_LANGUAGES = ['auto', 'en', 'ja'] as const
export const UI_THEMES = ['auto', 'light', 'dark'] as const

/** More libraries than that are asked once more. */
export const MOST_OFFERED = 500

export const appSettingsSchema = z.object({
  language: z.enum(UI_LANGUAGES).default('auto'),
  theme: z.enum(UI_THEMES).default('auto'),
  /** Single-letter shortcuts can be switched off (WCAG 2.1.4). */
  letterKeys: z.boolean().default(true),
  /** Keys people chose for commands, by the command's id; a command that is not there has its own. */
  keys: z.record(z.string().max(60), z.array(z.string().regex(KEY_NAME)).max(MOST_KEYS)).default({}),
  /** Shorter terms are folded under the longer ones they are part of. */
  foldNested: z.boolean().default(true),
  /** What the reader marks, by library id; every use where nothing was chosen. On this computer: a library given away says nothing of it. */
  readerMarks: z.record(z.string().max(64), z.enum(READER_MARKS)).default({}),
  /** Where the reader stands: beside the list, below it, or where there is room. */
  readerPlace: z.enum(READER_PLACES).default('auto'),
  /** Look for model servers of this computer (loopback only) and say what was found to a library without a model. */
  lookForModels: z.boolean().default(true),
  /** Libraries, by id, in which that has been said: once each, and never again. The newest last. */
  modelsOffered: z.array(z.string().max(64)).max(MOST_OFFERED).default([]),
  /** What a new library starts with. */
  runDefaults: runSettingsSchema.default(runSettingsSchema.parse({})),
})
export type AppSettings = z.infer<typeof appSettingsSchema>

/**
 * Settings from a file that somebody may have edited, or another version written: what can't be used is as if it were not there, the rest holds. Never
 * throws, so that no settings file keeps anybody out.
 */
export function usableSettings(value: unknown): AppSettings {
  const given = typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {}
  const fields = Object.entries(appSettingsSchema.shape).flatMap(([name, schema]) => {
    const parsed = schema.safeParse(name === 'keys' ? usableBindings(given.keys) : given[name])
    return parsed.success ? [[name, parsed.data] as const] : []
  })
  return appSettingsSchema.parse(Object.fromEntries(fields))
}

export interface AppInfo {
  readonly version: string
  readonly host: 'electron' | 'preview' | 'test'
  readonly platform: 'darwin' | 'win32' | 'linux'
  /** BCP 47, of the system; what `language: auto` follows. */
  readonly locale: string
  /** Folders the preview was started with: the only ones it can match dropped names against. */
  readonly folders: readonly string[]
  /** The host has native file dialogs. */
  readonly dialogs: boolean
}

export interface RecentLibrary {
  readonly file: string
  readonly name: string
  readonly openedAt: string
  readonly missing: boolean
}

export interface RootRow {
  readonly id: number
  readonly path: string
  readonly missing: boolean
  /** Names of the single files chosen of it; missing = the whole folder. */
  readonly files?: readonly string[]
}

/** A document for the reader. Blocks come in pages by `reader.blocks`. */
export interface ReaderDocument {
  readonly documentId: number
  readonly path: string
  readonly title: string | null
  readonly language: string
  readonly tag: string
  readonly contentHash: string
  readonly encoding: string
  readonly blocks: number
  readonly warnings: readonly string[]
}

export interface ReaderBlocks {
  readonly blocks: readonly Block[]
  /** Index of the next block, null after the last. */
  readonly next: number | null
}

/** One form the reader highlights. */
export interface ReaderTerm {
  readonly id: ConceptId
  readonly headword: string
  readonly surfaces: readonly string[]
  readonly language: string
  readonly decision: 'undecided' | 'accepted' | 'dropped'
}

export interface SearchHit {
  readonly documentId: number
  readonly path: string
  readonly line: number
  readonly part?: string
  readonly start: number
  readonly end: number
  readonly snippet: string
}

export interface UndoState {
  readonly undo: CommandEntry | null
  readonly redo: CommandEntry | null
}

export interface Lists {
  readonly required: readonly { readonly surface: string; readonly found: boolean }[]
  readonly excluded: readonly { readonly surface: string }[]
}

export interface ExportPreview {
  readonly suggestedName: string
  /** First 4 000 characters of the output, as text. */
  readonly head: string
  readonly report: ExportReport
}

/** Saved to `file` (or a folder), or handed over as bytes in base64 for the page to offer as a download (the preview, when no path was given). */
export type ExportResult =
  | { readonly file: string; readonly report: ExportReport }
  | { readonly base64: string; readonly name: string; readonly mime: string; readonly report: ExportReport }

/** What was exported last from a library: what “Export again” repeats. */
export interface LastExport {
  readonly format: string
  readonly scope: ExportScope['kind']
  /** The saved filter it was. */
  readonly saved?: number | undefined
  /** Definitions went without their headword. */
  readonly brief?: boolean | undefined
  /** Null: it was a download. */
  readonly file: string | null
}

/** `folders`: something below the library's folders changed; a rescan finds out what. */
export const CHANGE_TOPICS = ['info', 'terms', 'documents', 'problems', 'runs', 'lists', 'undo', 'folders'] as const
export type ChangeTopic = (typeof CHANGE_TOPICS)[number]
