import type { Passage } from './blocks.ts'
import type { AppErrorData } from './errors.ts'
import type { Category, ConceptItem, DefinitionKind, DefinitionState, ProblemItem, Variant } from './results.ts'
import type { RunRow, RunStatus, Stage } from './run.ts'

/**
 * What the use-cases of library/ take and give: the terminal calls them in-process, the window over the host API, unchanged.
 * Ids of concepts are main's own and never reused. Paths are relative to their root unless a field says otherwise.
 */

export type ConceptId = number
export type Decision = 'undecided' | 'accepted' | 'dropped'
export type UsageStatus = 'preferred' | 'admitted' | 'forbidden'

export interface LibraryInfo {
  readonly id: string
  readonly name: string
  /** Absolute path of the `.glossary` file. For the owner's eyes only: never exported. */
  readonly file: string
  readonly readOnly: boolean
  readonly schemaVersion: number
  readonly documents: {
    readonly total: number
    readonly ok: number
    readonly skipped: number
    readonly failed: number
    readonly missing: number
  }
  readonly terms: {
    readonly total: number
    readonly undecided: number
    readonly accepted: number
    readonly dropped: number
    /** Undecided ones the machine would put into the glossary: what people go through. */
    readonly toReview: number
  }
  readonly definitions: { readonly quoted: number; readonly context: number; readonly written: number; readonly human: number }
  /** Of the last review the open ones: neither put aside nor fixed since. */
  readonly problems: number
  /** Terms for which a run proposes another definition than people's own. */
  readonly proposals: number
  /** In the process that runs it also: whether it is paused, and what it is when that could not be saved yet. */
  readonly activeRun: (RunRow & { readonly paused?: boolean; readonly saving?: RunStatus | null }) | null
  readonly lastRun: RunRow | null
  /** Stages whose live revision was made from inputs that have changed since. */
  readonly outdated: readonly Stage[]
  /** How the documents differ from those the terms were made from, whenever and however often the folders were looked at. */
  readonly changes: DocumentChanges
  /** Stages of which a run has been completed and not reverted. */
  readonly made: readonly Stage[]
  /** A review has been completed. Before one has, no problem means not checked, not none found. */
  readonly reviewed: boolean
  /** All its folders are watched for changes; false = some can't be, and are looked at when a window comes to the front. Missing where nobody watches. */
  readonly watched?: boolean
}

export interface DocumentRow {
  readonly id: number
  readonly root: number
  readonly path: string
  readonly size: number
  readonly status: 'new' | 'ok' | 'skipped' | 'failed' | 'missing' | 'removed'
  readonly reason: string | null
  readonly contentHash: string | null
  readonly language: string | null
  /** The encoding a person chose for the file; missing where it is told from the bytes. */
  readonly encoding?: string
  /** The encoding its text was decoded from; missing before a run has read it, and in libraries of very many documents. */
  readonly decoded?: string
}

/** Numbers of documents; each is counted once. */
export interface DocumentChanges {
  readonly added: number
  readonly changed: number
  readonly missing: number
  readonly moved: number
}

export interface ScanSummary extends DocumentChanges {
  readonly unchanged: number
  readonly skipped: readonly { readonly path: string; readonly reason: string }[]
  /** Why folders of the library could not be looked at, one error a folder (FOLDER_MISSING …); nothing of them has changed. Absent = all were. */
  readonly away?: readonly AppErrorData[]
}

/** One row of the term grid: machine layer below, human layer on top. */
export interface TermRow {
  readonly id: ConceptId
  readonly headword: string
  readonly language: string
  readonly reading: string | null
  readonly readingSure: boolean
  readonly category: Category | string
  readonly abbreviation: string | null
  readonly decision: Decision
  readonly required: boolean
  readonly frequency: number
  readonly documents: number
  readonly glossaryRank: number | null
  readonly termhoodRank: number | null
  readonly glossaryScore: number
  readonly termhoodScore: number
  /** Above the termhood cut-off, or a person said so. */
  readonly accepted: boolean
  readonly definition: string | null
  readonly definitionKind: DefinitionKind | 'human' | null
  /** How the machine fared with this term's definition; `ok` also when nobody asked it. */
  readonly definitionState: DefinitionState
  /** Why it is not `ok`, a sentence. */
  readonly definitionReason: string | null
  readonly problems: number
  /** A later run defines it otherwise than people did, and nobody has answered that yet. */
  readonly proposed: boolean
  /** The active run is to define it and has not come to it yet. */
  readonly waiting: boolean
  /** From the rows a still active run has staged. */
  readonly preview: boolean
  /** The last run that looked for it and did not find it; null when it was found. */
  readonly notFoundSinceRun: number | null
  /** In a folded list: how many shorter terms of the view are folded under it; missing = none. */
  readonly nested?: number
  /** In a folded list: the longer term it is shown under. */
  readonly under?: ConceptId
}

export interface DefinitionView {
  readonly kind: DefinitionKind | 'human'
  readonly text: string
  readonly sources: readonly PassageView[]
  readonly pinned: boolean
  /** `unverified` = nothing in the documents was found to support it. */
  readonly state: DefinitionState
  /** For a refined definition: the text it replaced. */
  readonly refines?: string
}

/** A passage with the document people know it by; `path` null when the document is no longer in the library. */
export interface PassageView extends Passage {
  readonly documentId: number | null
  readonly path: string | null
  /** Page, slide, sheet and cell, chapter, note, time: where the document has parts. */
  readonly part?: string
  /** The passage as people read it, where the file's own words (`quote`) have markup in them. */
  readonly text?: string
  /** For a source of a definition: where in the definition the sentences end that are from it; missing = all of it is. */
  readonly ends?: readonly number[] | undefined
}

export interface TermDetail extends TermRow {
  readonly variants: readonly (Variant & { readonly usage: UsageStatus | null })[]
  readonly features: ConceptItem['features']
  readonly definitions: readonly DefinitionView[]
  /** A machine definition that differs from the pinned human one, offered beside it until somebody answers: kept, taken or merged. */
  readonly proposal: DefinitionView | null
  readonly note: string
  readonly problemList: readonly ProblemItem[]
  readonly related: readonly { readonly id: ConceptId; readonly headword: string }[]
  /** Present when an import touched it: from which file, when it was edited there, and its related terms there (id null: not here). */
  readonly imported?: {
    readonly from: string
    readonly editedAt: string | null
    readonly related?: readonly { readonly id: ConceptId | null; readonly headword: string }[]
  }
}

/** Whose spelling something is, so that nothing is added twice. */
export interface NamedTerm {
  /** The term that has the spelling, as headword or as another form; null = none. */
  readonly term: Pick<TermRow, 'id' | 'headword' | 'language' | 'decision' | 'accepted' | 'required'> | null
  /** The spelling is on the list of words that are never to be found. */
  readonly excluded: boolean
}

export const TERM_SORTS = ['rank', 'termhood', 'alphabet', 'frequency', 'documents', 'decision'] as const
export type TermSort = (typeof TERM_SORTS)[number]

export interface TermQuery {
  /** `review`: in the glossary and undecided. */
  readonly view: 'glossary' | 'review' | 'all' | 'undecided' | 'accepted' | 'dropped' | 'required' | 'problems' | 'proposals'
  readonly search?: string
  readonly sort?: TermSort
  readonly descending?: boolean
  readonly offset?: number
  readonly limit?: number
  /** Rows of the active run's staged revision where there is one. Default true. */
  readonly preview?: boolean
  /**
   * Shorter terms are folded under the longer one they are part of (nesting.ts of the store): not in a search, a preview, or a view of what
   * people decided.
   */
  readonly fold?: boolean
  /** In a folded list: terms whose shorter ones are shown below them. */
  readonly open?: readonly ConceptId[]
}
export interface TermPage {
  readonly total: number
  /** In a folded list: terms of the view that are no rows of it now. */
  readonly folded?: number
  readonly rows: readonly TermRow[]
}

/** Terms with their readings; `unsure` of all `total` are to be checked by a person, and come first. */
export interface ReadingsPage {
  readonly total: number
  readonly unsure: number
  readonly rows: readonly TermRow[]
}

export interface ProblemView extends Omit<ProblemItem, 'evidence'> {
  readonly evidence: readonly PassageView[]
  readonly id: number
  /** Same problem, same fingerprint, in every run: what `ignore-problem` remembers. */
  readonly fingerprint: string
  readonly ignored: boolean
  /** Why people put it aside; null when nobody said. */
  readonly ignoredReason: string | null
  /** What was done since the review seems to have mended it; the next review says whether it did. */
  readonly fixed: boolean
  readonly conceptIds: readonly ConceptId[]
  /** Of `conceptIds`, in their order, as people see them. */
  readonly headwords: readonly string[]
}

/** Where in a document's text a definition is from; line and quote are read there. */
export type CitedPlace = Pick<Passage, 'contentHash' | 'start' | 'end'>

/** What a person does. Every one is a command with its inverse in the log; bulk = one command. */
export type HumanCommand =
  | { readonly type: 'decide'; readonly concepts: readonly ConceptId[]; readonly decision: Decision }
  /**
   * `answers`: the text of the proposal this one takes up (merged by hand), so that it is not offered again. `cited`: the passages the text is from where
   * it replaces another one, null or none = people's own words; missing = the text was worked on, and its sources stay.
   */
  | {
      readonly type: 'set-definition'
      readonly concept: ConceptId
      readonly text: string | null
      readonly answers?: string | undefined
      readonly cited?: readonly CitedPlace[] | null | undefined
    }
  /** People's own definition stays although a run proposes `over`; that proposal is not offered again. */
  | { readonly type: 'keep-definition'; readonly concept: ConceptId; readonly over: string }
  /** A relation between two terms, or of one with several, seen from both sides. */
  | { readonly type: 'relate'; readonly concept: ConceptId; readonly to: ConceptId | readonly ConceptId[]; readonly on: boolean }
  | { readonly type: 'set-headword'; readonly concept: ConceptId; readonly surface: string | null }
  | { readonly type: 'set-reading'; readonly concept: ConceptId; readonly reading: string | null }
  | { readonly type: 'set-category'; readonly concepts: readonly ConceptId[]; readonly category: string | null }
  | { readonly type: 'set-usage'; readonly concept: ConceptId; readonly surface: string; readonly usage: UsageStatus | null }
  | { readonly type: 'set-note'; readonly concept: ConceptId; readonly note: string }
  /** `others`: the headword becomes preferred, the headwords of the others what is said here. */
  | {
      readonly type: 'merge'
      readonly into: ConceptId
      readonly concepts: readonly ConceptId[]
      readonly others?: 'admitted' | 'forbidden' | undefined
    }
  | { readonly type: 'split'; readonly concept: ConceptId; readonly surfaces: readonly string[] }
  /** All that is said of the term besides is part of the same step. `cited`: the passage its definition is from. */
  | {
      readonly type: 'add-term'
      readonly surface: string
      readonly language: 'en' | 'ja' | 'other'
      readonly reading?: string | undefined
      readonly category?: string | undefined
      readonly definition?: string | undefined
      readonly cited?: CitedPlace | undefined
      readonly note?: string | undefined
    }
  /** A further form of a term: merged when it is a term of its own already, else made; one step either way. */
  | { readonly type: 'add-variant'; readonly concept: ConceptId; readonly surface: string }
  | { readonly type: 'require'; readonly surfaces: readonly string[]; readonly on: boolean }
  | { readonly type: 'exclude'; readonly surfaces: readonly string[]; readonly on: boolean }
  | { readonly type: 'ignore-problem'; readonly fingerprint: string; readonly on: boolean; readonly reason?: string | undefined }

export interface CommandEntry {
  readonly id: number
  readonly time: string
  /** A sentence for people: `Drop 12 terms`. */
  readonly label: string
  readonly undone: boolean
}

export type UndoResult = { readonly ok: true; readonly entry: CommandEntry } | { readonly ok: false; readonly reason: string }
