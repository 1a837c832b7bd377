import { type AppErrorData, toAppError, UNFORESEEN } from '../../src-main/contract/errors.ts'
import { coreText, isCoreText } from '../i18n/core-text.ts'
import { i18n } from '../i18n/index.ts'

/** What a failed call becomes in a store: plain data, shown by ErrorNote. */
export const errorData = (error: unknown): AppErrorData => toAppError(error).toJSON()

/** A folder of the library is not where it was. */
export const isFolderMissing = ({ code }: AppErrorData): boolean => code === 'FOLDER_MISSING'

/** The sentence of an error in the interface's language: the core's own, translated; else by its code. */
export function errorSentence(error: AppErrorData): string {
  // In English everything is the core's own text, also what nobody foresaw.
  const { code } = error
  if (code !== 'INTERNAL' && isCoreText(error.message)) return coreText(error.message)
  const translate = SENTENCES[code]
  if (translate) return translate(error.params)
  const message = error.message.replace(UNFORESEEN, '').replace(/[.。]$/, '')
  return i18n._('Something went wrong inside GenGlossary: {message}. Try again; if that does not help, restart it.', { message })
}

type Params = AppErrorData['params']
const text = (value: unknown) => (value === undefined ? '' : String(value))
const name = (params: Params) => text(params.file ?? params.path ?? params.folder ?? params.name)

const SENTENCES: Partial<Record<AppErrorData['code'], (params: Params) => string>> = {
  FOLDER_MISSING: (p) => i18n._('The folder {name} does not exist. Check the path, or drop the folder again.', { name: name(p) }),
  NOT_A_FOLDER: (p) => i18n._('{name} is a file, not a folder. Choose the folder that holds it.', { name: name(p) }),
  FOLDER_UNREADABLE: (p) => i18n._('The folder {name} can’t be read. Check its permissions.', { name: name(p) }),
  FOLDER_EMPTY: (p) => i18n._('The folder {name} is empty. Choose a folder with documents.', { name: name(p) }),
  NO_SUPPORTED_DOCUMENTS: (p) => i18n._('No document GenGlossary can read was found in {name}. Choose another folder.', { name: name(p) }),
  FILE_UNREADABLE: (p) => i18n._('The file {name} can’t be read. Check that it exists and its permissions.', { name: name(p) }),
  OUTPUT_NOT_WRITABLE: (p) => i18n._('{name} can’t be written. Choose another place.', { name: name(p) }),
  OUTPUT_INSIDE_DOCUMENTS: () => i18n._('Nothing is ever written into the document folder. Choose another place.'),
  EXPORT_FAILED: (p) =>
    i18n._('Writing {name} failed. What was there before is unchanged. Check the disk, then try again.', { name: name(p) }),
  CANCELLED: () => i18n._('Cancelled. Nothing was changed.'),
  LIBRARY_MISSING: (p) =>
    i18n._('The library {name} does not exist any more. Open it where it was moved to, or make a new one from the documents.', {
      name: name(p),
    }),
  LIBRARY_DAMAGED: (p) =>
    i18n._('The library {name} is damaged. Open a copy, or make a new library from the documents.', { name: name(p) }),
  LIBRARY_NEWER: () => i18n._('This library was made by a newer version of GenGlossary. Update the app to open it.'),
  LIBRARY_NOT_A_LIBRARY: (p) => i18n._('{name} is not a GenGlossary library. Choose a .glossary file.', { name: name(p) }),
  NOT_OWNER: () => i18n._('Another window or program works on this library. Close it there to change anything here.'),
  READ_ONLY: () => i18n._('This library is open read-only, so nothing can be changed. Copy it to a folder you can write to.'),
  DB_BUSY: () => i18n._('The library is busy. Try again in a moment.'),
  STORAGE: () => i18n._('The library can’t be written. Check the free space of the disk, then try again.'),
  ALREADY_ACTIVE: () => i18n._('A run is already active in this library. Wait for it, or cancel it first.'),
  RUN_UNKNOWN: () => i18n._('This run is not active any more. See the list of runs.'),
  TERM_UNKNOWN: () => i18n._('This term is not in the library any more. Refresh the list.'),
  UNDO_NOT_POSSIBLE: () => i18n._('This can’t be undone any more, because later changes depend on it. Undo those first.'),
  UNAVAILABLE: () => i18n._('The connection to GenGlossary was lost. Start it again, then reload this page.'),
}
