import fc from 'fast-check'
import { expect, test } from 'vitest'
import { entry, glossary, source, textOf } from '../fixture.ts'

const text = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 12 }),
  fc.string({ unit: 'binary', maxLength: 6 }),
  fc.constantFrom('\n      "definitions": []', '"definitions": []', '量子\u2028ビット', '\u202e', '\\"', '\ud800'),
)

const sources = fc.array(
  fc
    .record({ file: text, quote: text, part: fc.option(text, { nil: undefined }) })
    .map(({ part, ...over }) => source({ ...over, ...(part === undefined ? {} : { part }) })),
  { maxLength: 3 },
)

const definitions = fc.array(fc.record({ kind: fc.constantFrom('quoted' as const, 'human' as const), text, sources }), { maxLength: 3 })

test('what is written by hand is byte for byte what JSON.stringify writes, whatever the texts hold', () => {
  fc.assert(
    fc.property(fc.array(fc.record({ headword: text, note: text, definitions }), { maxLength: 3 }), (entries) => {
      const written = textOf('json', glossary(...entries.map((over, index) => entry({ id: `en:${index}`, ...over }))))
      expect(`${JSON.stringify(JSON.parse(written), null, 2)}\n`).toBe(written)
    }),
    { numRuns: 300 },
  )
})

test('the parts of a source stand in the order of the schema', () => {
  const written = textOf('json', glossary(entry({ definitions: [{ kind: 'quoted', text: 'A', sources: [source({ part: 'page 3' })] }] })))
  expect(Object.keys(JSON.parse(written).concepts[0].definitions[0].sources[0])).toEqual([
    'file',
    'sha256',
    'line',
    'part',
    'start',
    'end',
    'quote',
  ])
})
