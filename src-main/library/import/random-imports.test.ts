import { afterAll, beforeAll, expect, test } from 'vitest'
import type { HumanSnapshot } from '../../store/api.ts'
import { members } from '../../store/concepts.ts'
import { openReader, sql } from '../../store/connection.ts'
import { sightOf } from '../../store/term-rows.ts'
import { variantKeys, variantsOf } from '../../store/variants.ts'
import { conceptItem, openTestLibrary, simulateRun, type TestLibrary, testClock } from '../testing.ts'
import { ImportWork } from './work.ts'

/**
 * Random imports, edits, undos and redos one after the other on one library: with "keep mine" no import changes what a person said, and every
 * undo gives back exactly what was there, every redo exactly what the import made.
 */

const SEQUENCES = Number(process.env.GENGLOSSARY_SEQUENCES ?? 1000)
const WORDS = ['runner', 'spool', 'lease', 'queue', 'batch', '索引', '量子', '用語', 'web site', 'web-site']

function randomFrom(seed: number) {
  let state = seed
  const next = (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 4294967296
  }
  return { below: (n: number) => Math.floor(next() * n), pick: <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)] as T }
}
type Random = ReturnType<typeof randomFrom>

let app: TestLibrary
beforeAll(async () => {
  app = await openTestLibrary(testClock())
  await simulateRun(app.store, { extract: WORDS.slice(0, 4).map((word, index) => conceptItem([word, `${word}s`], index + 1)) })
})
afterAll(() => app.dispose())

function file(random: Random): string {
  const rows = Array.from({ length: 1 + random.below(4) }, () => {
    const other = random.pick(WORDS)
    return [
      random.pick(WORDS),
      `text ${random.below(5)}`,
      random.below(3) === 0 ? `${other}x` : '',
      random.below(4) === 0 ? `bad ${other}` : '',
      `note ${random.below(3)}`,
    ].join('\t')
  })
  return `term\tdefinition\tvariants\tforbidden\tnote\n${rows.join('\n')}\n`
}

let token = 0

/** The import without its thread: a thousand threads would take minutes and show nothing more. */
async function importFile(text: string, resolution: 'mine' | 'theirs' | 'both'): Promise<boolean> {
  const work = new ImportWork({ library: app.store.file, source: { name: 'random.tsv', bytes: new TextEncoder().encode(text) } })
  const preview = work.preview({})
  const reserved = preview.counts.fresh
  const firstId = reserved === 0 ? 0 : await app.store.human.reserveConcepts(reserved)
  token++
  const answer = work.command({ firstId, reserved, resolution, resolutions: {}, now: '2026-01-02T03:04:05.000Z', token: String(token) })
  work.close()
  if (!('packed' in answer) || answer.packed === null) return false
  const result = await app.store.human.applyPacked({ label: answer.label, mergeKey: answer.mergeKey }, answer.packed)
  expect(result).toMatchObject({ ok: true })
  return true
}

/** What imports compare with is what the window shows, found in another way. */
function expectSameKeys(): void {
  const db = openReader(app.store.file)
  const { extract } = sightOf(db, false)
  for (const { id } of sql<{ id: number }>(db, 'SELECT id FROM concepts').all()) {
    expect(variantKeys(db, extract, members(db, id))).toEqual(new Set(variantsOf(db, extract, id).map(({ key }) => key)))
  }
  db.close()
}

const said = ({ fields }: HumanSnapshot): Map<string, string> =>
  new Map(fields.filter(({ field }) => field !== 'imported').map(({ concept, field, value }) => [`${concept}:${field}`, value]))

test(`${SEQUENCES} random sequences of imports, edits, undos and redos lose no human field`, { timeout: 900_000 }, async () => {
  const counts = { imports: 0, edits: 0 }
  for (let sequence = 0; sequence < SEQUENCES; sequence++) {
    const random = randomFrom(sequence)
    const before = await app.store.human.snapshot()
    if (random.below(3) === 0) {
      const [concept] = await app.store.terms.find([random.pick(WORDS)])
      if (concept != null) {
        await app.library.do({ type: 'set-definition', concept, text: `human ${sequence}` })
        counts.edits++
      }
    }
    const edited = await app.store.human.snapshot()
    const resolution = random.pick(['mine', 'mine', 'theirs', 'both'] as const)
    if (!(await importFile(file(random), resolution))) continue
    counts.imports++
    expectSameKeys()
    const after = await app.store.human.snapshot()
    if (resolution === 'mine') for (const [key, value] of said(edited)) expect(said(after).get(key), key).toBe(value)
    expect(await app.library.undo()).toMatchObject({ ok: true })
    expect(await app.store.human.snapshot()).toEqual(edited)
    if (random.below(2) === 0) {
      expect(await app.library.redo()).toMatchObject({ ok: true })
      expect(await app.store.human.snapshot()).toEqual(after)
      if (random.below(3) > 0) await app.library.undo()
    }
    if (random.below(4) === 0 && edited !== before) await app.library.undo()
  }
  expect(counts.imports).toBeGreaterThan(SEQUENCES / 3)
})
