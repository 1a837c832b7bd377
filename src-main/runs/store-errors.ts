import { AppError } from '../contract/errors.ts'
import { StorageError } from './ports.ts'

/** What a person is told about a failing library. An AppError passes as it is. */
export function asAppError(error: unknown, doing: 'read' | 'write'): AppError {
  if (error instanceof AppError) return error
  const kind = error instanceof StorageError ? error.kind : 'other'
  const options = { cause: error }
  switch (kind) {
    case 'busy':
      return new AppError('DB_BUSY', 'Another program is using the library file just now; try again in a moment.', {}, options)
    case 'read-only':
      return new AppError('READ_ONLY', 'The library can only be read; copy it to a folder you can write to.', {}, options)
    case 'full':
      return new AppError('STORAGE', 'The disk is full; free some space and try again.', {}, options)
    case 'corrupt':
      return new AppError('LIBRARY_DAMAGED', 'The library file is damaged; open its last backup.', {}, options)
    case 'closed':
      return new AppError('UNAVAILABLE', 'The library is closed; open it again.', {}, options)
    default:
      return new AppError(
        'STORAGE',
        `The library file could not be ${doing === 'read' ? 'read' : 'written'}; check its disk and try again.`,
        {},
        options,
      )
  }
}
