import { mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { testClock, testIds } from '../../src-main/library/testing.ts'
import type { LibraryStore } from '../../src-main/store/api.ts'
import { openLibrary } from '../../src-main/store/open.ts'

/** Does work with a new library in a folder of its own, which is gone afterwards. @param name of the benchmark, part of the folder's name */
export async function withScratchLibrary<T>(name: string, work: (store: LibraryStore) => Promise<T>): Promise<T> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), `genglossary-${name}-`)))
  const store = await openLibrary({
    file: join(folder, 'a.glossary'),
    create: true,
    appDataDir: folder,
    clock: testClock(),
    ids: testIds(),
  })
  try {
    return await work(store)
  } finally {
    await store.close()
    rmSync(folder, { recursive: true, force: true })
  }
}
