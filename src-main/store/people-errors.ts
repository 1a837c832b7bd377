import { AppError } from '../contract/errors.ts'
import type { StorageError } from '../runs/ports.ts'
import { readOnlyError, toStoreError } from './errors.ts'

/** Storage errors as sentences people can act on. The run engine gets the plain StorageError: it decides by its kind. */

const SENTENCES: Readonly<Record<StorageError['kind'], readonly [AppError['code'], string]>> = {
  busy: ['DB_BUSY', 'Another program is using this library just now. Nothing was changed; try again in a moment.'],
  full: ['STORAGE', 'The disk is full, so the change was not saved. Free some space and try again.'],
  io: ['STORAGE', 'The library could not be read or written. Check that its disk is connected, then open it again.'],
  'read-only': ['READ_ONLY', 'The library can not be written to. Check its permissions, or copy it to a folder of your own.'],
  corrupt: ['LIBRARY_DAMAGED', 'Parts of this library can not be read. Close it and open the last good copy.'],
  closed: ['STORAGE', 'This library was closed. Open it again.'],
  constraint: [
    'STORAGE',
    'The library refused a change that contradicts what it holds. Nothing was changed; open it again and try once more.',
  ],
  other: ['STORAGE', 'The library could not do that. Nothing was changed; open it again and try once more.'],
}

/** The error as AppError; StorageError gets a sentence, its technical text stays in `cause`. */
export function toPeopleError(error: unknown): AppError {
  const known = toStoreError(error)
  if (known instanceof AppError) return known
  if (known.kind === 'read-only' && known.message.startsWith('This library is open')) return readOnlyError()
  const [code, sentence] = SENTENCES[known.kind]
  return new AppError(code, sentence, {}, { cause: known })
}

type Methods<Section> = { readonly [Name in keyof Section]: (...args: never[]) => Promise<unknown> }

/** The same section with every method rejecting with AppError only, also where it threw before there was a promise. */
export function forPeople<Section extends Methods<Section>>(section: Section): Section {
  const wrapped = Object.entries<(...args: never[]) => Promise<unknown>>(section).map(([name, method]) => [name, speaking(method)])
  return Object.fromEntries(wrapped) as Section
}

function speaking(method: (...args: never[]) => Promise<unknown>): (...args: never[]) => Promise<unknown> {
  return async (...args) => {
    try {
      return await method(...args)
    } catch (error) {
      throw toPeopleError(error)
    }
  }
}
