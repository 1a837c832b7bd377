import { afterAll, beforeAll, expect, test } from 'vitest'
import { humanCommandSchema } from '../contract/human-command.ts'
import type { CitedPlace, HumanCommand } from '../contract/library-api.ts'
import { passage } from '../contract/text/quote.ts'
import type { HumanSnapshot } from '../store/api.ts'
import { parsed } from '../store/testing.ts'
import { conceptItem, definitionItem, openTestLibrary, simulateRun, type TestLibrary, testClock } from './testing.ts'

/**
 * Random edits, re-runs, undos, redos and restarts, one after the other on one library: nothing a person did may be lost or changed by
 * anything but that person. Runs find other terms, other headwords and other groupings every time.
 */

const SEQUENCES = Number(process.env.GENGLOSSARY_SEQUENCES ?? 500)
const STEPS = 6
const WORDS = ['runner', 'spool', 'lease', 'queue', 'batch', 'shard', '索引', '量子', '用語', '端末']
const FORMS = WORDS.map((word) => [word, `${word}s`, `the ${word} x`])

/** mulberry32: small, seeded, good enough to choose with. */
function randomFrom(seed: number) {
  let state = seed
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
  return { below: (n: number) => Math.floor(next() * n), pick: <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)]! }
}
type Random = ReturnType<typeof randomFrom>

/** What a run might find: some words missing, some together, any form as the headword. */
function findings(random: Random) {
  const groups: string[][] = []
  for (const forms of FORMS) {
    if (random.below(5) === 0) continue
    const rotated = random.below(2) === 0 ? forms : [forms[1]!, forms[0]!, forms[2]!]
    const last = groups.at(-1)
    if (last !== undefined && random.below(4) === 0) last.push(...rotated)
    else if (random.below(6) === 0) groups.push([rotated[0]!], rotated.slice(1))
    else groups.push([...rotated])
  }
  if (groups.length === 0) groups.push([...FORMS[0]!])
  const extract = groups.map((surfaces, index) => conceptItem(surfaces, index + 1, { accepted: random.below(8) > 0 }))
  const generate = groups.flatMap((surfaces) => (random.below(4) === 0 ? [] : [definitionItem(surfaces[0]!, `text ${random.below(1000)}`)]))
  return { extract, generate }
}

let app: TestLibrary
const clock = testClock()
const counts: Record<string, number> = {}
const count = (what: string) => {
  counts[what] = (counts[what] ?? 0) + 1
}

beforeAll(async () => {
  app = await openTestLibrary(clock)
  const { extract, generate } = findings(randomFrom(1))
  await simulateRun(app.store, { extract: [{ type: 'content', document: DOCUMENT } as never, ...extract], generate })
})
afterAll(() => app.dispose())

const snapshot = (): Promise<HumanSnapshot> => app.store.human.snapshot()

async function randomCommand(random: Random): Promise<HumanCommand | null> {
  const { rows } = await app.library.terms({ view: 'all', preview: false, limit: 100 })
  if (rows.length === 0) return null
  const one = random.pick(rows).id
  const some = [...new Set([one, random.pick(rows).id, random.pick(rows).id])]
  const text = random.below(6) === 0 ? null : `human ${random.below(1e6)} 語`
  const surface = random.pick(random.pick(FORMS))
  const on = random.below(3) > 0
  const { variants, headword } = await app.library.term(one)
  const form = variants.length === 0 ? headword : random.pick(variants).surface
  const commands: HumanCommand[] = [
    { type: 'decide', concepts: some, decision: random.pick(['accepted', 'dropped', 'undecided']) },
    { type: 'set-definition', concept: one, text },
    { type: 'set-definition', concept: one, text, cited: citedPlaces(random) },
    { type: 'set-headword', concept: one, surface: text },
    { type: 'set-reading', concept: one, reading: text },
    { type: 'set-category', concepts: some, category: text },
    { type: 'set-note', concept: one, note: text ?? '' },
    {
      type: 'set-usage',
      concept: one,
      surface: form,
      usage: random.pick(['preferred', 'admitted', 'forbidden', null]),
    },
    { type: 'require', surfaces: [surface], on },
    { type: 'exclude', surfaces: [surface, random.pick(WORDS)], on },
    { type: 'ignore-problem', fingerprint: `p${random.below(20)}`, on },
    { type: 'add-term', surface: `own ${random.below(40)}`, language: 'en' },
    { type: 'add-variant', concept: one, surface: `form ${random.below(40)}` },
    { type: 'relate', concept: one, to: on && some.length > 1 ? some.slice(1) : random.pick(rows).id, on: random.below(3) > 0 },
    { type: 'keep-definition', concept: one, over: `text ${random.below(1000)}` },
    { type: 'set-definition', concept: one, text: `merged ${random.below(1e6)}`, answers: `text ${random.below(1000)}` },
    { type: 'merge', into: one, concepts: some, ...(on ? { others: random.pick(['admitted', 'forbidden'] as const) } : {}) },
    { type: 'split', concept: one, surfaces: [form] },
  ]
  return random.pick(commands)
}

const DOCUMENT = parsed('DOC', ['A runner executes jobs.', 'Runners are processes.'])

/** Where a definition is said to be from: nowhere, or one or two stretches of the document. */
function citedPlaces(random: Random): CitedPlace[] | null {
  const place = (): CitedPlace => {
    const start = random.below(20)
    return { contentHash: 'DOC', start, end: start + 1 + random.below(20) }
  }
  return random.pick([() => null, () => [place()], () => [place(), place()]])()
}

/** What stands in the field `cited` after a definition replaced another one. */
function storedPlaces({ text, cited }: Extract<HumanCommand, { type: 'set-definition' }>): string | null {
  if (text === null || !cited) return null
  const once = new Map(cited.map((place) => [JSON.stringify(place), place]))
  const passages = [...once.values()].map(({ contentHash, start, end }) => ({ contentHash, ...passage(DOCUMENT.decoded, start, end) }))
  return JSON.stringify(passages)
}

/** What one text or decision command must do to the fields of a snapshot, worked out without the store. @param found the machine's definition */
function expectedFields(before: HumanSnapshot, command: HumanCommand, found: string | undefined): Map<string, string> | null {
  const fields = new Map(before.fields.map(({ concept, field, value }) => [`${concept}:${field}`, value]))
  const set = (concept: number, field: string, value: string | null) =>
    value === null ? fields.delete(`${concept}:${field}`) : fields.set(`${concept}:${field}`, value)
  if (command.type === 'decide')
    for (const id of command.concepts) set(id, 'decision', command.decision === 'undecided' ? null : command.decision)
  else if (command.type === 'set-definition') {
    // Written in place of what the machine found: that is answered.
    const first = command.text !== null && !fields.has(`${command.concept}:definition`)
    if (first && found !== undefined) set(command.concept, 'kept', found)
    set(command.concept, 'definition', command.text)
    if (command.text === null || command.cited !== undefined) set(command.concept, 'cited', storedPlaces(command))
    if (command.answers !== undefined) set(command.concept, 'kept', command.answers)
  } else if (command.type === 'keep-definition') set(command.concept, 'kept', command.over)
  else if (command.type === 'set-headword') set(command.concept, 'headword', command.surface)
  else if (command.type === 'set-reading') set(command.concept, 'reading', command.reading)
  else if (command.type === 'set-note') set(command.concept, 'note', command.note === '' ? null : command.note)
  else if (command.type === 'set-category') for (const id of command.concepts) set(id, 'category', command.category)
  else return null
  return fields
}

const fieldsOf = ({ fields }: HumanSnapshot) => new Map(fields.map(({ concept, field, value }) => [`${concept}:${field}`, value]))

/** What people see of every term is what they set. */
async function everythingShows({ fields, merged }: HumanSnapshot): Promise<void> {
  const hidden = new Set(merged.map(({ concept }) => concept))
  for (const { concept, field, value } of fields) {
    // Which proposal was answered, relations and sources are no texts of the term: the snapshots above hold them.
    if (hidden.has(concept) || field === 'kept' || field === 'related' || field === 'cited') continue
    const detail = await app.store.terms.detail(concept)
    expect(detail, `concept ${concept}`).not.toBeNull()
    expect((detail as Record<string, unknown> | null)?.[field], `${field} of ${concept}`).toBe(value)
  }
}

interface Done {
  readonly before: HumanSnapshot
  readonly after: HumanSnapshot
}
const undoable: Done[] = []
const redoable: Done[] = []

async function edit(random: Random): Promise<void> {
  const command = await randomCommand(random)
  if (command === null) return
  clock.advance(60_000)
  const before = await snapshot()
  const detail = command.type === 'set-definition' ? await app.store.terms.detail(command.concept) : null
  const found = detail?.definitions.find(({ kind }) => kind !== 'human')?.text
  const refused = (error: unknown) => {
    expect((error as { code?: string }).code).toBe('INVALID_INPUT')
    return null
  }
  const entry = await app.library.do(command).catch(refused)
  const after = await snapshot()
  if (entry === null) return expect(after).toEqual(before)
  count(command.type)
  const wanted = expectedFields(before, command, found)
  if (wanted !== null) expect(fieldsOf(after)).toEqual(wanted)
  undoable.push({ before, after })
  redoable.length = 0
}

async function undo(): Promise<void> {
  const before = await snapshot()
  const result = await app.library.undo()
  const after = await snapshot()
  if (!result.ok) {
    count(undoable.length === 0 ? 'nothing to undo' : 'undo refused')
    expect(result.reason).toMatch(/\w/)
    return expect(after).toEqual(before)
  }
  count('undo')
  const done = undoable.pop()
  expect(after).toEqual(done?.before)
  if (done !== undefined) redoable.push(done)
}

async function redo(): Promise<void> {
  const before = await snapshot()
  const result = await app.library.redo()
  const after = await snapshot()
  if (!result.ok) return expect(after).toEqual(before)
  count('redo')
  const done = redoable.pop()
  expect(after).toEqual(done?.after)
  if (done !== undefined) undoable.push(done)
}

async function rerun(random: Random): Promise<void> {
  const before = await snapshot()
  const outcome = random.below(5) === 0 ? 'cancelled' : 'completed'
  await simulateRun(app.store, findings(random), outcome)
  count(`run ${outcome}`)
  expect(await snapshot()).toEqual(before)
  await everythingShows(before)
}

async function restart(): Promise<void> {
  const before = await snapshot()
  await app.reopen()
  count('restart')
  expect(await snapshot()).toEqual(before)
}

async function sequence(random: Random): Promise<void> {
  for (let step = 0; step < STEPS; step++) {
    const choice = random.below(20)
    if (choice < 11) await edit(random)
    else if (choice < 15) await undo()
    else if (choice < 17) await redo()
    else await rerun(random)
  }
}

test(`${SEQUENCES} random sequences of edits, re-runs and undos lose no human field`, { timeout: 600_000 }, async () => {
  for (let seed = 1; seed <= SEQUENCES; seed++) {
    if (seed % 100 === 0) await restart()
    try {
      await sequence(randomFrom(seed))
    } catch (error) {
      throw new Error(`sequence ${seed} of ${SEQUENCES}`, { cause: error })
    }
  }
  const undone = counts.undo ?? 0
  expect(undone).toBeGreaterThan(SEQUENCES / 3)
  expect((counts['undo refused'] ?? 0) / (undone + (counts['undo refused'] ?? 0))).toBeLessThan(0.2)
  // Every kind of command there is: a new one has to come into this test.
  const kinds = humanCommandSchema.options.map((option) => option.shape.type.value)
  for (const type of [...kinds, 'redo', 'run completed', 'run cancelled']) {
    expect(counts[type], type).toBeGreaterThan(SEQUENCES / 200)
  }
})
