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

/**
 * Exports that are made to come back, and the reader and the file of each. Pages for readers (HTML, Sphinx, AsciiDoc) and lists of words (UTX,
 * input methods, prh, cspell) are read, too, but what they say is arranged for people or for one program: formats.test.ts has them.
 */
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
  const read = [...files].filter(([path]) => file.test(path)).map(([, bytes]) => readImport(name, bytes, reader).glossary)
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
  definition: ['definition-left-out'],
  variants: ['variants-left-out', 'obvious-form', 'form-divided'],
  forbidden: ['forbidden-left-out', 'form-divided'],
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

/** Fields that changed and that no report names. */
function unnamed(given: ExportEntry, { terms, losses, missed }: Trip): string[] {
  const names = [given.headword, preferredForm(given) ?? given.headword].map(folded)
  const own = terms.find(({ term, variants }) =>
    [term, ...variants.map(({ surface }) => surface)].some((word) => names.includes(folded(word))),
  )
  if (own === undefined) return losses.size > 1 || missed !== '' ? [] : [`${given.headword}: the term itself`]
  const changed = CHANGED.some((kind) => losses.has(kind))
  return (Object.keys(GONE) as Field[]).flatMap((field) => {
    const { was, is } = compared(field, given, own)
    const lost = was.filter((value) => !is.includes(value))
    if (lost.length === 0 || changed || GONE[field].some((kind) => losses.has(kind))) return []
    const told = lost.filter((value) => !missed.includes(value.slice(0, 100)) && !is.some((other) => other.includes(value)))
    return told.map((value) => `${field}: ${value.slice(0, 80)} → ${is.join(' | ').slice(0, 120)}`)
  })
}

const SPECIMENS: readonly ExportEntry[] = [...ORDINARY, ...HOSTILE]

test.each(WAYS.map((way) => [way[0], way] as const))(
  '%s: what does not come back is named by a report, hostile terms too',
  (_name, way) => {
    const silent = SPECIMENS.flatMap((one) => {
      const alone = { ...one, related: [] }
      return unnamed(alone, trip(way, [alone])).map((what) => `${one.headword.slice(0, 30)} – ${what}`)
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
        expect(unnamed(one, trip(way, [one]))).toEqual([])
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
