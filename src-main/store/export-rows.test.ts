import { afterEach, beforeEach, expect, test } from 'vitest'
import type { ConceptId, TermDetail } from '../contract/library-api.ts'
import type { LibraryStore } from './api.ts'
import { type Db, openReader } from './connection.ts'
import { exportHeads, shownKinds } from './export-heads.ts'
import { ExportReader, type ExportRow } from './export-rows.ts'
import { termDetail } from './term-detail.ts'
import { type Bench, bench, concept, definition, idOf, runWith } from './testing.ts'

let made: Bench
let store: LibraryStore
beforeEach(async () => {
  made = bench()
  store = await made.open()
})
afterEach(() => made.end())

const change = (kind: string, key: object, after: unknown, before: unknown = null) => ({ kind, key, before, after }) as never
const apply = (...changes: never[]) => store.human.apply({ label: 'Test', changes } as never)

function reading<T>(work: (db: Db) => T): T {
  const db = openReader(made.file, 1000)
  try {
    return db.transaction(() => work(db))()
  } finally {
    db.close()
  }
}

/** What the export says of a concept, out of its detail. */
function expected(detail: TermDetail | null): ExportRow | null {
  if (detail === null) return null
  const { id, headword, language, reading: read, readingSure, abbreviation, category, decision, required, frequency, documents } = detail
  const { glossaryRank, glossaryScore, termhoodRank, termhoodScore, variants, definitions, related, note } = detail
  return {
    ...{ id, headword, language, reading: read, readingSure, abbreviation, category, decision, required, frequency, documents },
    ...{ glossaryRank, glossaryScore, termhoodRank, termhoodScore, variants, related, note },
    definitions: definitions.map(({ kind, text, sources }) => ({ kind, text, sources })),
  }
}

const plain = (row: ExportRow): ExportRow => expected(row as unknown as TermDetail)!

async function library(): Promise<ConceptId[]> {
  const source = { contentHash: 'a'.repeat(64), line: 3, start: 5, end: 9, quote: 'what' }
  const refs = [{ language: 'en' as const, key: 'berth', sense: 0 }]
  await runWith(
    store,
    [
      concept('quay crane', 1, ['quay cranes', 'Quay Crane'], { related: refs, abbreviation: 'QC' }),
      concept('berth', 2, ['berths']),
      concept('量子ビット', 3, ['量子bit'], { reading: 'りょうしびっと', readingSure: true, related: refs }),
      concept('yard', 4),
      concept('tally', 5, ['tallies']),
      concept('gate', 6),
    ],
    [
      definition('quay crane', 'A crane on a quay.', { sources: [source] }),
      definition('quay crane', 'Another one.', { ordinal: 1 }),
      definition('berth', 'The berth was long.', { kind: 'context' }),
    ],
  )
  return Promise.all(['quay crane', 'berth', '量子ビット', 'yard', 'tally', 'gate'].map((surface) => idOf(store, surface)))
}

test('many rows at once are what the detail says of each, whatever people did to them', async () => {
  const ids = await library()
  const [crane, berth, qubit, yard, tally] = ids as [number, number, number, number, number, number]
  await apply(
    change('field', { concept: crane, field: 'definition' }, 'Mine.'),
    change('field', { concept: crane, field: 'note' }, 'Ask Ana.'),
    change('usage', { concept: crane, surface: 'quay cranes' }, 'forbidden'),
    change('field', { concept: qubit, field: 'reading' }, 'きゅーびっと'),
    change('field', { concept: qubit, field: 'headword' }, 'qubit'),
    change('field', { concept: berth, field: 'category' }, 'place'),
    change('field', { concept: berth, field: 'decision' }, 'accepted'),
  )
  await apply(change('merged-into', { concept: tally }, yard))
  reading((db) => {
    const rows = new ExportReader(db).rows(ids)
    expect(rows.map(plain)).toEqual(ids.flatMap((id) => expected(termDetail(db, id, false)) ?? []))
    expect(new ExportReader(db, exportHeads(db, { kind: 'all' })).rows(ids)).toEqual(rows)
    expect(rows.find(({ id }) => id === crane)?.definitions[0]?.text).toBe('Mine.')
    expect(rows.find(({ id }) => id === yard)?.variants.map(({ surface }) => surface)).toContain('tallies')
  })
})

test('heads carry the headword, the reading and the kind of definition people see', async () => {
  const ids = await library()
  await apply(change('field', { concept: ids[2] as number, field: 'headword' }, 'qubit'))
  const heads = reading((db) => exportHeads(db, { kind: 'all' }))
  const kinds = reading((db) => shownKinds(db, ids))
  expect(heads.map(({ headword }) => headword)).toEqual(['quay crane', 'berth', 'qubit', 'yard', 'tally', 'gate'])
  expect(heads.map(({ reading: read }) => read)).toEqual(Array(6).fill(null))
  expect(heads.map(({ id }) => kinds.get(id) ?? null)).toEqual(['quoted', 'context', null, null, null, null])
  reading((db) => {
    for (const head of heads) {
      const detail = termDetail(db, head.id, false)
      expect([head.headword, head.reading, kinds.get(head.id) ?? null]).toEqual([
        detail?.headword,
        detail?.reading ?? null,
        detail?.definitionKind ?? null,
      ])
    }
  })
})

test('scopes: accepted, a filter, a selection in ranking order without what is gone', async () => {
  const ids = await library()
  await apply(change('field', { concept: ids[3] as number, field: 'decision' }, 'accepted'))
  const names = (scope: Parameters<typeof exportHeads>[1]) => reading((db) => exportHeads(db, scope)).map(({ headword }) => headword)
  expect(names({ kind: 'accepted' })).toEqual(['yard'])
  expect(names({ kind: 'filter', view: 'all', search: 'ber' })).toEqual(['berth'])
  expect(names({ kind: 'selection', concepts: [ids[4] as number, ids[0] as number, 999_999] })).toEqual(['quay crane', 'tally'])
  expect(reading((db) => exportHeads(db, { kind: 'all' }, 2))).toHaveLength(2)
})
