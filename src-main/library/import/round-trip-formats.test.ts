import { basename } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { ExportLossKind } from '../../contract/export.ts'
import type { ImportFormatId } from '../../contract/imports.ts'
import { toHiragana } from '../../contract/text/kana.ts'
import { entry, filesOf, glossary, source } from '../export/fixture.ts'
import { EXPORT_FORMATS } from '../export/index.ts'
import { type ExportEntry, forbiddenForms, otherForms, preferredForm, properDefinition } from '../export/model.ts'
import { HOSTILE, ORDINARY } from '../export/testing/hostile.ts'
import { type CollectedTerm, collect } from './collect.ts'
import { readImport } from './formats.ts'

/**
 * From an export back through the reader of its format: every field of a term is as it was, or one of the two reports (what the export leaves
 * out or changes, what the import does not take over) says so.
 */

/** Every export that an import of ours reads, the reader, and which files of the export go to it under which name. */
const WAYS: readonly (readonly [format: string, reader: ImportFormatId, file: RegExp, name: string])[] = [
  ['json', 'json', /^$/, 'a.json'],
  ['csv', 'csv', /^$/, 'a.csv'],
  ['xlsx', 'xlsx', /^$/, 'a.xlsx'],
  ['tbx', 'tbx', /^$/, 'a.tbx'],
  ['tbx-dct', 'tbx', /^$/, 'a.tbx'],
  ['tbx-v2', 'tbx', /^$/, 'a.tbx'],
  ['skos', 'turtle', /^$/, 'a.ttl'],
  ['jsonld', 'jsonld', /^$/, 'a.jsonld'],
  ['md', 'markdown', /^$/, 'a.md'],
  ['md-files', 'markdown', /^(?!index)/, 'a.md'],
  ['asciidoc', 'asciidoc', /^$/, 'a.adoc'],
  ['mkdocs', 'markdown', /glossary\.md$/, 'a.md'],
  ['html', 'html', /^$/, 'a.html'],
  ['sphinx', 'rst', /^$/, 'a.rst'],
  ['utx', 'utx', /^$/, 'a.utx'],
  ['mozc', 'ime', /^$/, 'a.txt'],
  ['msime', 'ime', /^$/, 'a.txt'],
  ['atok', 'ime', /^$/, 'a.txt'],
  ['gboard', 'ime', /^$/, 'a.txt'],
  ['prh', 'prh', /^$/, 'a.yml'],
  ['cspell', 'cspell', /words\.txt$/, 'a.txt'],
  ['vale', 'vale', /(?:txt|yml)$/, ''],
]

interface Trip {
  readonly terms: readonly CollectedTerm[]
  readonly losses: ReadonlySet<ExportLossKind>
  /** What the import says it did not take over. */
  readonly missed: string
  readonly written: number
}

function trip([format, reader, file, name]: (typeof WAYS)[number], entries: readonly ExportEntry[]): Trip {
  const { files, report } = filesOf(format, glossary(...entries))
  const read = [...files]
    .filter(([path]) => file.test(path))
    .map(([path, bytes]) => readImport(name || basename(path), bytes, reader).glossary)
  const collected = read.map((one) => collect(one))
  return {
    terms: collected.flatMap(({ terms }) => terms),
    losses: new Set(report.losses.map(({ kind }) => kind)),
    missed: collected
      .flatMap(({ notRead, excluded }) => [...[...notRead.values()].map(({ text, reason }) => `${text} ${reason}`), ...excluded])
      .join('\n'),
    written: report.written,
  }
}

const folded = (text: string): string => text.normalize('NFC').replace(/\s+/gu, ' ').trim()
/** As the lines of the reports show it. */
const plain = (text: string): string =>
  text
    .toWellFormed()
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim()
const block = (text: string): string => text.normalize('NFC').replace(/\r\n?/gu, '\n').trim()

/** Kinds that say a text was changed on the way out, whatever field it is in. */
const CHANGED: readonly ExportLossKind[] = [
  'lines-joined',
  'characters-replaced',
  'cell-cut',
  'comment-cut',
  'definition-cut',
  'normalised',
]

type Field = 'reading' | 'definition' | 'variants' | 'forbidden' | 'category' | 'decision' | 'note'

/** Kinds that say something of the field is gone. */
const GONE: Readonly<Record<Field, readonly ExportLossKind[]>> = {
  reading: ['reading-left-out'],
  definition: ['definition-left-out', 'label-like'],
  variants: ['variants-left-out', 'obvious-form', 'form-divided', 'forms-apart', 'form-unusable', 'duplicate', 'label-like'],
  forbidden: ['forbidden-left-out', 'form-divided', 'forbidden-apart', 'forbidden-unusable', 'preferred-missing', 'duplicate'],
  category: ['category-left-out'],
  decision: ['decision-left-out'],
  note: ['note-left-out'],
}

const surfaces = (term: CollectedTerm, forbidden: boolean): string[] =>
  [{ surface: term.term, usage: term.usage ?? null }, ...term.variants]
    .filter(({ usage }) => (usage === 'forbidden') === forbidden)
    .map(({ surface }) => folded(surface))

/** What the entry says in a field, and what came back of it. Empty: nothing. */
function compared(
  field: Field,
  given: ExportEntry,
  term: CollectedTerm,
): { readonly was: readonly string[]; readonly is: readonly string[] } {
  const one = (text: string | null | undefined): string[] => (text === null || text === undefined || text === '' ? [] : [text])
  switch (field) {
    case 'reading': {
      const reading = given.reading === null || given.reading === given.headword ? null : given.reading
      return { was: one(reading === null ? null : folded(toHiragana(reading.normalize('NFKC')))), is: one(term.reading).map(folded) }
    }
    case 'definition':
      return { was: one(properDefinition(given)?.text).map(block), is: one(term.definition).map(block) }
    case 'variants':
      return { was: otherForms(given).map(folded), is: surfaces(term, false) }
    case 'forbidden':
      return { was: forbiddenForms(given).map(folded), is: surfaces(term, true) }
    case 'category':
      return { was: given.category === 'term' ? [] : [folded(given.category)], is: one(term.category).map(folded) }
    case 'decision':
      return { was: given.decision === 'undecided' ? [] : [given.decision], is: [term.decision ?? 'accepted'] }
    case 'note':
      return { was: one(given.note.trim() === '' ? '' : block(given.note)), is: one(term.note).map(block) }
  }
}

/** Kinds that say a term is not in the output, or not as itself. */
const TERM_GONE: readonly ExportLossKind[] = [
  ...(['reading-missing', 'reading-unusable', 'term-too-long', 'term-unusable', 'nothing-to-say'] as const),
  ...(['preferred-missing', 'forbidden-unusable', 'headword-unusable', 'words-split', 'duplicate', 'label-like'] as const),
]

/** Fields that changed and that no report names. */
function unnamed(given: ExportEntry, { terms, losses, missed }: Trip): string[] {
  const names = [given.headword, preferredForm(given) ?? given.headword].map(folded)
  const [first, ...more] = terms.filter(({ term, variants }) =>
    [term, ...variants.map(({ surface }) => surface)].some((word) => names.includes(folded(word))),
  )
  // Files of one export come one after the other: what a later one says of the term joins it.
  const own = first && { ...first, variants: [first, ...more].flatMap(({ variants }) => variants) }
  if (own === undefined)
    return TERM_GONE.some((kind) => losses.has(kind)) ||
      CHANGED.some((kind) => losses.has(kind)) ||
      missed.toWellFormed().includes(plain(given.headword).slice(0, 100))
      ? []
      : [`${given.headword}: the term itself`]
  const changed = CHANGED.some((kind) => losses.has(kind))
  return (Object.keys(GONE) as Field[]).flatMap((field) => {
    const { was, is } = compared(field, given, own)
    const lost = was.filter((value) => !is.includes(value))
    if (lost.length === 0 || changed || GONE[field].some((kind) => losses.has(kind))) return []
    const told = lost.filter((value) => !missed.includes(value.slice(0, 100)) && !is.some((other) => other.includes(value)))
    return told.map((value) => `${field}: ${value.slice(0, 80)} → ${is.join(' | ').slice(0, 120)}`)
  })
}

/** Fields the report says are left out, and that come back all the same: a report that cries wolf. */
function wrongly(given: ExportEntry, { terms, losses }: Trip): string[] {
  const own = terms.find(({ term }) => folded(term) === folded(preferredForm(given) ?? given.headword))
  if (own === undefined) return []
  return (Object.keys(GONE) as Field[]).flatMap((field) => {
    const { was, is } = compared(field, given, own)
    // What stands in somebody's glossary is accepted, whatever the file says.
    const there = was.length > 0 && was.every((value) => is.includes(value)) && was[0] !== 'accepted'
    return there && losses.has(`${field}-left-out`) ? [`${field} is there: ${was.join(' | ').slice(0, 80)}`] : []
  })
}

/** Texts that a page, a list or a rule could take for something else. */
const MISTAKABLE: readonly ExportEntry[] = [
  'Note: not a note',
  '別表記: 定義の始まり',
  'No definition found.',
  'first line\nsecond line\n\n\nthird\tline',
  `${'a long line '.repeat(900)}\\`,
  '\\*star\\* *a b* `x`',
  'ends with a backslash\\',
  '用語（よみ）',
  'サーバー（さーばー）',
  'a, b; c、d',
  '#begins with a sign',
  '$1 of a group',
  'word->better: x',
].flatMap((text, index) => [
  entry({ id: `en:m${index}`, headword: `term ${index}`, reading: 'よみ', definitions: [{ kind: 'human', text, sources: [] }] }),
  entry({ id: `en:n${index}`, headword: `term ${index}`, definitions: [], note: text }),
  entry({ id: `en:o${index}`, headword: text.slice(0, 300), reading: index % 2 === 0 ? 'よ・み がな' : null, definitions: [] }),
  entry({
    id: `en:p${index}`,
    headword: `term${index}`,
    variants: [
      { surface: text.slice(0, 300), rule: 'human', count: 0, usage: index % 2 === 0 ? 'forbidden' : null },
      { surface: `other${index}`, rule: 'spelling', count: 0, usage: 'forbidden' },
    ],
    definitions: [{ kind: 'context', text, sources: [source()] }],
  }),
])

const SPECIMENS: readonly ExportEntry[] = [...ORDINARY, ...HOSTILE, ...MISTAKABLE]

test.each(WAYS.map((way) => [way[0], way] as const))(
  '%s: what does not come back is named by a report, hostile terms too',
  (_name, way) => {
    const silent = SPECIMENS.flatMap((one) => {
      const alone = { ...one, related: [] }
      const there = trip(way, [alone])
      return [...unnamed(alone, there), ...wrongly(alone, there)].map((what) => `${one.headword.slice(0, 30)} – ${what}`)
    })
    expect(silent).toEqual([])
  },
)

const word = fc.array(fc.constantFrom('berth', 'crane', '岸壁', 'サーバー', 'x', ' ', '-', '(', ')', '|', '"', '&', '*', '=', ':'), {
  minLength: 1,
  maxLength: 5,
})
const text = word.map((parts) => `a${parts.join('')}z`)

const random = fc
  .record({
    headword: text,
    reading: fc.constantFrom(null, 'よみ', 'さーばー'),
    definition: fc.option(text),
    note: fc.option(text),
    variant: fc.option(text),
    forbidden: fc.option(text),
    category: fc.constantFrom('term', 'person', 'own kind'),
    decision: fc.constantFrom('undecided' as const, 'accepted' as const, 'dropped' as const),
  })
  .map(({ headword, reading, definition, note, variant, forbidden, category, decision }) => {
    const forms = new Map([
      ...(variant === null ? [] : [[folded(variant), null] as const]),
      ...(forbidden === null ? [] : [[folded(forbidden), 'forbidden' as const] as const]),
    ])
    forms.delete(folded(headword))
    return entry({
      id: `en:${headword.toLowerCase()}`,
      headword: folded(headword),
      reading,
      note: note ?? '',
      category,
      decision,
      definitions: definition === null ? [] : [{ kind: 'human' as const, text: folded(definition), sources: [source({ quote: 'q' })] }],
      variants: [...forms].map(([surface, usage]) => ({ surface, usage, rule: 'human' as const, count: 0 })),
    })
  })

test.each(WAYS.map((way) => [way[0], way] as const))(
  'property: %s – random terms come back, or a report names what did not',
  (_name, way) => {
    fc.assert(
      fc.property(random, (one) => {
        const there = trip(way, [one])
        expect([...unnamed(one, there), ...wrongly(one, there)]).toEqual([])
      }),
      { numRuns: 150 },
    )
  },
)

test('JSON is the lossless format: its report is empty for everything, and no other format’s is', () => {
  for (const { id } of EXPORT_FORMATS) {
    const { losses } = filesOf(id, glossary(...SPECIMENS)).report
    expect([id, losses.length === 0]).toEqual([id, id === 'json'])
  }
})

test('words that sound alike: what a term forbids comes back with that term', () => {
  const made = ['機会', '機械', '奇怪'].map((headword, index) =>
    entry({
      id: `ja:${headword}`,
      language: 'ja',
      headword,
      reading: 'きかい',
      definitions: [],
      variants: [
        { surface: `${headword}物`, rule: 'spelling', count: 0, usage: null },
        { surface: `器${'械'.repeat(index + 1)}`, rule: 'human', count: 0, usage: 'forbidden' },
      ],
    }),
  )
  const { terms } = trip(['mozc', 'ime', /^$/, 'a.txt'], made)
  for (const { headword, variants } of made)
    expect(terms.find(({ term }) => term === headword)?.variants).toEqual([{ surface: variants[1]?.surface, usage: 'forbidden' }])
})
