import { afterEach, beforeEach, expect, test } from 'vitest'
import { parsed } from '../store/testing.ts'
import { openTestLibrary, simulateRun, type TestLibrary } from './testing.ts'

let app: TestLibrary
beforeEach(async () => {
  app = await openTestLibrary()
})
afterEach(() => app.dispose())

test('a document that has changed since it was read is shown as it was, where a passage of it is asked for, and says so', async () => {
  const { id } = await app.store.documents.addRoot('/docs')
  const scan = (hash: string, mtimeMs: number) => app.store.documents.applyScan(id, [{ path: 'a.md', size: 1, mtimeMs, hash }], [])
  await scan('before', 1)
  await simulateRun(app.store, { extract: [{ type: 'content', document: parsed('before', ['A line.']) }] })
  const [document] = await app.library.documents()
  expect((await app.library.openDocument(document!.id, 'before')).warnings).toEqual([])
  await scan('after', 2)
  await expect(app.library.openDocument(document!.id)).rejects.toThrow('Start one')
  await expect(app.library.openDocument(document!.id, 'other')).rejects.toThrow('Start one')
  const opened = await app.library.openDocument(document!.id, 'before')
  expect(opened).toMatchObject({ contentHash: 'before', path: 'a.md', warnings: [expect.stringContaining('has changed since')] })
  await simulateRun(app.store, { extract: [{ type: 'content', document: parsed('after', ['New.', 'A line.']) }] })
  expect(await app.library.openDocument(document!.id, 'before')).toMatchObject({ contentHash: 'after', warnings: [] })
})
