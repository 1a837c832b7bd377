import { createStore, type StoreApi } from 'zustand/vanilla'
import type { AppErrorData } from '../../src-main/contract/errors.ts'
import type { CommandEntry } from '../../src-main/contract/library-api.ts'
import type { AddAs, AddDraft } from './add-term.ts'
import type { ModelOffer } from './model-offer.ts'
import type { SettingsPart } from './settings-parts.ts'

/** Where the person is and what is open. Nothing here is stored. */
export type Place = 'terms' | 'problems' | 'documents' | 'lists' | 'readings' | 'map' | 'runs'
export type Dialog =
  | 'settings'
  | 'export'
  | 'import'
  | 'scan'
  | 'shortcuts'
  | 'palette'
  | 'goto'
  | 'keyboard'
  | 'filter'
  | 'merge'
  | 'split'
  | 'merge-problem'
  | 'bulk'
  | 'bulk-accept'
  | 'add-term'
  | 'library'
  | 'delete-library'
  | 'search'
  | 'model-help'

export type EditField = 'definition' | 'note' | 'variant' | 'proposal'

export interface UiState {
  /** What this window is: a library's, or nothing but its reader. */
  readonly page: 'library' | 'reader'
  readonly place: Place
  readonly dialog: Dialog | null
  /** Part of the settings to begin at; null = where they were left. */
  readonly settingsPart: SettingsPart | null
  /** Concepts the split or merge dialog of a problem is about; the filter to be named anew, none = a new one. */
  readonly about: readonly number[]
  /** Name of what was dropped on the first screen and can't be found by name: its path has to be typed. */
  readonly unplaced: string | null
  /** The file the import dialog is to read. */
  readonly importFile: File | null
  readonly sidebar: boolean
  readonly inspector: boolean
  readonly reader: boolean
  readonly log: boolean
  /** The scan sheet of a library just made stands where the inspector is. */
  readonly sheet: boolean
  /** An error no other place shows. Stays until dismissed. */
  readonly error: AppErrorData | null
  /** Last thing done, announced politely: `Dropped 12 terms`. */
  readonly notice: { readonly text: string; readonly undoable: boolean; readonly at: number } | null
  /** Asks the inspector to put the cursor into a field of a term, as soon as it shows that term. */
  readonly edit: { readonly field: EditField; readonly concept: number } | null
  /** Asks the view that knows what a command is about to carry it out. A new object for every time. */
  readonly asked: { readonly command: string } | null
  /** The term whose passage the reader shows since somebody peeked at it. */
  readonly peek: number | null
  /** What is said of language models to the library that this window shows, until it is answered; `used`: the model that was chosen by it. */
  readonly offer: { readonly library: string; readonly offer: ModelOffer; readonly used: string | null } | null
  /** What is selected in the reader's text; null = nothing that could be a term. */
  readonly selected: AddDraft | null
  /** What the form for adding begins with. */
  readonly adding: { readonly as: AddAs; readonly draft: AddDraft }
  /** The leader key was pressed; the next key says where to go. */
  readonly leading: boolean
}

/**
 * Whether the Undo beside a notice takes back what the notice speaks of: nothing else was done since.
 * @param last the command an undo would take back now; known a moment later than the notice
 */
export const undoneByNotice = ({ undoable, at }: NonNullable<UiState['notice']>, last: CommandEntry | null): boolean =>
  undoable && last !== null && Date.parse(last.time) <= at

export type UiStore = StoreApi<UiState>

export const createUiStore = (): UiStore =>
  createStore<UiState>(() => ({
    page: 'library',
    place: 'terms',
    dialog: null,
    settingsPart: null,
    about: [],
    unplaced: null,
    importFile: null,
    sidebar: true,
    inspector: true,
    reader: false,
    log: false,
    sheet: false,
    error: null,
    notice: null,
    edit: null,
    asked: null,
    peek: null,
    offer: null,
    selected: null,
    adding: { as: 'term', draft: { surface: '' } },
    leading: false,
  }))
