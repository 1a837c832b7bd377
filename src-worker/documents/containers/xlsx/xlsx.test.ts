import { describe, expect, it } from 'vitest'
import { outline } from '../../testing.ts'
import { cellName } from '../sheet.ts'
import { document, mutations, outcomesOfDamage, read, relationships, zipOf } from '../testing.ts'

const xlsx = (rows: string, sheets = '<sheet name="用語" r:id="a"/>', strings = ''): Buffer =>
  zipOf({
    '_rels/.rels': relationships(['r', 'officeDocument', 'xl/workbook.xml']),
    'xl/workbook.xml': `<workbook><sheets>${sheets}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': relationships(
      ['a', 'worksheet', 'worksheets/sheet1.xml'],
      ['s', 'sharedStrings', 'sharedStrings.xml'],
      ['x', 'externalLink', 'http://a', 'External'],
    ),
    'xl/sharedStrings.xml': `<sst>${strings}</sst>`,
    'xl/worksheets/sheet1.xml': `<worksheet><sheetData>${rows}</sheetData></worksheet>`,
  })
const c = (name: string, value: string, type = 'str'): string => `<c r="${name}" t="${type}"><v>${value}</v></c>`

describe('xlsx', () => {
  it('reads a sheet of terms: text above, header row, shared, inline and computed texts, no numbers', async () => {
    const strings =
      '<si><t>Term</t></si><si><r><t>ber</t></r><r><t>th</t></r></si><si><t>汽車の旅</t><rPh sb="0" eb="2"><t>きしゃ</t></rPh><phoneticPr/></si>'
    const rows = `<row r="1">${c('B1', 'Our terms')}</row><row r="3">${c('B3', '0', 's')}${c('C3', 'Definition')}</row><row r="4">${c('B4', '1', 's')}<c r="C4" t="inlineStr"><is><t>A place.</t></is></c>${c('D4', '5', 'n')}</row><row r="5">${c('B5', '2', 's')}${c('C5', '99', 's')}</row>`
    const output = await document('xlsx', xlsx(rows, undefined, strings))
    expect(output.blocks.map(({ part }) => part)).toEqual(['用語!B1', '用語!B3', '用語!C3', '用語!B4', '用語!C4', '用語!B5'])
    expect(outline(output, true)).toEqual([
      'paragraph: Our terms',
      'table-cell[0,1,header]: Term',
      'table-cell[0,2,header]: Definition',
      'table-cell[1,1]: berth',
      'table-cell[1,2]: A place.',
      'table-cell[2,1]: 汽車の旅 {ruby:汽車(きしゃ)}',
    ])
  })

  it('takes a row with a number for no header, reads cells without names, leaves hidden sheets out', async () => {
    const rows = `<row><c t="str"><v>a</v></c><c t="str"><v>b</v></c><c><v>1</v></c></row><row>${c('A2', 'c')}</row>`
    const output = await document('xlsx', xlsx(rows, '<sheet name="S" r:id="a"/><sheet name="H" state="hidden" r:id="a"/>'))
    expect(outline(output)).toEqual(['table-cell[0,0]: a', 'table-cell[0,1]: b', 'table-cell[1,0]: c'])
    expect(output.warnings).toEqual(['Hidden sheets left out: 1.'])
  })

  it('names cells', () => {
    expect([cellName(0, 0), cellName(9, 25), cellName(0, 26), cellName(0, 701), cellName(0, 702)]).toEqual([
      'A1',
      'Z10',
      'AA1',
      'ZZ1',
      'AAA1',
    ])
  })

  it('does not let a short file give endless text: one long string in many cells', async () => {
    const rows = Array.from({ length: 3000 }, () => '<row><c t="s"><v>0</v></c></row>').join('')
    expect(await read('xlsx', xlsx(rows, undefined, `<si><t>${'x'.repeat(5000)}</t></si>`), { characters: 1e6 })).toMatchObject({
      skipped: 'limit',
    })
  })

  it('says what cannot be read, and stands 300 mutations', { timeout: 60_000 }, async () => {
    expect(await read('xlsx', zipOf({ a: 'b' }))).toMatchObject({ skipped: 'broken' })
    expect(await read('xlsx', xlsx(`<row>${c('A1', '5', 'n')}</row>`))).toMatchObject({ skipped: 'no-text' })
    const file = xlsx(Array.from({ length: 60 }, (_, i) => `<row r="${i + 1}">${c(`A${i + 1}`, 'word')}</row>`).join(''))
    expect((await outcomesOfDamage('xlsx', mutations(file, 300))).get('broken')).toBeGreaterThan(80)
  })
})
