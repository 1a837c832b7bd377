import type { FilterQuery } from '../contract/filters.ts'
import type { LeftOutRule } from '../contract/left-out.ts'
import type { CommandEntry, ConceptId, Decision, UndoResult, UsageStatus } from '../contract/library-api.ts'
import type { ConceptRef } from '../contract/results.ts'

/**
 * The human layer. Everything people do is a list of absolute values with what was there before, so the inverse of a change is the change
 * with `before` and `after` swapped, and it means the same after a restart or a re-run.
 */

/**
 * Fields people may set on a concept. `imported`: an ImportedRecord as JSON, what an import knew besides. `kept`: the proposal they answered by
 * keeping or merging. `related`: ids of related concepts, ascending, as a JSON list. `cited`: the passages their own definition is from, as a JSON list. `definition`, `headword` … are texts; null = nobody said anything, the
 * machine's value shows.
 */
export const HUMAN_FIELDS = [
  'decision',
  'definition',
  'headword',
  'reading',
  'category',
  'note',
  'imported',
  'kept',
  'related',
  'cited',
] as const
export type HumanField = (typeof HUMAN_FIELDS)[number]

interface Change<Kind extends string, Key, Value> {
  readonly kind: Kind
  readonly key: Key
  /** What is there now; applying refuses when it is not. null = nothing. */
  readonly before: Value | null
  readonly after: Value | null
}

export type HumanChange =
  /** One field of one concept. For `decision` the value is `accepted` or `dropped`; undecided = null. */
  | Change<'field', { readonly concept: ConceptId; readonly field: HumanField }, string>
  | Change<'usage', { readonly concept: ConceptId; readonly surface: string }, UsageStatus>
  /** A required or excluded surface; the value is its spelling. */
  | Change<'listed', { readonly list: 'required' | 'excluded'; readonly language: ConceptRef['language']; readonly key: string }, string>
  /** Must-link (merged) or cannot-link (split) between two surfaces. Order of a and b does not matter. */
  | Change<'link', { readonly a: ConceptRef; readonly b: ConceptRef }, 'must' | 'cannot'>
  /** The value is the reason people gave, or `true`. */
  | Change<'ignored-problem', { readonly fingerprint: string }, true | string>
  /** A concept a person made (add-term, split). The id comes from `allocateConcepts`. Its headword surface gets a `surface` change too. */
  | Change<'concept', { readonly concept: ConceptId }, NewConcept>
  /** A concept an import made, with all that was said about it: undone and done again as one. */
  | Change<'imported-concept', { readonly concept: ConceptId }, ImportedConcept>
  /** Which concept a surface belongs to. */
  | Change<'surface', ConceptRef & { /** Its spelling, where the library has none yet. */ readonly surface?: string }, ConceptId>
  /** The concept lives on as another one: its row hides, its surfaces count as the other's. Chains are followed. */
  | Change<'merged-into', { readonly concept: ConceptId }, ConceptId>
  /** "Remove document": hidden until undone or compacted. */
  | Change<'document-hidden', { readonly document: number }, true>
  /** The encoding a person chose for a file; null = told from its bytes. */
  | Change<'document-encoding', { readonly document: number }, string>
  /** A subfolder or a kind of file that is left out of the folders. */
  | Change<'left-out', LeftOutRule, true>
  /** A filter of the term list that people saved. */
  | Change<'saved-filter', { readonly filter: number }, FilterValue>
  /**
   * "Revert this run", "Keep the finished items": which revision of a stage is live. An unfinished revision made live first gets the live
   * rows of the concepts its run had not come to, so nothing but what was finished changes.
   */
  | Change<'live', { readonly stage: 'extract' | 'generate' | 'review' | 'refine' }, LivePointer>

/** `at` orders the filters: smaller ones first. */
export interface FilterValue {
  readonly name: string
  readonly at: number
  readonly query: FilterQuery
}

export interface NewConcept {
  readonly language: ConceptRef['language']
  readonly headword: string
  readonly key: string
}

export interface LivePointer {
  readonly revisionId: number
  readonly previousId: number | null
}

/** Values of an imported concept. Lists are sorted, so that equal values are equal texts. */
export interface ImportedConcept extends NewConcept {
  /** Its own word among them; by language, key, sense. */
  readonly surfaces: readonly (ConceptRef & { readonly surface: string })[]
  readonly fields: Readonly<Partial<Record<HumanField, string>>>
  readonly usage: Readonly<Record<string, UsageStatus>>
}

export interface HumanCommandInput {
  /** A sentence for people: `Drop 12 terms`. */
  readonly label: string
  /** A command whose merge key equals that of the newest one continues it (typing in one field): one undo takes both back. */
  readonly mergeKey?: string
  /** Non-empty. */
  readonly changes: readonly HumanChange[]
}

export type ApplyResult =
  | { readonly ok: true; readonly entry: CommandEntry }
  /** Nothing was changed. `reason` is a sentence; `change` the first that did not hold. */
  | { readonly ok: false; readonly reason: string; readonly change: HumanChange }

export interface UndoState {
  readonly undo: CommandEntry | null
  readonly redo: CommandEntry | null
}

export interface HumanFields {
  readonly decision: Decision
  readonly definition: string | null
  readonly headword: string | null
  readonly reading: string | null
  readonly category: string | null
  readonly note: string | null
}

export interface ListedTerm {
  readonly list: 'required' | 'excluded'
  readonly language: ConceptRef['language']
  readonly key: string
  readonly surface: string
}

export interface HumanLink {
  readonly a: ConceptRef
  readonly b: ConceptRef
  readonly kind: 'must' | 'cannot'
}

/** All of the human layer, as values; for exports and for checks that nothing was lost. Sorted by key. */
export interface HumanSnapshot {
  readonly fields: readonly { readonly concept: ConceptId; readonly field: HumanField; readonly value: string }[]
  readonly usage: readonly { readonly concept: ConceptId; readonly surface: string; readonly usage: UsageStatus }[]
  readonly listed: readonly ListedTerm[]
  readonly links: readonly HumanLink[]
  readonly ignoredProblems: readonly string[]
  readonly concepts: readonly (NewConcept & { readonly concept: ConceptId })[]
  readonly merged: readonly { readonly concept: ConceptId; readonly into: ConceptId }[]
  readonly hiddenDocuments: readonly number[]
  readonly filters: readonly (FilterValue & { readonly id: number })[]
}

export interface HumanStore {
  /** ONE transaction: every `before` is checked, every `after` written, the command logged. Refuses whole or applies whole. */
  apply(command: HumanCommandInput): Promise<ApplyResult>
  /** The same for changes as the bytes of a PackedList in shared memory: however many, main copies none of them. */
  applyPacked(command: Omit<HumanCommandInput, 'changes'>, changes: Uint8Array<SharedArrayBuffer>): Promise<ApplyResult>
  /** Takes back the newest command not undone yet, or the one with that id. */
  undo(commandId?: number): Promise<UndoResult>
  /** Does the last undone command again, as long as nothing new was done since. */
  redo(): Promise<UndoResult>
  undoState(): Promise<UndoState>
  /** Newest first; `before` pages by id. */
  commands(limit: number, before?: number): Promise<CommandEntry[]>
  /** Commands that changed one concept, also undone ones, newest first. */
  commandsOf(concept: ConceptId, limit: number): Promise<CommandEntry[]>
  /** ISO 8601 time of the last command not undone, for every concept people touched; by concept. */
  editTimes(): Promise<[ConceptId, string][]>
  /** Fresh concept ids, never given before and never again. */
  allocateConcepts(count: number): Promise<ConceptId[]>
  /** The first of so many fresh ids, one after the other. */
  reserveConcepts(count: number): Promise<ConceptId>
  /** The value a change of that kind and key would find, for its `before`. In the order given. */
  read(keys: readonly Pick<HumanChange, 'kind' | 'key'>[]): Promise<HumanChange['before'][]>
  fields(concepts: readonly ConceptId[]): Promise<HumanFields[]>
  /** In the order people gave them. */
  filters(): Promise<(FilterValue & { readonly id: number })[]>
  snapshot(): Promise<HumanSnapshot>
}
