import { AppError } from '../../contract/errors.ts'

/** What an imported file may cost, and what a field may hold. Beyond it the file is refused or the field reported, never cut in silence. */

/** Bytes of a file. */
export const MAX_FILE_BYTES = 256 * 1024 * 1024
/** Bytes all parts of an archive unpack to. */
export const MAX_UNPACKED_BYTES = 512 * 1024 * 1024
/** Concepts of one import. */
export const MAX_TERMS = 200_000
/** UTF-16 units of a term, spelling or reading; as the window allows. */
export const MAX_TERM = 500
export const MAX_CATEGORY = 100
export const MAX_DEFINITION = 20_000
export const MAX_NOTE = 100_000
/** Depth of XML elements, of YAML and of JSON values. */
export const MAX_DEPTH = 200

/** The file as a whole can't be read. @param reason a sentence saying why and what to do */
export const unreadable = (reason: string, cause?: unknown): AppError =>
  new AppError('IMPORT_FAILED', reason, {}, cause === undefined ? undefined : { cause })
