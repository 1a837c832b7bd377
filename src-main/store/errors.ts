import { AppError } from '../contract/errors.ts'
import { StorageError } from '../runs/ports.ts'

/** SQLite's result codes as the kinds the run engine decides by. Source: sqlite.org/rescode.html. */
const KINDS: readonly (readonly [string, StorageError['kind']])[] = [
  ['SQLITE_BUSY', 'busy'],
  ['SQLITE_LOCKED', 'busy'],
  ['SQLITE_FULL', 'full'],
  ['SQLITE_READONLY', 'read-only'],
  ['SQLITE_CORRUPT', 'corrupt'],
  ['SQLITE_NOTADB', 'corrupt'],
  ['SQLITE_CONSTRAINT', 'constraint'],
  ['SQLITE_IOERR', 'io'],
  ['SQLITE_CANTOPEN', 'io'],
]

export const sqliteCode = (error: unknown): string | null => {
  const code = error instanceof Error && 'code' in error ? error.code : null
  return typeof code === 'string' && code.startsWith('SQLITE_') ? code : null
}

export const isBusy = (error: unknown): boolean => {
  const code = sqliteCode(error)
  return code !== null && (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED'))
}

/** The error as AppError or StorageError; both pass unchanged. */
export function toStoreError(error: unknown): AppError | StorageError {
  if (error instanceof AppError || error instanceof StorageError) return error
  const message = error instanceof Error ? error.message : String(error)
  const code = sqliteCode(error)
  if (code !== null) {
    const kind = KINDS.find(([prefix]) => code.startsWith(prefix))?.[1] ?? 'other'
    return new StorageError(kind, `${message} (${code})`, { cause: error })
  }
  const closed = error instanceof TypeError && /connection is not open/u.test(message)
  return new StorageError(closed ? 'closed' : 'other', message, { cause: error })
}

/** Errors as plain data, to cross from the store thread to main. */
export type ErrorData =
  | { readonly type: 'app'; readonly code: AppError['code']; readonly message: string; readonly params: AppError['params'] }
  | { readonly type: 'storage'; readonly kind: StorageError['kind']; readonly message: string }

export function toErrorData(error: unknown): ErrorData {
  const known = toStoreError(error)
  if (known instanceof AppError) return { type: 'app', code: known.code, message: known.message, params: known.params }
  return { type: 'storage', kind: known.kind, message: known.message }
}

export const fromErrorData = (data: ErrorData): AppError | StorageError =>
  data.type === 'app' ? new AppError(data.code, data.message, data.params) : new StorageError(data.kind, data.message)

/** Another opening took the library over while this one was still at it; nothing of this one's may be written any more (invariant 17). */
export const lostError = (): AppError =>
  new AppError('NOT_OWNER', 'Another process has taken this library over, so nothing was changed. Close it here and open it again.')

export const readOnlyError = (): AppError =>
  new AppError(
    'READ_ONLY',
    'This library is open for reading only. Close it in the other window or process that uses it, then open it again.',
  )
