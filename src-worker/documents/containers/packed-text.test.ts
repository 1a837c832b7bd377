import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { packedText } from './packed-text.ts'
import { zipOf } from './testing.ts'

describe('how much text an archive holds', () => {
  const folder = mkdtempSync(join(tmpdir(), 'genglossary-test-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  const file = (name: string, bytes: Buffer | string): string => {
    writeFileSync(join(folder, name), bytes)
    return join(folder, name)
  }

  it('is what its directory says of its parts of text, pictures left out', async () => {
    const bytes = zipOf({ 'word/document.xml': 'x'.repeat(5000), 'a.XHTML': 'y'.repeat(70), 'media/a.png': 'z'.repeat(9000) })
    expect(await packedText(file('a.docx', bytes))).toBe(5070)
  })

  it('is not known of what is no archive, cut off, gone, a link or a folder', async () => {
    const good = zipOf({ 'a.xml': 'x'.repeat(100) })
    const target = file('b.docx', good)
    symlinkSync(target, join(folder, 'link.docx'))
    const others = [
      file('c.docx', 'no archive'),
      file('d.docx', good.subarray(0, 60)),
      join(folder, 'gone'),
      join(folder, 'link.docx'),
      folder,
    ]
    for (const other of others) expect(await packedText(other)).toBeNull()
  })
})
