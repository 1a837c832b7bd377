import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import iconv from 'iconv-lite'
import { expect, test } from 'vitest'
import { createApp } from '../app.ts'
import { createForkHost } from '../hosts/fork-host.ts'
import { sourceWorkerEntry } from '../hosts/worker-entry.ts'

const TEXT = 'Плавучий кран — это кран на понтоне. Плавучий кран поднимает тяжёлые грузы.'

test('a file whose encoding was told wrongly is read anew in the one a person chose, and its exports name the file’s own hash', async () => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'gg-encoding-')))
  mkdirSync(join(folder, 'docs'))
  writeFileSync(join(folder, 'docs', 'note.txt'), iconv.encode(TEXT, 'windows-1251'))
  const app = createApp({ home: join(folder, 'home'), workerHost: createForkHost({ entry: sourceWorkerEntry() }) })
  try {
    const library = await app.open(join(folder, 'lib.glossary'), { create: true })
    await library.addFolder(join(folder, 'docs'))
    const run = async () => (await library.runs.ended((await library.runs.start('full')).id)).status
    expect(await run()).toBe('completed')
    const [document] = await library.documents()
    expect((await library.openDocument(document!.id)).encoding).toBe('windows-1252')
    await library.setEncoding([document!.id], 'windows-1251')
    expect((await library.info()).outdated).toContain('extract')
    expect(await run()).toBe('completed')
    const opened = await library.openDocument(document!.id)
    expect(opened).toMatchObject({ encoding: 'windows-1251', warnings: [] })
    expect((await library.documentBlocks(opened.contentHash, 0)).blocks[0]?.text).toBe(TEXT)
    await library.undo()
    expect((await library.openDocument(document!.id)).encoding).toBe('windows-1252')
  } finally {
    await app.close()
    rmSync(folder, { recursive: true, force: true })
  }
})
