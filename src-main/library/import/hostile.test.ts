import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { IMPORT_FORMATS } from '../../contract/imports.ts'
import { foldKey } from '../../contract/text/fold.ts'
import { EXPORT_MARKER } from '../../contract/text/marker.ts'
import { EXPORT_SCHEMA_VERSION } from '../../contract/version.ts'
import { type JsonConcept, jsonConceptSchema } from '../exchange/json.ts'
import { openTestLibrary, type TestLibrary } from '../testing.ts'
import { readImport } from './formats.ts'

/** Terms and definitions nobody wishes for: they survive, or the report names them. */

const EVIL = [
  '"',
  "'",
  '\t',
  '\n',
  '\r\n',
  '=cmd|x',
  '@SUM(1)',
  '\u202eevil',
  '</script>',
  '😀',
  '用語',
  ']]>',
  '&amp;',
  '{{x}}',
  '|',
  '\\',
  '`',
  '\u0000',
  '`',
  "'=1",
  '<!--',
  '%s',
  '\u2028',
]
const text = fc
  .array(fc.oneof(fc.constantFrom(...EVIL), fc.string({ minLength: 1, maxLength: 6, unit: 'grapheme' })), { minLength: 1, maxLength: 8 })
  .map((parts) => parts.join('').normalize('NFC'))
const term = text.map((part) => `${part}t`).filter((word) => foldKey(word) !== '')

const conceptOf = (preferred: string, definition: string, note: string): JsonConcept => ({
  id: `en:${foldKey(preferred)}`,
  language: 'en',
  preferred,
  reading: null,
  readingSure: false,
  pos: 'noun',
  abbreviation: null,
  category: 'term',
  status: 'accepted',
  required: false,
  frequency: 0,
  documents: 0,
  glossaryRank: null,
  glossaryScore: 0,
  termhoodRank: null,
  termhoodScore: 0,
  variants: [],
  definitions: [{ kind: 'human', text: definition, sources: [] }],
  related: [],
  note,
  editedAt: '2026-01-01T00:00:00.000Z',
})
const fileOf = (concepts: readonly JsonConcept[]): Uint8Array =>
  new TextEncoder().encode(JSON.stringify({ marker: EXPORT_MARKER, schemaVersion: EXPORT_SCHEMA_VERSION, counts: {}, concepts }))

const pick = (list: readonly JsonConcept[]) =>
  list
    .map(({ id, preferred, definitions, note, editedAt }) => ({ id, preferred, definitions, note, editedAt }))
    .sort((a, b) => (a.id < b.id ? -1 : 1))

let app: TestLibrary
beforeAll(async () => {
  app = await openTestLibrary()
})
afterAll(() => app.dispose())

/** The report of importing the file into an empty library, and what the library exports then; it is empty again afterwards. */
async function there(bytes: Uint8Array) {
  const session = await app.library.imports.open({ name: 'evil.json', bytes })
  const report = await app.library.imports.apply(session)
  await app.library.imports.close(session.id)
  const { text } = await app.library.exports.text('json')
  expect(await app.library.undo()).toMatchObject({ ok: true })
  return { report, text }
}

test('property: whatever stands in a JSON glossary comes out of the library as it went in, and again byte for byte', {
  timeout: 240_000,
}, async () => {
  const entry = fc.tuple(term, text, text)
  await fc.assert(
    fc.asyncProperty(fc.uniqueArray(entry, { minLength: 1, maxLength: 12, selector: ([word]) => foldKey(word) }), async (entries) => {
      const concepts = entries.map(([word, definition, note]) => jsonConceptSchema.parse(conceptOf(word, definition, note)))
      const { report, text: first } = await there(fileOf(concepts))
      const out = JSON.parse(first) as { concepts: JsonConcept[] }
      const again = await there(new TextEncoder().encode(first))
      expect(again.text).toBe(first)
      expect(report).toMatchObject({ counts: { fresh: concepts.length }, notRead: [] })
      expect(pick(out.concepts)).toEqual(pick(concepts))
    }),
    { numRuns: 15 },
  )
})

test('10 000 characters survive; more than a field holds is reported, never cut', async () => {
  const long = 'あ'.repeat(10_000)
  const csv = `term,definition\nfine,${long}\nlong,${'x'.repeat(20_001)}\n${'y'.repeat(501)},too long a term\n"a\u0007b",x\n`
  const session = await app.library.imports.open({ name: 'long.csv', bytes: new TextEncoder().encode(csv) })
  const report = await app.library.imports.apply(session)
  expect(report.notRead.map(({ place, reason }) => [place, reason])).toEqual([
    ['row 3', 'The definition is longer than 20000 characters.'],
    ['row 4', 'The term is longer than 500 characters.'],
    ['row 5', 'Control characters or halves of characters were left out of the term.'],
  ])
  const [fine] = await app.store.terms.find(['fine'])
  expect((await app.library.term(fine as number)).definition).toBe(long)
  await app.library.undo()
})

test('property: no reader throws anything but a sentence, whatever the bytes', { timeout: 120_000 }, () => {
  const seeds = [
    '<tbx type="TBX-Core"><text><body>',
    '{"concepts":[{}]}',
    '.. glossary::\n\n  a\n   b',
    'rules:\n - a: *x',
    '#UTX 1\n#src\ttgt\n',
    '<dl><dt>a<dd>b',
    '@prefix a: <b> . <c> a a:d .',
    'a:: b',
    '## a\n\nb\n',
  ]
  fc.assert(
    fc.property(
      fc.constantFrom(...IMPORT_FORMATS),
      fc.constantFrom(...seeds),
      fc.uint8Array({ maxLength: 200 }),
      text,
      (format, seed, noise, evil) => {
        const bytes = Buffer.concat([Buffer.from(seed), Buffer.from(noise), Buffer.from(evil)])
        try {
          readImport('x', bytes, format)
        } catch (error) {
          expect(error).toMatchObject({ name: 'AppError', code: 'IMPORT_FAILED' })
        }
      },
    ),
    { numRuns: 1500 },
  )
})

test('provenance: the history and the term say where it came from', async () => {
  const session = await app.library.imports.open({ name: 'list.csv', bytes: new TextEncoder().encode('term,definition\nspool,A queue.\n') })
  await app.library.imports.apply(session)
  const [concept] = await app.store.terms.find(['spool'])
  expect((await app.library.term(concept as number)).imported?.from).toBe('list.csv')
  expect(await app.library.historyOf(concept as number, 5)).toMatchObject([{ label: 'Import 1 term from "list.csv"' }])
  await app.library.undo()
})
