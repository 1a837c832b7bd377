import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { expect, test } from 'vitest'
import { openTestLibrary } from '../../testing.ts'
import { readImport } from '../formats.ts'
import type { ImportedGlossary } from '../model.ts'

/** Project files as the earlier program made them, built anew from its documented tables. */

const TABLES = {
  metadata: 'id INTEGER PRIMARY KEY CHECK(id=1), input_path TEXT, llm_provider TEXT, llm_model TEXT',
  documents: 'id INTEGER PRIMARY KEY AUTOINCREMENT, file_name TEXT UNIQUE, content TEXT, content_hash TEXT',
  terms_extracted: "id INTEGER PRIMARY KEY AUTOINCREMENT, term_text TEXT UNIQUE, category TEXT, user_notes TEXT NOT NULL DEFAULT ''",
  glossary_provisional: 'id INTEGER PRIMARY KEY AUTOINCREMENT, term_name TEXT UNIQUE, definition TEXT, confidence REAL, occurrences TEXT',
  glossary_refined: 'id INTEGER PRIMARY KEY AUTOINCREMENT, term_name TEXT UNIQUE, definition TEXT, confidence REAL, occurrences TEXT',
  glossary_issues:
    'id INTEGER PRIMARY KEY AUTOINCREMENT, term_name TEXT, issue_type TEXT, description TEXT, should_exclude INTEGER, exclusion_reason TEXT',
  terms_excluded: 'id INTEGER PRIMARY KEY AUTOINCREMENT, term_text TEXT UNIQUE, source TEXT',
  terms_required: 'id INTEGER PRIMARY KEY AUTOINCREMENT, term_text TEXT UNIQUE, source TEXT',
  term_synonym_groups: 'id INTEGER PRIMARY KEY AUTOINCREMENT, primary_term_text TEXT',
  term_synonym_members: 'id INTEGER PRIMARY KEY AUTOINCREMENT, group_id INTEGER, term_text TEXT UNIQUE',
  runs: 'id INTEGER PRIMARY KEY AUTOINCREMENT, scope TEXT, status TEXT',
} as const
type Table = keyof typeof TABLES

/** What the older schemas did not have yet. */
const MISSING: Readonly<Record<number, readonly Table[]>> = {
  8: ['term_synonym_groups', 'term_synonym_members'],
  7: ['term_synonym_groups', 'term_synonym_members', 'terms_required'],
  6: ['term_synonym_groups', 'term_synonym_members', 'terms_required', 'terms_excluded'],
  5: ['term_synonym_groups', 'term_synonym_members', 'terms_required', 'terms_excluded', 'runs'],
  4: ['term_synonym_groups', 'term_synonym_members', 'terms_required', 'terms_excluded', 'runs'],
  3: ['term_synonym_groups', 'term_synonym_members', 'terms_required', 'terms_excluded', 'runs'],
}

function project(version: number, fill: (db: Database.Database, has: (table: Table) => boolean) => void = () => undefined): Uint8Array {
  const db = new Database(':memory:')
  const has = (table: Table): boolean => !(MISSING[version] ?? []).includes(table)
  db.exec(`CREATE TABLE schema_version(version INTEGER PRIMARY KEY); INSERT INTO schema_version VALUES(${version})`)
  for (const [table, columns] of Object.entries(TABLES)) {
    const older = version < 9 ? columns.replace(/, user_notes[^,]*$/u, '') : columns
    if (has(table as Table)) db.exec(`CREATE TABLE ${table}(${older})`)
  }
  fill(db, has)
  const bytes = db.serialize()
  db.close()
  return bytes
}

const typical = (db: Database.Database, has: (table: Table) => boolean): void => {
  db.exec(`INSERT INTO documents(file_name, content) VALUES('a.md', 'text'), ('b.md', '');
    INSERT INTO terms_extracted(term_text, category) VALUES('量子', 'technical_term'), ('山田', 'person_name'), ('berth', NULL), ('quay', 'own kind'), ('', NULL);
    INSERT INTO glossary_provisional(term_name, definition, confidence, occurrences) VALUES('量子', '古い定義', 0.5, '[{"path":"a.md"}]'), ('berth', 'A place.', 0.9, '[]');
    INSERT INTO glossary_refined(term_name, definition, confidence, occurrences) VALUES('量子', '新しい定義', 0.9, 'broken');
    INSERT INTO glossary_issues(term_name, issue_type, description, should_exclude, exclusion_reason) VALUES('berth', 'unclear', 'Too short.', 0, NULL), ('quay', 'unnecessary', 'Common word.', 1, 'known to all'), ('gone', 'unclear', 'x', 0, NULL)`)
  if (has('term_synonym_members')) {
    db.exec(`UPDATE terms_extracted SET user_notes='メモ' WHERE term_text='量子'`)
    db.exec(
      `INSERT INTO term_synonym_groups(primary_term_text) VALUES('berth'); INSERT INTO term_synonym_members(group_id, term_text) VALUES(1, 'berth'), (1, 'mooring'), (9, 'lost')`,
    )
  }
  if (has('terms_required')) db.exec(`INSERT INTO terms_required(term_text, source) VALUES('山田', 'manual'), ('new', 'manual')`)
  if (has('terms_excluded')) db.exec(`INSERT INTO terms_excluded(term_text, source) VALUES('the', 'auto')`)
}

const read = (bytes: Uint8Array): ImportedGlossary => readImport('project.db', bytes).glossary
const refusal = (bytes: Uint8Array): string => {
  try {
    read(bytes)
    return 'was read'
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

test('schema 9: terms, categories, notes, synonyms, definitions, issues, lists; what has no place is reported', () => {
  const { terms, excluded, notRead, documents } = read(project(9, typical))
  expect(terms).toMatchObject([
    { term: '量子', decision: 'accepted', definition: '新しい定義', note: 'メモ\nProvisional definition: 古い定義' },
    { term: '山田', category: 'person', decision: 'accepted', required: true },
    { term: 'berth', decision: 'accepted', definition: 'A place.', note: 'unclear: Too short.', variants: [{ surface: 'mooring' }] },
    { term: 'quay', category: 'own kind', decision: 'dropped', note: 'unnecessary: Common word. – known to all' },
    { term: 'new', decision: 'accepted', required: true },
  ])
  expect(excluded).toMatchObject([{ surface: 'the' }])
  expect(documents).toEqual([
    { name: 'a.md', text: 'text' },
    { name: 'b.md', text: '' },
  ])
  expect(notRead.map(({ place }) => place)).toEqual(['term 5', 'glossary', 'glossary', 'synonym 3', 'issue 3', 'documents'])
})

test('a project becomes a library: terms, definitions, notes, spellings, lists and its documents; one undo takes it back', async () => {
  const app = await openTestLibrary()
  try {
    const empty = await app.store.human.snapshot()
    const session = await app.library.imports.open({ name: 'project.db', bytes: project(9, typical) })
    const report = await app.library.imports.apply(session)
    expect(report).toMatchObject({ format: 'predecessor', counts: { terms: 5, fresh: 5, excluded: 1, required: 2, documents: 2 } })
    const folder = join(app.folder, 'documents')
    expect(await session.writeDocuments(folder)).toEqual(['a.md'])
    expect(readFileSync(join(folder, 'a.md'), 'utf8')).toBe('text')
    await session.close()
    const find = async (word: string) => app.library.term((await app.store.terms.find([word]))[0] as number)
    expect(await find('量子')).toMatchObject({
      definition: '新しい定義',
      decision: 'accepted',
      note: 'メモ\nProvisional definition: 古い定義',
    })
    expect(await find('山田')).toMatchObject({ category: 'person', required: true })
    expect(await find('mooring')).toMatchObject({ headword: 'berth', note: 'unclear: Too short.' })
    expect(await find('quay')).toMatchObject({ decision: 'dropped', category: 'own kind' })
    const { listed } = await app.store.human.snapshot()
    expect(listed.map(({ list, surface }) => `${list} ${surface}`).sort()).toEqual(['excluded the', 'required new', 'required 山田'])
    expect(await app.library.undo()).toMatchObject({ ok: true })
    expect(await app.store.human.snapshot()).toEqual(empty)
  } finally {
    await app.dispose()
  }
})

test.each([3, 4, 5, 6, 7, 8])('schema %i is read as far as it goes', (version) => {
  const { terms, excluded } = read(project(version, typical))
  expect(terms.find(({ term }) => term === '量子')).toMatchObject({ definition: '新しい定義' })
  expect(excluded).toHaveLength(version >= 7 ? 1 : 0)
})

test('an empty project, a list of projects, another database, no database', () => {
  expect(read(project(9))).toMatchObject({ terms: [], excluded: [] })
  const registry = new Database(':memory:')
  registry.exec('CREATE TABLE projects(id INTEGER)')
  expect(refusal(registry.serialize())).toContain('list of projects')
  registry.exec('ALTER TABLE projects RENAME TO other')
  expect(refusal(registry.serialize())).toContain('no project of the earlier GenGlossary')
  expect(refusal(new TextEncoder().encode('no database'))).toContain('no SQLite database')
})

test('damage anywhere gives a sentence, or the rows that are whole; never another error, and the bytes stay as they were', () => {
  const whole = project(9, (db, has) => {
    typical(db, has)
    const insert = db.prepare('INSERT INTO terms_extracted(term_text) VALUES(?)')
    for (let n = 0; n < 500; n++) insert.run(`term ${n} ${'x'.repeat(200)}`)
  })
  let refused = 0
  for (let n = 0; n < 60; n++) {
    const broken = Uint8Array.from(whole)
    const at = 100 + ((n * 7919 * 13) % (whole.length - 600))
    broken.fill((n * 31) % 256, at, at + 500)
    const before = Uint8Array.from(broken)
    const outcome = refusal(broken)
    if (outcome !== 'was read') {
      expect(outcome).toContain('damaged')
      refused++
    }
    expect(broken).toEqual(before)
  }
  expect(refused).toBeGreaterThan(20)
  expect(refusal(whole.subarray(0, 3000))).toContain('damaged')
})

test('a project in write-ahead mode is read from its bytes', () => {
  const bytes = Uint8Array.from(project(9, typical))
  bytes.fill(2, 18, 20)
  expect(read(bytes).terms).toHaveLength(5)
})
