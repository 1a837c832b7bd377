import { describe, expect, it } from 'vitest'
import { PARSERS } from './formats.ts'
import { outline, parse } from './testing.ts'
import { dialectOf } from './text-dialect.ts'

const blocks = (text: string, spans = false) => outline(parse(PARSERS.text, text), spans)

describe('plain text', () => {
  it('puts hard-wrapped lines together and keeps paragraphs apart', () => {
    const text = [
      'The handbook describes how records are kept and by',
      'whom they are approved, and',
      'for how long.',
      '',
      'A short line.',
      'Another sentence that is clearly longer than the one before it.',
      '',
      `${'A very long line that nobody wrapped by hand. '.repeat(5)}End.`,
      'Next paragraph.',
    ].join('\r\n')
    expect(blocks(text)).toEqual([
      'paragraph: The handbook describes how records are kept and by whom they are approved, and for how long.',
      'paragraph: A short line.',
      'paragraph: Another sentence that is clearly longer than the one before it.',
      `paragraph: ${'A very long line that nobody wrapped by hand. '.repeat(5)}End.`,
      'paragraph: Next paragraph.',
    ])
  })

  it('joins Japanese lines without a space, and begins anew after 。 and at an indent', () => {
    expect(blocks('　用語集とは、用語を\n集めたものである。\n索引は別に作る。\n　次の段落である。')).toEqual([
      'paragraph: 用語集とは、用語を集めたものである。',
      'paragraph: 索引は別に作る。',
      'paragraph: 次の段落である。',
    ])
  })

  it('knows headings, lists and rules', () => {
    const text =
      'Records\n=======\n\nPart\n----\nText.\n\n第１章　総則\n\n2.1 Scope\n\n- one\n  goes on\n・二つ目\n(1) three\n\n*****\n\n> quoted mail'
    expect(blocks(text)).toEqual([
      'heading1: Records',
      'heading2: Part',
      'paragraph: Text.',
      'heading1: 第１章　総則',
      'heading3: 2.1 Scope',
      'list-item1: one goes on',
      'list-item1: 二つ目',
      'list-item1: three',
      'paragraph: quoted mail',
    ])
  })

  it('tells headings that only a number marks from sentences and list items', () => {
    const text =
      'CRANE LIMITS\n============\n\n1. Wind\n\n１．料金の用語\n\n一　基本\n\n1. Wind stops the crane.\n\n16 Containers were\n12 Boxes.'
    expect(blocks(text)).toEqual([
      'heading1: CRANE LIMITS',
      'heading2: 1. Wind',
      'heading2: １．料金の用語',
      'heading2: 一　基本',
      'list-item1: Wind stops the crane.',
      'paragraph: 16 Containers were 12 Boxes.',
    ])
  })

  it('keeps fields and short lines apart, and list items with their further lines', () => {
    const text =
      '差出人: 技術班\n宛先: 各勤務帯\n\n・当社が渡せなかった場合は、無料保管期間を\n　延ばす。\n・次\n\nShort\nThis line is a good deal longer than the one above it.'
    expect(blocks(text)).toEqual([
      'paragraph: 差出人: 技術班',
      'paragraph: 宛先: 各勤務帯',
      'list-item1: 当社が渡せなかった場合は、無料保管期間を延ばす。',
      'list-item1: 次',
      'paragraph: Short',
      'paragraph: This line is a good deal longer than the one above it.',
    ])
  })

  it('keeps tables and drawings out of the running text, and addresses out of the words', () => {
    expect(blocks('+----+----+\n| 12 | 34 |\n+----+----+\n\nSee https://example.com/a?b=c. Mail me@example.com.')).toEqual([
      'code: +----+----+\n| 12 | 34 |\n+----+----+',
      'paragraph: See . Mail .',
    ])
  })

  it('keeps what is printed on every page only once, and page numbers out', () => {
    const page = (n: number) => `Handbook of records, version 2\n\nSentence ${n}.\n\n- ${n} -\n\n`
    expect(blocks([1, 2, 3, 4].map(page).join(''))).toEqual([
      'paragraph: Handbook of records, version 2',
      ...[1, 2, 3, 4].map((n) => `paragraph: Sentence ${n}.`),
    ])
    expect(blocks('Same words, twice said.\n\nSame words, twice said.')).toHaveLength(2)
  })

  it('reads Aozora ruby where the file clearly uses it', () => {
    const text = '監査《かんさ》の｜承認者《しょうにんしゃ》が記録《きろく》した［＃「記録」に傍点］。証跡《しょうせき》。'
    expect(blocks(text, true)).toEqual([
      'paragraph: 監査の承認者が記録した。証跡。 {ruby:監査(かんさ), ruby:承認者(しょうにんしゃ), ruby:記録(きろく), ruby:証跡(しょうせき)}',
    ])
    expect(blocks('一等航海士が｜巻揚機《まきあげき》を見る。')).toEqual(['paragraph: 一等航海士が巻揚機を見る。'])
    expect(blocks('書名《しょめい》は一度だけ。')).toEqual(['paragraph: 書名《しょめい》は一度だけ。'])
  })

  it('reads a .txt that is clearly markup as what it is', () => {
    expect(dialectOf('Plain words.\n\nMore of them.')).toBeNull()
    expect(dialectOf("record(1)\n=========\n\n[verse]\n'record' [<x>]\n\n[[def_a]]term::\n  linkgit:record[1]")).toBe('asciidoc')
    expect(dialectOf('Title\n=====\n\n.. note::\n\n   See :ref:`x`.')).toBe('rst')
    expect(dialectOf('# Title\n\n```js\nx\n```\n\n[a](https://example.com)')).toBe('markdown')
    expect(dialectOf('Term\tDefinition\r\n岸壁\t船を着ける壁。\r\n')).toBe('tsv')
    expect(dialectOf('がんぺき\t岸壁\t名詞\nばーす\tバース\t名詞\n')).toBe('tsv')
    // Tabs that are no table: one line, an indented list, a tab here and there.
    expect(dialectOf('a\tb')).toBeNull()
    expect(dialectOf('\ta list\n\tof two')).toBeNull()
    expect(dialectOf('1.\tFirst point.\nIt goes on\there.\nAnd ends.')).toBeNull()
    expect(blocks('Term\tDefinition\nquay\tA wall, long, high, where vessels lie.')).toEqual([
      'table-cell[0,0,header]: Term',
      'table-cell[0,1,header]: Definition',
      'table-cell[1,0]: quay',
      'table-cell[1,1]: A wall, long, high, where vessels lie.',
    ])
    expect(blocks('Title\n=====\n\n.. note::\n\n   See :ref:`it <x>`.')).toEqual(['heading1: Title', 'paragraph: See it.'])
  })
})
