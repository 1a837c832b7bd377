import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import type { Block } from '../../../src-main/contract/blocks.ts'
import { Blocks } from './Blocks.tsx'

/** What a document looks like in the reader, as markup. */

const block = (text: string, more: Partial<Block> = {}): Block => ({
  kind: 'paragraph',
  text,
  map: [0, text.length, 0, text.length],
  start: 0,
  end: text.length,
  line: 1,
  ...more,
})
const shown = (...blocks: Block[]) => renderToStaticMarkup(<Blocks blocks={blocks} />)

describe('the text of a document', () => {
  it('has its headings by level, one below the page’s own, and never more than six', () => {
    const html = shown(
      block('One', { kind: 'heading', level: 1 }),
      block('Two', { kind: 'heading', level: 3 }),
      block('Six', { kind: 'heading', level: 9 }),
    )
    expect(html).toMatch(/<h2[^>]*>One<\/h2>.*<h4[^>]*>Two<\/h4>.*<h6[^>]*>Six<\/h6>/)
  })

  it('shows ruby as ruby, beside other marks', () => {
    const spans = [
      { kind: 'ruby', start: 1, end: 3, reading: 'ふとう' },
      { kind: 'code', start: 4, end: 7 },
    ] as Block['spans']
    expect(shown(block('「埠頭」git', { spans }))).toContain('「<ruby>埠頭<rt>ふとう</rt></ruby>」<code>git</code>')
  })

  it('loses no letter to marks that overlap, end before they begin or run over the end', () => {
    const spans = [
      { kind: 'strong', start: 0, end: 3 },
      { kind: 'code', start: 2, end: 5 },
      { kind: 'emphasis', start: 5, end: 5 },
      { kind: 'ruby', start: 4, end: 99, reading: 'x' },
    ] as Block['spans']
    expect(shown(block('abcdef', { spans }))).toContain('<strong>abc</strong>def')
  })

  it('is text, whatever it holds', () => {
    const spans = [{ kind: 'ruby', start: 0, end: 1, reading: '<img src=x>' }] as Block['spans']
    const html = shown(
      block('x<script>alert(1)</script>', { spans }),
      block('<b>', { kind: 'code' }),
      block('<i>', { kind: 'heading', level: 1 }),
    )
    expect(html).not.toMatch(/<(?:script|img|b|i)\b/)
  })

  it('numbers every block, cells of tables too, which stand in their rows', () => {
    const cell = (text: string, row: number, column: number, header = false) =>
      block(text, { kind: 'table-cell', row, column, header } as Partial<Block>)
    const html = shown(block('before'), cell('Name', 0, 1, true), cell('git', 1, 0), cell('tree', 1, 1), block('after'))
    expect([...html.matchAll(/data-block="(\d)"/g)].map(([, n]) => n)).toEqual(['0', '1', '2', '3', '4'])
    expect(html).toMatch(/<tr><td><\/td><th[^>]*>Name<\/th><\/tr><tr><td[^>]*>git<\/td><td[^>]*>tree<\/td><\/tr>/)
  })
})
