import Database from 'better-sqlite3'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { HumanChange, HumanField } from './api-human.ts'
import { allocateConceptId } from './concepts.ts'
import { type Db, sql } from './connection.ts'
import { applyCommand, Refusal, redoCommand, undoCommand } from './human.ts'
import { humanSnapshot, readValues } from './human-read.ts'
import { humanView, overlayOf } from './overlay.ts'
import { carryConcept, missingConcepts } from './reconcile.ts'
import { ensureStaged, flipAndFinish, liveRevision } from './revisions.ts'
import { insertRun, moveTo } from './runs.ts'
import { SCHEMA_V1 } from './schema.ts'
import { stageConcept } from './staging-concepts.ts'
import { concept, staged } from './testing.ts'

/**
 * Random lives of a library: people edit, merge, split, list, add, undo and redo while runs come and go with ever other groups. After
 * every step the human layer holds exactly what people said, and every row shows it.
 */

const WORDS = ['alpha', 'beta', 'gamma', 'delta', 'epsilon', 'zeta']
const FIELDS: readonly HumanField[] = ['decision', 'definition', 'headword', 'reading', 'category', 'note']

type Step =
  | { readonly type: 'run'; readonly order: readonly string[]; readonly cuts: readonly boolean[]; readonly found: number }
  | {
      readonly type: 'change'
      readonly what: number
      readonly pick: number
      readonly other: number
      readonly value: number
      readonly merge: boolean
    }
  | { readonly type: 'undo' | 'redo' }

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 2,
    arbitrary: fc.record({
      type: fc.constant('run' as const),
      order: fc.shuffledSubarray(WORDS, { minLength: 6 }),
      cuts: fc.array(fc.boolean(), { minLength: 6, maxLength: 6 }),
      found: fc.integer({ min: 1, max: 6 }),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      type: fc.constant('change' as const),
      what: fc.nat(9),
      pick: fc.nat(5),
      other: fc.nat(5),
      value: fc.nat(3),
      merge: fc.boolean(),
    }),
  },
  { weight: 3, arbitrary: fc.constant({ type: 'undo' as const }) },
  { weight: 1, arbitrary: fc.constant({ type: 'redo' as const }) },
)

let db: Db
beforeAll(() => {
  db = new Database(':memory:')
  db.exec(SCHEMA_V1)
  db.exec(`INSERT INTO owner(one, epoch, pid, since) VALUES(1, 'e', 1, '');
    INSERT INTO revisions(stage, state, created_at) VALUES('extract', 'live', ''); INSERT INTO live_revisions(stage, revision_id) VALUES('extract', 1)`)
})
afterAll(() => db.close())

const writer = { epoch: 'e', now: '2026-01-01T00:00:00.000Z' }

/** Groups of the words as the cuts say; the first of a group is its headword. */
function run({ order, cuts, found }: Extract<Step, { type: 'run' }>): void {
  const groups: string[][] = []
  order.slice(0, found).forEach((word, index) => {
    if (index === 0 || cuts[index]) groups.push([word])
    else groups.at(-1)?.push(word)
  })
  const inserted = insertRun(db, { scope: 'extract', settings: '{}', retryOf: null }, writer)
  if (!inserted.ok) throw new Error('a run is active')
  const { id } = inserted.run
  moveTo(db, id, 'running', writer.now, {})
  const revision = ensureStaged(db, id, 'extract', writer.now)
  const items = groups.map((words, index) => concept(words[0] as string, index + 1, words.slice(1)))
  for (const item of items) stageConcept(db, revision, item)
  for (const item of items) stageConcept(db, revision, item)
  flipAndFinish(db, { runId: id, lastSeq: 0, durationMs: 1, stages: [staged('extract')], counts: '{}' }, writer.now)
  for (const missing of missingConcepts(db, revision)) carryConcept(db, revision, missing, id)
}

const ref = (word: string) => ({ language: 'en' as const, key: word, sense: 0 })
const conceptIds = (): number[] =>
  sql<{ id: number }>(db, 'SELECT id FROM concepts ORDER BY id')
    .all()
    .map((row) => row.id)

/** The changes of one command, with the `before` that is there now. Empty when there is nothing to change. */
function changesOf({ what, pick, other, value }: Extract<Step, { type: 'change' }>): HumanChange[] {
  const ids = conceptIds()
  const [a, b] = [ids[pick % Math.max(ids.length, 1)], ids[other % Math.max(ids.length, 1)]]
  const [word, second] = [WORDS[pick] as string, WORDS[other] as string]
  const keys: Omit<HumanChange, 'before'>[] = []
  if (a !== undefined && b !== undefined) {
    const field = FIELDS[value % FIELDS.length] as HumanField
    if (what <= 2)
      keys.push({
        kind: 'field',
        key: { concept: a, field },
        after: field === 'decision' ? (other % 2 ? 'accepted' : 'dropped') : `v${other}`,
      } as never)
    if (what === 3) keys.push({ kind: 'field', key: { concept: a, field }, after: null } as never)
    if (what === 4) keys.push({ kind: 'usage', key: { concept: a, surface: second }, after: value ? 'preferred' : null } as never)
    if (what === 5)
      keys.push(
        { kind: 'merged-into', key: { concept: a }, after: b } as never,
        { kind: 'link', key: { a: ref(word), b: ref(second) }, after: 'must' } as never,
      )
  }
  if (what === 6)
    keys.push({
      kind: 'listed',
      key: { list: value % 2 ? 'required' : 'excluded', language: 'en', key: word },
      after: other % 2 ? word : null,
    } as never)
  if (what === 7) keys.push({ kind: 'ignored-problem', key: { fingerprint: word }, after: value % 2 ? true : null } as never)
  if (what >= 8) {
    const fresh = allocateConceptId(db)
    keys.push({ kind: 'concept', key: { concept: fresh }, after: { language: 'en', headword: word, key: word } } as never)
    keys.push({ kind: 'surface', key: ref(word), after: fresh } as never)
    if (word !== second) keys.push({ kind: 'link', key: { a: ref(word), b: ref(second) }, after: 'cannot' } as never)
  }
  const before = readValues(db, keys as never)
  return keys.map((key, index) => ({ ...key, before: before[index] }) as HumanChange)
}

/** Runs `work` in a savepoint; a Refusal takes everything back. */
function attempt(work: () => unknown): boolean {
  db.exec('SAVEPOINT step')
  try {
    const result = work() as { ok?: boolean } | undefined
    db.exec('RELEASE step')
    return result?.ok !== false
  } catch (error) {
    db.exec('ROLLBACK TO step; RELEASE step')
    if (error instanceof Refusal) return false
    throw error
  }
}

function checkRows(): void {
  const live = liveRevision(db, 'extract')?.revisionId ?? 0
  expect(missingConcepts(db, live)).toEqual([])
  const rows = db.prepare('SELECT * FROM terms').all() as Record<string, never>[]
  for (const row of rows) {
    const overlay = overlayOf(db, humanView(db, row.concept_id as never), {
      revisionId: row.revision_id as never,
      concept: row.concept_id as never,
      language: row.language as never,
      key: row.key as never,
      headword: row.headword as never,
      reading: row.reading as never,
      accepted: row.accepted === (1 as never),
    })
    expect({ decision: row.decision, listed: row.listed, hidden: row.hidden, inGlossary: row.in_glossary, sortKey: row.sort_key }).toEqual(
      overlay,
    )
  }
}

/** One life; the stack of snapshots says what every undo and redo must come back to while nothing was refused. */
function live(steps: readonly Step[]): void {
  for (const next of steps) {
    const before = humanSnapshot(db)
    if (next.type === 'run') {
      run(next)
      expect(humanSnapshot(db)).toEqual(before)
    } else if (next.type === 'change') {
      const changes = changesOf(next)
      if (changes.length === 0) continue
      const there = humanSnapshot(db)
      const done = attempt(() => applyCommand(db, { label: 'x', changes, ...(next.merge ? { mergeKey: 'm' } : {}) }, writer.now))
      if (!done) expect(humanSnapshot(db)).toEqual(there)
      else if (!next.merge) {
        const after = humanSnapshot(db)
        expect(attempt(() => undoCommand(db, null))).toBe(true)
        expect(humanSnapshot(db)).toEqual(there)
        expect(attempt(() => redoCommand(db))).toBe(true)
        expect(humanSnapshot(db)).toEqual(after)
      }
    } else {
      const done = attempt(() => (next.type === 'undo' ? undoCommand(db, null) : redoCommand(db)))
      if (!done) expect(humanSnapshot(db)).toEqual(before)
    }
    checkRows()
  }
}

it('loses no human value in 1 000 random lives', () => {
  fc.assert(
    fc.property(fc.array(step, { minLength: 4, maxLength: 14 }), (steps) => {
      db.exec('BEGIN')
      try {
        live(steps)
      } finally {
        db.exec('ROLLBACK')
      }
    }),
    { numRuns: 1000 },
  )
}, 120_000)

it('undoes everything to the beginning where no run came in between', () => {
  fc.assert(
    fc.property(
      fc.array(
        step.filter((next) => next.type === 'change'),
        { maxLength: 20 },
      ),
      (steps) => {
        db.exec('BEGIN')
        try {
          run({ type: 'run', order: WORDS, cuts: WORDS.map(() => true), found: 4 })
          const start = humanSnapshot(db)
          live(steps)
          const end = humanSnapshot(db)
          let undone = 0
          while (attempt(() => undoCommand(db, null))) undone++
          expect(humanSnapshot(db)).toEqual(start)
          for (let i = 0; i < undone; i++) expect(attempt(() => redoCommand(db))).toBe(true)
          expect(humanSnapshot(db)).toEqual(end)
          checkRows()
        } finally {
          db.exec('ROLLBACK')
        }
      },
    ),
    { numRuns: 200 },
  )
}, 120_000)
