import fc from 'fast-check'
import { strFromU8, unzipSync } from 'fflate'
import MarkdownIt from 'markdown-it'
import { expect, test } from 'vitest'
import { EXPORT_MARKER } from '../../contract/text/marker.ts'
import { CSV_COLUMNS, defuse, joinList, undefuse } from '../exchange/columns.ts'
import { bytesOf, entry, filesOf, glossary, source, textOf } from './fixture.ts'
import { escapeInline } from './formats/markdown.ts'
import { EXPORT_FORMATS } from './index.ts'
import type { ExportEntry, ExportGlossary } from './model.ts'
import { compareEntries } from './order.ts'

const toMarkdown = (of: ExportGlossary) => textOf('md', of)
const toJson = (of: ExportGlossary) => textOf('json', of)
const toCsv = (of: ExportGlossary) => bytesOf('csv', of).toString('utf8')

/** Characters that mean something to some format, mixed with anything. */
const hostile = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '`',
        '*',
        '_',
        '[x](javascript:alert(1))',
        '![i](http://t.example/p.png)',
        '<script>alert(1)</script>',
        '&lt;',
        '|',
        '~~',
      ),
      fc.constantFrom(
        '\\',
        '"',
        '\r\n',
        '\n',
        '\t',
        '=1+1',
        '@',
        '＝',
        '-',
        '+',
        '#',
        '1. ',
        '> ',
        '$x$',
        '<!--',
        '-->',
        "'",
        ',',
        ';',
        '語',
        '\u202e',
      ),
      fc.string({ unit: 'grapheme', maxLength: 4 }),
    ),
    { maxLength: 6 },
  )
  .map((parts) => parts.join(''))

/** A strict RFC 4180 reader of its own. */
function readCsv(text: string): string[][] {
  const rows: string[][] = []
  let row: string[] = []
  let at = 0
  while (at < text.length) {
    let cell = ''
    if (text[at] === '"') {
      for (at++; text[at] !== '"' || text[at + 1] === '"'; at++) {
        if (at >= text.length) throw new Error('open quote')
        if (text[at] === '"') at++
        cell += text[at]
      }
      at++
    } else while (at < text.length && text[at] !== ',' && text[at] !== '\r') cell += text[at++]
    row.push(cell)
    if (text[at] === ',') at++
    else if (text.startsWith('\r\n', at)) {
      rows.push(row)
      row = []
      at += 2
    } else throw new Error(`bad character at ${at}`)
  }
  return rows
}

const EXAMPLE = glossary(
  entry({
    variants: [
      { surface: 'runners', rule: 'inflection', count: 3, usage: null },
      { surface: 'job executor', rule: 'glossary', count: 1, usage: null },
      { surface: 'job_runner', rule: 'human', count: 0, usage: 'forbidden' },
    ],
    note: 'Ask Ana.',
    editedAt: '2026-01-02T03:04:05.000Z',
  }),
  entry({
    id: 'en:spool',
    headword: 'spool',
    definitions: [{ kind: 'context', text: 'The spool is full.', sources: [source({ line: 3 }), source({ line: 3 })] }],
  }),
  entry({ id: 'ja:量子ビット', language: 'ja', headword: '量子ビット', reading: 'りょうしびっと', definitions: [] }),
)

test('Markdown: the whole text of a small glossary', () => {
  expect(toMarkdown(EXAMPLE)).toBe(`<!-- ${EXPORT_MARKER} -->

# Glossary

3 terms, 1 with a definition, 1 with a context only, from 3 documents.

## runner

*Also:* job executor

*Do not use:* job\\_runner

A process that executes jobs.

Source: [guide/intro.md:12](<../docs/guide/intro.md#L12>)

*Note:* Ask Ana.

## spool

*No definition found; used like this:*

> The spool is full.

Source: [guide/intro.md:3](<../docs/guide/intro.md#L3>)

## 量子ビット（りょうしびっと）

*No definition found.*
`)
})

test('Markdown speaks Japanese when most headwords are Japanese', () => {
  const text = toMarkdown(glossary(entry({ id: 'ja:用語', language: 'ja', headword: '用語', reading: 'ようご' })))
  expect(text).toContain('# 用語集\n\n用語 1 件、定義あり 1 件、用例のみ 0 件、文書 3 件。')
  expect(text).toContain('## 用語（ようご）')
  expect(text).toContain('出典: [guide')
})

test('CSV: header, BOM, CRLF, columns in their order; a context is no definition', () => {
  const rows = readCsv(toCsv(EXAMPLE).slice(1))
  expect(toCsv(EXAMPLE).startsWith('\uFEFFid,term,')).toBe(true)
  expect(rows[0]).toEqual([...CSV_COLUMNS])
  expect(rows[1]).toEqual(
    'en:runner~runner~~en~noun~term~undecided~A process that executes jobs.~runners|job executor~job_runner~guide/intro.md~12~A runner is a process that executes jobs.~7~3~Ask Ana.~2026-01-02T03:04:05.000Z~'.split(
      '~',
    ),
  )
  expect(rows[2]?.[7]).toBe('')
  expect(rows[2]?.[12]).toBe('A runner is a process that executes jobs.')
  expect(rows[3]?.[2]).toBe('りょうしびっと')
})

test('JSON carries everything an import needs, and no place but the documents’ own', () => {
  const data = JSON.parse(toJson(EXAMPLE))
  expect(data).toMatchObject({ marker: EXPORT_MARKER, schemaVersion: 1, counts: { terms: 3, defined: 1, contexts: 1, documents: 3 } })
  expect(data.concepts[0].definitions[0].sources[0]).toEqual({
    file: 'guide/intro.md',
    sha256: 'ab'.repeat(32),
    line: 12,
    start: 300,
    end: 340,
    quote: 'A runner is a process that executes jobs.',
  })
  expect(data.concepts[0].variants[2]).toEqual({ text: 'job_runner', type: 'human', count: 0, status: 'forbidden' })
  expect(toJson(EXAMPLE)).not.toContain('../docs')
})

test('the part of a document stands in every format, in place of a line in Markdown', () => {
  const definitions = [{ kind: 'quoted' as const, text: 'A place.', sources: [source({ file: 'a.pdf', href: 'a.pdf', part: 'page 7' })] }]
  const slides = [{ kind: 'quoted' as const, text: '場所。', sources: [source({ file: 'b.pptx', href: 'b.pptx', part: 'slide 3 notes' })] }]
  const english = glossary(entry({ definitions }))
  expect(toMarkdown(english)).toContain('Source: [a.pdf, page 7](<a.pdf#page=7>)')
  expect(toMarkdown(glossary(entry({ language: 'ja', headword: '用語', definitions: slides })))).toContain(
    '出典: [b.pptx、スライド3のノート](<b.pptx>)',
  )
  expect(readCsv(toCsv(english).slice(1))[1]?.[CSV_COLUMNS.indexOf('source_part')]).toBe('page 7')
  expect(JSON.parse(toJson(english)).concepts[0].definitions[0].sources[0]).toMatchObject({ part: 'page 7', line: 12 })
  for (const { id, carries, encoding } of EXPORT_FORMATS.filter((format) => format.carries.includes('sources'))) {
    const texts = [...filesOf(id, english).files.values()].flatMap((bytes) =>
      encoding === 'binary' ? Object.values(unzipSync(bytes)).map((part) => strFromU8(part)) : [bytes.toString('utf8')],
    )
    expect([id, carries.length > 0 && texts.join('\n').includes('page 7')]).toEqual([id, true])
  }
  // Both sheets: the term's first source, and every source.
  const sheets = unzipSync(filesOf('xlsx', english).files.get('')!)
  for (const sheet of ['xl/worksheets/sheet1.xml', 'xl/worksheets/sheet2.xml']) expect(strFromU8(sheets[sheet]!)).toContain('page 7')
})

test('property: any string becomes literal Markdown text: no link, image, HTML, code or emphasis', () => {
  const parser = new MarkdownIt('commonmark', { html: true }).enable(['table', 'strikethrough'])
  fc.assert(
    fc.property(hostile, (text) => {
      const escaped = escapeInline(text)
      const tokens = parser.parse(`${escaped}\n`, {})
      const inline = tokens.flatMap((token) => token.children ?? [])
      expect(tokens.every((token) => ['paragraph_open', 'inline', 'paragraph_close'].includes(token.type))).toBe(true)
      expect([...new Set(inline.map((token) => token.type))].filter((type) => type !== 'text' && type !== 'text_special')).toEqual([])
      const wanted = text
        .normalize('NFC')
        .replace(/[\s\u0000-\u001f\u007f-\u009f]+/gu, ' ')
        .trim()
      expect(inline.map((token) => token.content).join('')).toBe(wanted)
    }),
    { numRuns: 2000 },
  )
})

test('property: a hostile glossary keeps its sections: one heading per term, links only to its documents', () => {
  const parser = new MarkdownIt('commonmark', { html: true })
  fc.assert(
    fc.property(fc.array(fc.tuple(hostile, hostile, hostile), { maxLength: 5 }), (triples) => {
      const entries = triples.map(([headword, text, note], index) =>
        entry({
          id: `en:${index}`,
          headword: `t${headword}`,
          note,
          definitions: [{ kind: 'quoted', text: `d${text}`, sources: [source({ file: headword })] }],
        }),
      )
      const tokens = parser.parse(toMarkdown(glossary(...entries)), {})
      expect(tokens.filter((token) => token.type === 'heading_open' && token.tag === 'h2')).toHaveLength(entries.length)
      const inline = tokens.flatMap((token) => token.children ?? [])
      expect(inline.filter((token) => ['image', 'html_inline', 'code_inline'].includes(token.type))).toEqual([])
      expect(tokens.filter((token) => token.type === 'html_block')).toHaveLength(1)
      expect(
        inline.filter((token) => token.type === 'link_open').every((token) => String(token.attrGet('href')).startsWith('../docs/')),
      ).toBe(true)
    }),
    { numRuns: 500 },
  )
})

test('property: CSV gives every value back, and no cell begins like a formula', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(hostile, hostile), { maxLength: 4 }), (pairs) => {
      const entries = pairs.map(([headword, note], index) => entry({ id: `en:${index}`, headword, note }))
      const rows = readCsv(toCsv(glossary(...entries)).slice(1)).slice(1)
      expect(rows.map((row) => [undefuse(row[1] ?? ''), undefuse(row[15] ?? '')])).toEqual(
        pairs.map(([h, n]) => [h.normalize('NFC'), n.normalize('NFC')]),
      )
      expect(rows.flat().filter((cell) => /^[=+\-@\t\r\n＝＋－＠]/u.test(cell))).toEqual([])
    }),
    { numRuns: 1000 },
  )
})

test('property: defusing is undone exactly', () => {
  fc.assert(
    fc.property(fc.oneof(hostile, fc.string(), fc.constantFrom("'=1", "''=1", "' +", "'")), (cell) => {
      expect(undefuse(defuse(cell))).toBe(cell)
    }),
    { numRuns: 2000 },
  )
})

test('lists of forms keep their separators apart', () => {
  expect(joinList(['a|b', 'c\\', 'd'])).toBe('a\\|b|c\\\\|d')
})

test('order: Latin words by alphabet whatever their case, then Japanese by reading', () => {
  const of = (headword: string, reading: string | null = null): ExportEntry => entry({ id: headword, headword, reading })
  const sorted = [
    of('用語', 'ようご'),
    of('zone'),
    of('API'),
    of('アイテム'),
    of('学校', 'がっこう'),
    of('api key'),
    of('カナ', 'かな'),
    of('かぎ'),
    of('item 10'),
    of('item 9'),
  ].sort(compareEntries)
  expect(sorted.map((one) => one.headword)).toEqual([
    'API',
    'api key',
    'item 9',
    'item 10',
    'zone',
    'アイテム',
    'かぎ',
    '学校',
    'カナ',
    '用語',
  ])
})

test('property: the order is total: any shuffle sorts to the same list', () => {
  const entries = fc.uniqueArray(fc.tuple(hostile, fc.option(fc.constantFrom('あ', 'アー', 'か', 'が'))), {
    maxLength: 8,
    selector: ([h]) => h,
  })
  fc.assert(
    fc.property(entries, fc.infiniteStream(fc.nat()), (pairs, random) => {
      const list = pairs.map(([headword, reading]) => entry({ id: headword, headword, reading }))
      const shuffled = list
        .map((one) => [random.next().value, one] as const)
        .sort(([a], [b]) => a - b)
        .map(([, one]) => one)
      expect(shuffled.sort(compareEntries).map((one) => one.id)).toEqual(list.sort(compareEntries).map((one) => one.id))
    }),
  )
})

test('every format gives the same bytes for the same glossary, and text ends with a line break', () => {
  for (const format of EXPORT_FORMATS.filter(({ folder }) => !folder)) {
    expect(bytesOf(format.id, EXAMPLE).equals(bytesOf(format.id, structuredClone(EXAMPLE)))).toBe(true)
    if (format.encoding !== 'binary') expect(textOf(format.id, EXAMPLE).endsWith('\n')).toBe(true)
  }
})
