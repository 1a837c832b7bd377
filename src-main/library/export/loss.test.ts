import fc from 'fast-check'
import { strFromU8, unzipSync } from 'fflate'
import { expect, test } from 'vitest'
import { EXPORT_LOSSES, type ExportLossKind, lossSentence } from '../../contract/export.ts'
import { entry, filesOf, glossary, source, textOf } from './fixture.ts'
import { EXPORT_FORMATS } from './index.ts'
import type { Field } from './loss.ts'
import type { ExportEntry } from './model.ts'
import { discard, render } from './render.ts'
import { HOSTILE, ORDINARY } from './testing/hostile.ts'
import { cut } from './text.ts'

const counts = (losses: readonly { readonly kind: ExportLossKind; readonly count: number }[]) =>
  Object.fromEntries(losses.map(({ kind, count }) => [kind, count])) as Partial<Record<ExportLossKind, number>>

/** Everything a format wrote, decoded, as one text. */
function allText(
  format: string,
  entries: readonly ExportEntry[],
): { readonly text: string; readonly written: number; readonly losses: Partial<Record<ExportLossKind, number>> } {
  const spec = EXPORT_FORMATS.find(({ id }) => id === format)!
  const { files, report } = filesOf(format, glossary(...entries))
  const decoder = new TextDecoder(spec.encoding === 'utf-16le-bom' ? 'utf-16le' : 'utf-8')
  const parts = [...files].flatMap(([path, bytes]) =>
    spec.encoding === 'binary' ? Object.values(unzipSync(bytes)).map((part) => strFromU8(part)) : [path, decoder.decode(bytes)],
  )
  return { text: parts.join('\n'), written: report.written, losses: counts(report.losses) }
}

/** Words that occur nowhere else: whether a field is in the output is whether its word is. */
const word = (index: number, part: string): string =>
  `zq${part}${index
    .toString(36)
    .padStart(3, '0')
    .replace(/\d/g, (digit) => 'ghijklmnop'[Number(digit)]!)}qz`
const kana = (index: number): string => `やゆよ${[...String(index)].map((digit) => 'あいうえおかきくけこ'[Number(digit)]).join('')}よゆや`

type Fields = Partial<Record<Exclude<Field, 'details' | 'decision' | 'usage'>, boolean>>

/** An entry with a word of its own in each of the fields, and the words. */
function marked(
  index: number,
  has: Fields,
  japanese: boolean,
): { readonly entry: ExportEntry; readonly words: Partial<Record<Field, string>> } {
  const on = (field: keyof Fields, value: string) => (has[field] ? { [field]: value } : {})
  const words = {
    ...(japanese ? { reading: kana(index) } : {}),
    ...on('definition', word(index, 'def')),
    ...(has.definition ? on('alternatives', word(index, 'alt')) : on('context', word(index, 'con'))),
    ...on('variants', word(index, 'var')),
    ...on('forbidden', word(index, 'bad')),
    ...on('category', word(index, 'cat')),
    ...(has.definition || has.context ? on('sources', word(index, 'src')) : {}),
    ...on('note', word(index, 'not')),
    ...on('related', word(index, 'rel')),
  } as Partial<Record<Field, string>>
  const sources = words.sources === undefined ? [] : [source({ file: `${words.sources}.md`, href: null, quote: 'the quote' })]
  const shown = words.definition ?? words.context
  const made = entry({
    id: `${japanese ? 'ja' : 'en'}:${index}`,
    language: japanese ? 'ja' : 'en',
    headword: japanese ? `語彙${[...String(index)].map((digit) => '零壱弐参四五六七八九'[Number(digit)]).join('')}彙` : word(index, 'hea'),
    reading: words.reading ?? null,
    category: words.category ?? 'term',
    note: words.note ?? '',
    variants: [
      ...(words.variants === undefined ? [] : [{ surface: words.variants, rule: 'spelling' as const, count: 1, usage: null }]),
      ...(words.forbidden === undefined
        ? []
        : [{ surface: words.forbidden, rule: 'human' as const, count: 0, usage: 'forbidden' as const }]),
    ],
    definitions: [
      ...(shown === undefined
        ? []
        : [{ kind: words.definition === undefined ? ('context' as const) : ('quoted' as const), text: shown, sources }]),
      ...(words.alternatives === undefined ? [] : [{ kind: 'quoted' as const, text: words.alternatives, sources: [] }]),
    ],
    related: words.related === undefined ? [] : [{ id: null, headword: words.related }],
  })
  return { entry: made, words }
}

const flags = fc.record(
  Object.fromEntries(
    ['definition', 'context', 'alternatives', 'variants', 'forbidden', 'category', 'sources', 'note', 'related'].map((name) => [
      name,
      fc.boolean(),
    ]),
  ) as Record<string, fc.Arbitrary<boolean>>,
)

/** Kinds by which something of an entry that is written can be missing besides its field being left out whole. */
const PARTLY: Partial<Record<Field, readonly ExportLossKind[]>> = {
  variants: ['form-unusable', 'obvious-form'],
  forbidden: ['forbidden-unusable'],
}

test.each(EXPORT_FORMATS.map(({ id }) => id))('property: %s – the report names exactly the fields that are not in the output', (format) => {
  fc.assert(
    fc.property(fc.array(fc.tuple(flags, fc.boolean()), { maxLength: 6 }), (rows) => {
      const made = rows.map(([has, japanese], index) => marked(index, has, japanese))
      const { text, written, losses } = allText(
        format,
        made.map((one) => one.entry),
      )
      const there = made.filter(
        ({ entry: one }) => text.includes(one.headword) || one.variants.some(({ surface }) => text.includes(surface)),
      )
      expect(written).toBeLessThanOrEqual(there.length)
      const left = ['reading-missing', 'reading-unusable', 'term-too-long', 'term-unusable', 'nothing-to-say'] as const
      expect(made.length - written).toBe(left.reduce((sum, kind) => sum + (losses[kind] ?? 0), 0))
      if (written < made.length) return
      for (const field of [
        'reading',
        'definition',
        'context',
        'alternatives',
        'variants',
        'forbidden',
        'category',
        'sources',
        'note',
        'related',
      ] as const) {
        const missing = made.filter(({ words }) => words[field] !== undefined && !text.includes(words[field]))
        const named = [`${field}-left-out` as ExportLossKind, ...(PARTLY[field] ?? [])].reduce((sum, kind) => sum + (losses[kind] ?? 0), 0)
        expect([field, missing.length]).toEqual([field, named])
      }
    }),
    { numRuns: 60 },
  )
})

test('the report before the writing is that of the writing, hostile terms and all', () => {
  for (const format of EXPORT_FORMATS) {
    const all = glossary(...ORDINARY, ...HOSTILE)
    const before = render(format, all, discard)
    expect(before).toEqual(filesOf(format.id, all).report)
    expect(before.terms).toBe(ORDINARY.length + HOSTILE.length)
  }
})

test('property: Mozc’s comments are cut within their bytes, at whole characters, and every cut is counted', () => {
  const text = fc
    .array(fc.constantFrom('定義', 'a', 'word ', '👩‍👩‍👧', 'が', '。', '𠮷'), { maxLength: 150 })
    .map((parts) => parts.join('').trim())
  fc.assert(
    fc.property(fc.array(text, { maxLength: 5 }), (texts) => {
      const entries = texts.map((definition, index) =>
        entry({
          id: `ja:${index}`,
          headword: `語${index}`,
          reading: kana(index),
          definitions: [{ kind: 'human', text: definition, sources: [] }],
        }),
      )
      const { text: output, losses } = allText('mozc', entries)
      const comments = output
        .split('\n')
        .filter((line) => line.includes('\t'))
        .map((line) => line.split('\t')[3] ?? '')
      const changed = comments.filter((comment, index) => comment !== texts[index])
      expect(changed.length).toBe(losses['comment-cut'] ?? 0)
      for (const comment of comments) expect(Buffer.byteLength(comment)).toBeLessThanOrEqual(300)
      for (const [index, comment] of comments.entries())
        if (comment.endsWith('…')) expect(texts[index]!.startsWith(comment.slice(0, -1))).toBe(true)
    }),
    { numRuns: 200 },
  )
})

test('texts at the limit stay whole, one byte more is cut', () => {
  const noted: string[] = []
  const loss = { kind: 'comment-cut' as const, entry: entry(), book: { note: (kind: string) => void noted.push(kind) } }
  expect(cut('あ'.repeat(100), 300, loss)).toBe('あ'.repeat(100))
  expect(noted).toEqual([])
  expect(cut(`${'あ'.repeat(100)}a`, 300, loss)).toBe(`${'あ'.repeat(99)}…`)
  expect(noted).toEqual(['comment-cut'])
})

test('DeepL leaves out what is longer than its bytes; a spreadsheet cell is cut at its characters; each is said', () => {
  const long = entry({ id: 'en:long', headword: 'x'.repeat(1025), definitions: [{ kind: 'human', text: 'y'.repeat(40_000), sources: [] }] })
  expect(allText('deepl', [long])).toMatchObject({ written: 0, losses: { 'term-too-long': 1 } })
  expect(allText('deepl', [{ ...long, headword: 'x'.repeat(1024) }])).toMatchObject({ written: 1 })
  expect(allText('xlsx', [long]).losses['cell-cut']).toBe(1)
})

test('every loss has a sentence in both languages, with its count and examples', () => {
  for (const kind of Object.keys(EXPORT_LOSSES) as ExportLossKind[]) {
    expect(lossSentence({ kind, count: 12, examples: ['a', 'b', 'c'] }, 'en')).toMatch(/: 12 \(a, b, c, …\)$/)
    expect(lossSentence({ kind, count: 1, examples: ['語'] }, 'ja')).toMatch(/：1 件（語）$/)
  }
})

test('markers stand where a format has comments, and in its first 512 bytes', () => {
  const none = ['csv', 'weblate', 'deepl', 'google', 'hunspell', 'msime', 'atok']
  for (const { id, folder, encoding } of EXPORT_FORMATS.filter((format) => !none.includes(format.id) && !format.folder)) {
    const { files } = filesOf(id, glossary(...ORDINARY))
    for (const bytes of files.values())
      expect([id, folder, encoding, bytes.subarray(0, 512).includes('genglossary:export')]).toContain(true)
  }
})

test('no output names a place of this machine or the time', () => {
  for (const { id } of EXPORT_FORMATS) {
    const { text } = allText(id, ORDINARY)
    expect(text).not.toContain(process.cwd())
    expect(text).not.toContain(new Date().toISOString().slice(0, 10))
  }
  expect(textOf('csv', glossary())).toContain('id,term')
})
