import { writeSync } from 'node:fs'
import { AppError } from '../../src-main/contract/errors.ts'
import { copyLibrary } from '../../src-main/store/copies.ts'

/** One backup, on one thread, whose writes the suite makes fail: `copy-life.ts <library> <backup>`. Says `made`, or the error's code and words. */
export const COPY_ID = 'ab'.repeat(16)

if (import.meta.main) {
  const [source, target] = process.argv.slice(2)
  if (source === undefined || target === undefined) throw new Error('usage: copy-life.ts <library> <backup>')
  try {
    copyLibrary({ source, target, kind: 'backup', id: COPY_ID, now: '2026-01-02T03:04:05.000Z' })
    writeSync(1, 'made\n')
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    writeSync(1, `${error.code} ${error.message}\n`)
  }
}
