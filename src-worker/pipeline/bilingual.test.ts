import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { relationships, zipOf } from '../documents/containers/testing.ts'
import { decodeAnalysis } from '../terms/codec.ts'
import type { DocumentAnalysis } from '../terms/types.ts'
import { analyseFresh } from './fresh.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'gg-bilingual-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** Analyses of a file by language. */
async function analysed(name: string, content: string | Uint8Array, language: 'auto' | 'en' | 'ja' = 'auto') {
  writeFileSync(join(folder, name), content)
  const request = {
    file: join(folder, name),
    path: name,
    hash: '',
    size: content.length,
    maxFileBytes: 1e7,
    language,
    known: null,
    engineVersion: '',
  }
  const result = await analyseFresh(request)
  if (result.status !== 'ok') throw new Error(JSON.stringify(result))
  const analysis = decodeAnalysis(result.payload)
  const all = [analysis, ...(analysis.others ?? [])]
  return { result, all, of: (tag: string): DocumentAnalysis | undefined => all.find((one) => one.language === tag) }
}

const listed = (analysis: DocumentAnalysis | undefined): string[] =>
  (analysis?.candidates ?? []).filter((one) => one.listed > 0).map(({ key }) => key)
const defines = (analysis: DocumentAnalysis | undefined, key: string): string | undefined =>
  analysis?.hits.find((hit) => hit.key === key && hit.rule === 'table')?.text

const ROWS = [
  ['mooring line', '係留索', 'A rope that holds a ship to the quay.', '船を岸壁につなぐ索。'],
  ['swinging basin', '回頭水域', 'A wide part of the fairway where ships turn.', '船の向きを変える広い水域。'],
  ['towage plan', '曳船計画', 'A plan that says which tug takes which line.', 'どの曳船がどの索を取るかを定めた計画。'],
] as const

describe('a document in two languages', () => {
  it.each([
    ['Term EN,Term JA,Definition', [0, 1, 2]],
    ['Term (EN),Term (JA),Definition (JA)', [0, 1, 3]],
    ['英語,日本語,Definition EN,定義', [0, 1, 2, 3]],
    ['用語,English,定義', [1, 0, 3]],
  ])('gives the terms of both from a table %s', async (header, columns) => {
    const csv = [header, ...ROWS.map((row) => columns.map((column) => `"${row[column]}"`).join(','))].join('\n')
    const { of } = await analysed('terms.csv', csv)
    expect(listed(of('en'))).toEqual(expect.arrayContaining(['mooring line', 'swinging basin', 'towage plan']))
    expect(listed(of('ja'))).toEqual(expect.arrayContaining(['係留索', '回頭水域', '曳船計画']))
    if (columns.includes(2)) expect(defines(of('en'), 'towage plan')).toBe(ROWS[2][2])
    if (columns.includes(3)) expect(defines(of('ja'), '曳船計画')).toBe(ROWS[2][3])
  })

  it('gives them from a workbook and from a table of a Word document', async () => {
    const cells = [['Term EN', 'Term JA', 'Definition'], ...ROWS]
    const sheet = cells
      .map(
        (row, r) =>
          `<row r="${r + 1}">${row
            .slice(0, 3)
            .map((text, c) => `<c r="${'ABC'[c]}${r + 1}" t="inlineStr"><is><t>${text}</t></is></c>`)
            .join('')}</row>`,
      )
      .join('')
    const xlsx = zipOf({
      '[Content_Types].xml': '<Types/>',
      '_rels/.rels': relationships(['a', 'officeDocument', 'xl/workbook.xml']),
      'xl/workbook.xml': '<workbook><sheets><sheet name="T" sheetId="1" r:id="s1"/></sheets></workbook>',
      'xl/_rels/workbook.xml.rels': relationships(['s1', 'worksheet', 'worksheets/sheet1.xml']),
      'xl/worksheets/sheet1.xml': `<worksheet><sheetData>${sheet}</sheetData></worksheet>`,
    })
    const table = cells
      .map(
        (row) =>
          `<w:tr>${row
            .slice(0, 3)
            .map((text) => `<w:tc><w:p><w:r><w:t>${text}</w:t></w:r></w:p></w:tc>`)
            .join('')}</w:tr>`,
      )
      .join('')
    const docx = zipOf({
      '[Content_Types].xml': '<Types/>',
      '_rels/.rels': relationships(['a', 'officeDocument', 'word/document.xml']),
      'word/document.xml': `<w:document xmlns:w="urn:w"><w:body><w:tbl>${table}</w:tbl></w:body></w:document>`,
    })
    for (const [name, bytes] of [
      ['t.xlsx', xlsx],
      ['t.docx', docx],
    ] as const) {
      const { of } = await analysed(name, bytes)
      expect([listed(of('en')).includes('mooring line'), listed(of('ja')).includes('係留索')], name).toEqual([true, true])
    }
  })

  it('analyses the paragraphs of a text each in its language, and tells where each term stands', async () => {
    const text = ROWS.map(
      ([en, ja, says, gives]) =>
        `A ${en} matters. ${says} The ${en} is checked by the harbour office.\n\n${ja}とは、${gives}${ja}は港湾事務所が確認する。`,
    ).join('\n\n')
    const { result, of } = await analysed('mixed.md', `# Mooring\n\n${text}\n`)
    if (result.status !== 'ok') throw new Error('not read')
    expect(of('en')?.candidates.map(({ key }) => key)).toEqual(expect.arrayContaining(['mooring line', 'towage plan']))
    expect(of('ja')?.candidates.map(({ key }) => key)).toEqual(expect.arrayContaining(['係留索', '回頭水域']))
    expect(new Set(result.occurrences.map(({ language }) => language))).toEqual(new Set(['en', 'ja']))
    expect(result.occurrences.find(({ surface }) => surface === '係留索')?.language).toBe('ja')
  })

  it('is one where there are only words of the other: quoted, names, commands, values', async () => {
    const english = 'The word 係留索 is Japanese for it. A mooring line is a rope. It holds the ship to the quay of the harbour.'
    expect((await analysed('a.md', english)).all).toHaveLength(1)
    const japanese = `係留索とは、船を岸壁につなぐ索をいう。\n\n| 項目 | 型 | 説明 |\n|---|---|---|\n${['name string 名前', 'size number 大きさ', 'open boolean 開閉の状態'].map((row) => `| ${row.split(' ').join(' | ')} |`).join('\n')}\n\nDocker Compose\n\nnpm run build -- --watch\n`
    const { all } = await analysed('b.md', japanese)
    expect(all.map(({ language }) => language)).toEqual(['ja'])
  })

  it('is read in the one language the settings force', async () => {
    const csv = ['Term EN,Term JA,Definition', ...ROWS.map((row) => row.slice(0, 3).join(','))].join('\n')
    expect((await analysed('terms.csv', csv, 'ja')).all.map(({ language }) => language)).toEqual(['ja'])
  })
})
