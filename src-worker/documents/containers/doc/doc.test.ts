import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { outline } from '../../testing.ts'
import { document, mutations, outcomesOfDamage, read, zipOf } from '../testing.ts'
import { CompoundFile } from './compound-file.ts'

/** Written by LibreOffice (scripts/corpus); what must be found in it is in samples/formats.json and checked by corpus.test.ts. */
const file = (language: 'en' | 'ja'): Buffer =>
  readFileSync(path.resolve(import.meta.dirname, `../../../../samples/formats/writer-${language}.doc`))

/** The file with one number of its first block changed. */
function patched(offset: number, value: number, size: 2 | 4 = 2): Buffer {
  const bytes = Buffer.from(file('en'))
  const start = bytes.indexOf(Buffer.from([0xec, 0xa5]))
  bytes.writeUIntLE(value, start + offset, size)
  return bytes
}

describe('doc', () => {
  it('reads headings, marks, lists, tables with their header row, notes with their numbers', async () => {
    const output = await document('doc', file('en'))
    const blocks = outline(output, true)
    expect(blocks.slice(0, 2)).toEqual([
      'heading1: Pilotage at Kazemi Harbour',
      'paragraph: A pilot ladder is a rope ladder by which the pilot boards a ship under way. The harbour keeps its own efficient fleet of tugs, offices and first-aid stations for difficult arrivals. Pilotage is compulsory for every vessel longer than one hundred metres. {strong:pilot ladder, emphasis:compulsory}',
    ])
    expect(blocks).toContain('list-item1: Rig the ladder one metre above the water.')
    expect(blocks).toContain('table-cell[0,1,header]: Definition')
    expect(output.blocks.filter(({ part }) => part !== undefined).map(({ part, text }) => `${part}: ${text}`)).toEqual([
      'footnote 1: Fleet lists are kept by the harbour office for seven years.',
      'footnote 2: The side is called the lee.',
    ])
  })

  it('reads furigana, which Word keeps as a field', async () => {
    const spans = (await document('doc', file('ja'))).blocks.flatMap(({ text, spans: all = [] }) =>
      all.filter(({ kind }) => kind === 'ruby').map(({ start, end, reading }) => `${text.slice(start, end)}(${reading})`),
    )
    expect(spans).toEqual(['水先船(みずさきせん)', '浮標(ふひょう)', '梯子(はしご)'])
  })

  it('reads what is called .doc and is RTF, a newer Word file or a web page', async () => {
    expect(outline(await document('doc', Buffer.from('{\\rtf1 text}')))).toEqual(['paragraph: text'])
    expect(outline(await document('doc', Buffer.from('<html><body><h1>One</h1>')))).toEqual(['heading1: One'])
    const docx = zipOf({ 'word/document.xml': '<w:document><w:body><w:p><w:r><w:t>new</w:t></w:r></w:p></w:body></w:document>' })
    expect(outline(await document('doc', docx))).toEqual(['paragraph: new'])
  })

  it('says what cannot be read', async () => {
    expect(await read('doc', Buffer.from('no document'))).toMatchObject({ skipped: 'broken' })
    expect(await read('doc', file('en').subarray(0, 600))).toMatchObject({ skipped: 'broken' })
    expect(await read('doc', patched(0, 0xa5dc))).toMatchObject({ skipped: 'unsupported', reason: expect.stringContaining('Word 95') })
    expect(await read('doc', patched(0x0a, 0x0100))).toMatchObject({ skipped: 'protected' })
    expect(await read('doc', patched(0x1a2, 0xffffff, 4))).toMatchObject({ skipped: 'broken' })
    expect(await read('doc', file('en'), { characters: 100 })).toMatchObject({ skipped: 'limit' })
  })

  it('does not go round in a circle of sectors', () => {
    const bytes = Buffer.from(file('en'))
    // Every sector is followed by itself.
    const table = (bytes.readUInt32LE(0x4c) + 1) * 512
    for (let i = 0; i < 128; i++) bytes.writeUInt32LE(i, table + i * 4)
    expect(() => new CompoundFile(bytes)).toThrow('circle')
  })

  it('stands damage: 600 mutations', { timeout: 60_000 }, async () => {
    const outcomes = await outcomesOfDamage('doc', mutations(file('ja'), 600))
    expect(outcomes.get('broken')).toBeGreaterThan(50)
    expect(outcomes.get('read')).toBeGreaterThan(50)
  })
})
