import { z } from 'zod'
import { passageSchema } from './blocks.ts'
import type { ExportFormatInfo } from './export.ts'
import { exportScopeSchema } from './export-scope.ts'
import { type AlikeResults, alikeArgs } from './host-alike.ts'
import { type DocumentResults, documentArgs } from './host-documents.ts'
import { type FilterResults, filterArgs, TERM_VIEWS } from './host-filters.ts'
import { type MapResults, mapArgs } from './host-map.ts'
import { type ModelResults, modelArgs } from './host-models.ts'
import type { HostCallName, HostEventName } from './host-names.ts'
import { type ReaderEvents, type ReaderResults, readerArgs } from './host-readers.ts'
import {
  type AppInfo,
  type AppSettings,
  appSettingsSchema,
  type ChangeTopic,
  type ExportPreview,
  type ExportResult,
  type LastExport,
  type Lists,
  type ReaderBlocks,
  type ReaderDocument,
  type ReaderTerm,
  type RecentLibrary,
  type Reply,
  type SearchHit,
  type UndoState,
} from './host-values.ts'
import { humanCommandSchema } from './human-command.ts'
import { type ImportResults, importArgs } from './import-args.ts'
import {
  type CommandEntry,
  type ConceptId,
  type LibraryInfo,
  type NamedTerm,
  type PassageView,
  type ProblemView,
  TERM_SORTS,
  type TermDetail,
  type TermPage,
  type UndoResult,
} from './library-api.ts'
import { menuSchema } from './menu.ts'
import type { ModelLogPage } from './models-api.ts'
import { type LogLine, type Progress, type RunRow, type RunStatus, SCOPES } from './run.ts'
import { MAX_SELECTION, type RunSettings, runSettingsSchema } from './run-protocol.ts'

/**
 * The host API: all the window can ask (calls) and be told (events). Two implementations carry it: the preload over Electron's IPC and the
 * loopback preview over a WebSocket; both end in src-main/host/. Arguments are validated by the schemas below where they arrive; answers are
 * plain JSON in a Reply envelope, so errors stay typed and a pending call always settles.
 */

export * from './host-values.ts'
export * from './human-command.ts'
export * from './menu.ts'

// ---- calls: arguments --------------------------------------------------------------------------------------------------------

const inLibrary = z.object({ library: z.string().min(1).max(64) })
const path = z.string().min(1).max(4096)
const concept = z.int().positive()
const none = z.object({})

export const termQuerySchema = z.object({
  view: z.enum(TERM_VIEWS),
  search: z.string().max(200).optional(),
  sort: z.enum(TERM_SORTS).optional(),
  descending: z.boolean().optional(),
  offset: z.int().nonnegative().optional(),
  limit: z.int().positive().max(1000).optional(),
  preview: z.boolean().optional(),
  fold: z.boolean().optional(),
  open: z.array(z.int().positive()).max(1000).optional(),
})

const inRun = inLibrary.extend({ run: z.int().positive() })
/** `brief`: definitions without their headword and copula. */
const exporting = inLibrary.extend({
  format: z.string().min(1).max(40),
  scope: exportScopeSchema.default({ kind: 'all' }),
  brief: z.boolean().optional(),
})

/** Argument schema of each call; unknown keys are refused. */
export const hostArgs = {
  'app.info': none,
  'app.settings': none,
  'app.setSettings': z.object({ settings: appSettingsSchema }),
  'app.openExternal': z.object({ url: z.string().max(2048) }),
  'app.newWindow': none,
  'app.setMenu': z.object({ menus: z.array(menuSchema).max(10) }),
  /** The answer to the event `app.saveDrafts`. */
  'app.draftsSaved': none,
  'dialogs.pickFolders': none,
  'dialogs.pickFiles': none,
  'dialogs.pickLibrary': none,
  'libraries.recent': none,
  'libraries.forget': z.object({ file: path }),
  'libraries.create': z.object({ folders: z.array(path).max(100), name: z.string().min(1).max(200).optional(), file: path.optional() }),
  'libraries.open': z.object({ file: path }),
  'libraries.sample': none,
  'libraries.info': inLibrary,
  'libraries.close': inLibrary,
  'libraries.rename': inLibrary.extend({ name: z.string().min(1).max(200) }),
  'libraries.duplicate': inLibrary.extend({ file: path.optional() }),
  'libraries.saveCopy': inLibrary.extend({ file: path.optional() }),
  'libraries.compact': inLibrary,
  'libraries.delete': inLibrary,
  'libraries.settings': inLibrary,
  'libraries.setSettings': inLibrary.extend({ settings: runSettingsSchema }),
  'reader.open': inLibrary.extend({ document: z.int(), content: z.string().max(128).optional() }),
  'reader.blocks': inLibrary.extend({ contentHash: z.string().min(1).max(128), from: z.int().nonnegative() }),
  'reader.terms': inLibrary.extend({ contentHash: z.string().min(1).max(128) }),
  'reader.occurrences': inLibrary.extend({ concept }),
  'reader.passages': inLibrary.extend({ passages: z.array(passageSchema).max(100) }),
  'search.documents': inLibrary.extend({ query: z.string().max(200), limit: z.int().positive().max(200).optional() }),
  'runs.start': inLibrary.extend({
    scope: z.enum(SCOPES),
    /** Only these terms, for generate, review and refine. */
    concepts: z.array(concept).min(1).max(MAX_SELECTION).optional(),
    /** Ask for them anew, also where an answer is kept. */
    again: z.boolean().optional(),
    /** The run to go on with or to repeat; the terms it was for are taken over. */
    retryOf: z.int().positive().optional(),
  }),
  'runs.cancel': inRun,
  'runs.pause': inRun,
  'runs.resume': inRun,
  'runs.revert': inRun,
  'runs.finished': inRun,
  'runs.keepFinished': inRun,
  'runs.list': inLibrary.extend({ limit: z.int().positive().max(200), before: z.int().positive().optional() }),
  'runs.get': inRun,
  'runs.logs': inRun.extend({ after: z.int().nonnegative(), limit: z.int().positive().max(2000) }),
  'runs.modelLog': inRun.extend({ from: z.int().nonnegative() }),
  ...documentArgs,
  ...readerArgs,
  ...modelArgs,
  ...mapArgs,
  ...alikeArgs,
  'terms.page': inLibrary.extend({ query: termQuerySchema }),
  'terms.ids': inLibrary.extend({ query: termQuerySchema }),
  'terms.indexOf': inLibrary.extend({ query: termQuerySchema, concept }),
  'terms.topOf': inLibrary.extend({ query: termQuerySchema, concept }),
  'terms.detail': inLibrary.extend({ concept }),
  'terms.history': inLibrary.extend({ concept }),
  'terms.named': inLibrary.extend({ surface: z.string().max(500) }),
  'problems.list': inLibrary,
  'lists.get': inLibrary,
  'commands.do': inLibrary.extend({ command: humanCommandSchema }),
  'commands.undo': inLibrary,
  'commands.redo': inLibrary,
  'commands.state': inLibrary,
  ...importArgs,
  ...filterArgs,
  'export.formats': none,
  'export.preview': exporting,
  /** `again`: to where the last export of this library went. */
  'export.save': exporting.extend({ file: path.optional(), again: z.boolean().default(false) }),
  'export.cancel': inLibrary,
  'export.last': inLibrary,
  'export.show': inLibrary.extend({ file: path }),
} as const satisfies Record<HostCallName, z.ZodType>

// ---- calls: results ----------------------------------------------------------------------------------------------------------

export interface HostResults extends DocumentResults, FilterResults, ReaderResults, ModelResults, MapResults, AlikeResults, ImportResults {
  'app.info': AppInfo
  'app.settings': AppSettings
  'app.setSettings': AppSettings
  'app.openExternal': boolean
  'app.setMenu': null
  'app.draftsSaved': null
  /** false = windows are not the host's to open (the preview: another tab of the same address does). */
  'app.newWindow': boolean
  /** null = the person closed the dialog, or the host has none. */
  'dialogs.pickFolders': readonly string[] | null
  'dialogs.pickFiles': readonly string[] | null
  'dialogs.pickLibrary': string | null
  'libraries.recent': readonly RecentLibrary[]
  'libraries.forget': null
  'libraries.create': LibraryInfo
  'libraries.open': LibraryInfo
  'libraries.sample': LibraryInfo
  'libraries.info': LibraryInfo
  'libraries.close': null
  'libraries.rename': LibraryInfo
  'libraries.duplicate': { readonly file: string } | null
  'libraries.saveCopy': { readonly file: string; readonly bytes: number } | null
  'libraries.compact': { readonly before: number; readonly after: number }
  'libraries.delete': null
  'libraries.settings': RunSettings
  'libraries.setSettings': RunSettings
  'reader.open': ReaderDocument
  'reader.blocks': ReaderBlocks
  'reader.terms': readonly ReaderTerm[]
  'reader.occurrences': readonly PassageView[]
  /** The same passages, as people read them. */
  'reader.passages': readonly PassageView[]
  'search.documents': readonly SearchHit[]
  'runs.start': RunRow
  'runs.cancel': null
  'runs.pause': null
  'runs.resume': null
  'runs.revert': CommandEntry | null
  /** Items an unfinished run left finished; 0 = nothing to keep. */
  'runs.finished': number
  'runs.keepFinished': CommandEntry | null
  'runs.list': readonly RunRow[]
  'runs.get': RunRow | null
  'runs.logs': readonly LogLine[]
  'runs.modelLog': ModelLogPage
  'terms.page': TermPage
  /** Ids of every row of the query, in its order. */
  'terms.ids': readonly ConceptId[]
  /** Row number of the concept in the query's order, from 0; null when it isn't in it. */
  'terms.indexOf': number | null
  /** The term the concept is folded under in this list; null when it is a row of its own or not in it. */
  'terms.topOf': ConceptId | null
  'terms.detail': TermDetail
  'terms.history': readonly CommandEntry[]
  'terms.named': NamedTerm
  'problems.list': readonly ProblemView[]
  'lists.get': Lists
  /** null = everything was like that already. */
  'commands.do': CommandEntry | null
  'commands.undo': UndoResult
  'commands.redo': UndoResult
  'commands.state': UndoState
  'export.formats': readonly ExportFormatInfo[]
  'export.preview': ExportPreview
  /** null = the person closed the save dialog. */
  'export.save': ExportResult | null
  'export.cancel': null
  /** null = nothing was exported from it on this computer. */
  'export.last': LastExport | null
  /** Shows a file this host has exported in the system's file manager; false = there is none, or it is not one of ours. */
  'export.show': boolean
}

export type HostArgs<K extends HostCallName> = z.input<(typeof hostArgs)[K]>
/** Arguments as they come out of the schema, defaults filled in. */
export type HostParsed<K extends HostCallName> = z.output<(typeof hostArgs)[K]>

// ---- events ------------------------------------------------------------------------------------------------------------------

export interface HostEvents extends ReaderEvents {
  /** A native menu item was chosen; `command` is an id of the renderer's command table. `byKey`: by its accelerator, which the page had before. */
  'app.command': { readonly command: string; readonly byKey?: boolean }
  /** The window is about to be closed: store what is being typed, then say `app.draftsSaved`. */
  'app.saveDrafts': Record<string, never>
  /** A `.glossary` file was opened from outside. */
  'app.openLibrary': { readonly file: string }
  'app.settingsChanged': AppSettings
  /** Something people see has changed: ask again. At most one per topic and 100 ms. */
  'library.changed': { readonly library: string; readonly topics: readonly ChangeTopic[] }
  /** `saving`: the run is over and that could not be written into the library yet; its row says what it was before. */
  'run.changed': {
    readonly library: string
    readonly run: RunRow
    readonly paused: boolean
    readonly saving: RunStatus | null
  }
  'run.progress': { readonly library: string; readonly run: number; readonly progress: Progress }
  'run.logs': { readonly library: string; readonly run: number; readonly lines: readonly LogLine[] }
  'export.progress': { readonly library: string; readonly done: number; readonly total: number }
  /** There is a connection more, or one has changed: ask for the list again. At most every 250 ms. */
  'network.changed': Record<string, never>
  /** Made by the client itself: the connection to the host was lost or is back. */
  connection: { readonly open: boolean }
}

// ---- the object ----------------------------------------------------------------------------------------------------------------

/** What the window sees of its host. Calls reject with an AppError, never hang: a lost connection rejects them all with UNAVAILABLE. */
export interface HostApi {
  call<K extends HostCallName>(name: K, args: HostArgs<K>): Promise<HostResults[K]>
  /** @returns the way to stop listening. */
  on<K extends HostEventName>(name: K, receive: (payload: HostEvents[K]) => void): () => void
  /** Absolute paths of dropped files and folders; empty when the host can't tell (then the page asks for a path). */
  resolveDropped(files: readonly File[]): Promise<readonly string[]>
}

/** What the preload puts on `window.genglossary`: fixed verbs, plain JSON. */
export interface PreloadBridge {
  readonly calls: Readonly<Record<HostCallName, (args: unknown) => Promise<Reply<unknown>>>>
  subscribe(receive: (name: string, payload: unknown) => void): () => void
  pathOf(file: File): string
}

// The names file and the maps here list the same names: a difference doesn't compile.
type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : never) : never
export const namesMatch: readonly [Same<keyof HostResults, HostCallName>, Same<keyof HostEvents, HostEventName>] = [true, true]
