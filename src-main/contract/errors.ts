/**
 * Errors that reach a person. Every one has a stable code (for tests, translations and exit codes), the values its
 * sentence mentions, and an English sentence that says what happened and what to do.
 */
export type AppErrorCode =
  | 'USAGE'
  | 'FOLDER_MISSING'
  | 'NOT_A_FOLDER'
  | 'FOLDER_UNREADABLE'
  | 'FOLDER_EMPTY'
  | 'NO_SUPPORTED_DOCUMENTS'
  | 'FILE_UNREADABLE'
  | 'FILE_TOO_LARGE'
  | 'OUTPUT_NOT_WRITABLE'
  | 'OUTPUT_INSIDE_DOCUMENTS'
  | 'EXPORT_FAILED'
  | 'CANCELLED'
  | 'IMPORT_FAILED'
  | 'LIBRARY_MISSING'
  | 'LIBRARY_DAMAGED'
  | 'LIBRARY_NEWER'
  | 'LIBRARY_NOT_A_LIBRARY'
  | 'NOT_OWNER'
  | 'READ_ONLY'
  | 'DB_BUSY'
  | 'STORAGE'
  | 'ALREADY_ACTIVE'
  | 'RUN_UNKNOWN'
  | 'RUN_FAILED'
  | 'TERM_UNKNOWN'
  | 'UNDO_NOT_POSSIBLE'
  | 'INVALID_INPUT'
  | 'UNAVAILABLE'
  | 'INTERNAL'

export type ErrorParams = Readonly<Record<string, string | number>>

export interface AppErrorData {
  readonly code: AppErrorCode
  readonly message: string
  readonly params: ErrorParams
}

export class AppError extends Error {
  readonly code: AppErrorCode
  readonly params: ErrorParams

  /** @param message one sentence saying what happened and what to do; never a stack or an SQL text. */
  constructor(code: AppErrorCode, message: string, params: ErrorParams = {}, options?: ErrorOptions) {
    super(message, options)
    this.name = 'AppError'
    this.code = code
    this.params = params
  }

  toJSON(): AppErrorData {
    return { code: this.code, message: this.message, params: this.params }
  }

  static from(data: AppErrorData): AppError {
    return new AppError(data.code, data.message, data.params)
  }
}

/** How the sentence of an error begins that nobody foresaw; what it says itself follows. */
export const UNFORESEEN = 'Something went wrong inside GenGlossary: '

/** The value as an AppError; anything unknown becomes INTERNAL with the original as its cause. */
export function toAppError(error: unknown): AppError {
  if (error instanceof AppError) return error
  const text = error instanceof Error ? error.message : String(error)
  return new AppError('INTERNAL', `${UNFORESEEN}${text}`, {}, { cause: error })
}
