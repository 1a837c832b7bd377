import { expect, it } from 'vitest'
import { AppError } from '../contract/errors.ts'
import { StorageError } from '../runs/ports.ts'
import { forPeople, toPeopleError } from './people-errors.ts'

it.each([
  ['busy', 'DB_BUSY'],
  ['full', 'STORAGE'],
  ['io', 'STORAGE'],
  ['read-only', 'READ_ONLY'],
  ['corrupt', 'LIBRARY_DAMAGED'],
  ['closed', 'STORAGE'],
  ['constraint', 'STORAGE'],
  ['other', 'STORAGE'],
] as const)('%s is %s: a sentence without SQL', (kind, code) => {
  const error = toPeopleError(new StorageError(kind, 'database disk image is malformed (SQLITE_X)'))
  expect(error.code).toBe(code)
  expect(error.message).toMatch(/^[A-Z].*\.$/u)
  expect(error.message).not.toMatch(/SQL/u)
  expect(error.cause).toBeInstanceOf(StorageError)
})

it('leaves what is for people already as it is, and turns a throw into a rejection', async () => {
  const known = new AppError('TERM_UNKNOWN', 'No such term.')
  const section = forPeople({
    fails: async () => Promise.reject(known),
    throws: (): Promise<void> => {
      throw new StorageError('busy', 'locked')
    },
    works: async (x: number) => x + 1,
  })
  await expect(section.fails()).rejects.toBe(known)
  await expect(section.throws()).rejects.toMatchObject({ code: 'DB_BUSY' })
  expect(await section.works(1)).toBe(2)
})
