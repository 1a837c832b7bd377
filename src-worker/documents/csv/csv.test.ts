import { describe, expect, it } from 'vitest'
import { outline, parse } from '../testing.ts'
import { parseCsv } from './index.ts'

const lines = (text: string, path = 'a.csv') => outline(parse(parseCsv, text, path))

describe('csv', () => {
  it('reads a glossary with its header row, quotes, line breaks and empty fields', () => {
    expect(lines('Term,Definition,Since\r\nberth,"A ""place"", where\r\nships lie",2020-01-01\r\n\r\n用語,,3\r\n')).toEqual([
      'table-cell[0,0,header]: Term',
      'table-cell[0,1,header]: Definition',
      'table-cell[0,2,header]: Since',
      'table-cell[1,0]: berth',
      'table-cell[1,1]: A "place", where ships lie',
      'table-cell[2,0]: 用語',
    ])
  })

  it('tells semicolons and tabs; in .tsv commas are text', () => {
    expect(lines('a;b\nc;d, e')).toEqual([
      'table-cell[0,0,header]: a',
      'table-cell[0,1,header]: b',
      'table-cell[1,0]: c',
      'table-cell[1,1]: d, e',
    ])
    expect(lines('a, b, c\td, e, f\n', 'a.tsv')).toEqual(['table-cell[0,0]: a, b, c', 'table-cell[0,1]: d, e, f'])
  })

  it('takes no header where a field is long or a number, or no row follows', () => {
    for (const text of [`${'a'.repeat(61)},b\nc,d`, '1,b\nc,d', 'a,b\n', 'a\nb\n']) expect(lines(text).join()).not.toContain('header')
  })

  it('reads text with stray quotes, and an open quote to the end', () => {
    expect(lines('x "y" z,"a" b\n"open,c\nd')).toEqual([
      'table-cell[0,0,header]: x "y" z',
      'table-cell[0,1,header]: "a" b',
      'table-cell[1,0]: open,c d',
    ])
  })
})
