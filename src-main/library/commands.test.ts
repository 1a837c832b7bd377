import { afterEach, beforeEach, expect, test } from 'vitest'
import type { HumanCommand } from '../contract/library-api.ts'
import { parsed } from '../store/testing.ts'
import { conceptItem, definitionItem, openTestLibrary, simulateRun, type TestLibrary, testClock } from './testing.ts'

let app: TestLibrary
let clock: ReturnType<typeof testClock>

const FOUND = [
  conceptItem(['runner', 'runners'], 1),
  conceptItem(['job spool', 'job-spool'], 2),
  conceptItem(['量子ビット', 'qubit'], 3, { reading: 'りょうしびっと' }),
]
const DEFINED = [definitionItem('runner', 'A process that executes jobs.'), definitionItem('job spool', 'A queue on disk.')]

beforeEach(async () => {
  clock = testClock()
  app = await openTestLibrary(clock)
  await simulateRun(app.store, { extract: FOUND, generate: DEFINED })
})
afterEach(() => app.dispose())

const idOf = async (headword: string): Promise<number> => {
  const [id] = await app.store.terms.find([headword])
  if (id == null) throw new Error(`no concept ${headword}`)
  return id
}
const headwords = async (view: 'glossary' | 'all' | 'dropped' = 'glossary') =>
  (await app.library.terms({ view, sort: 'rank' })).rows.map(({ headword }) => headword)
const done = (command: HumanCommand) => app.library.do(command)

test('dropping many terms is one command; undo brings all back, redo drops them again', async () => {
  const concepts = [await idOf('runner'), await idOf('job spool')]
  const entry = await done({ type: 'decide', concepts, decision: 'dropped' })
  expect(entry?.label).toBe('Drop 2 terms')
  expect(await headwords()).toEqual(['量子ビット'])
  expect(await app.library.undo()).toMatchObject({ ok: true, entry: { label: 'Drop 2 terms' } })
  expect(await headwords()).toEqual(['runner', 'job spool', '量子ビット'])
  expect(await app.library.redo()).toMatchObject({ ok: true })
  expect(await headwords('dropped')).toHaveLength(2)
})

test('a command that changes nothing leaves no trace', async () => {
  const concept = await idOf('runner')
  expect(await done({ type: 'decide', concepts: [concept], decision: 'undecided' })).toBeNull()
  expect(await done({ type: 'set-note', concept, note: '' })).toBeNull()
  expect(await app.library.history(10)).toEqual([])
})

test('typing in one field is one command until something else happens or a pause passes', async () => {
  const concept = await idOf('runner')
  for (const text of ['R', 'Ru', 'Run']) await done({ type: 'set-definition', concept, text })
  clock.advance(11_000)
  await done({ type: 'set-definition', concept, text: 'Runs jobs.' })
  await done({ type: 'set-note', concept, note: 'x' })
  await done({ type: 'set-definition', concept, text: 'Runs all jobs.' })
  expect((await app.library.history(10)).map(({ label }) => label)).toEqual([
    'Edit the definition of "runner"',
    'Edit the note of "runner"',
    'Edit the definition of "runner"',
    'Edit the definition of "runner"',
  ])
  for (const text of ['Runs jobs.', 'Runs jobs.', 'Run']) {
    await app.library.undo()
    expect((await app.library.term(concept)).definition).toBe(text)
  }
  await app.library.undo()
  expect((await app.library.term(concept)).definition).toBe('A process that executes jobs.')
})

test('undo works after a restart', async () => {
  const concept = await idOf('runner')
  await done({ type: 'set-definition', concept, text: 'Mine.' })
  await app.reopen()
  expect((await app.library.term(concept)).definition).toBe('Mine.')
  expect(await app.library.undo()).toMatchObject({ ok: true })
  expect((await app.library.term(concept)).definition).toBe('A process that executes jobs.')
})

test('an edited field is pinned: a later run offers a proposal beside it', async () => {
  const concept = await idOf('runner')
  await done({ type: 'set-definition', concept, text: 'Mine.' })
  await simulateRun(app.store, { extract: FOUND, generate: [definitionItem('runner', 'A daemon.')] })
  const detail = await app.library.term(concept)
  expect(detail.definition).toBe('Mine.')
  expect(detail.definitionKind).toBe('human')
  expect(detail.proposal?.text).toBe('A daemon.')
  await done({ type: 'set-definition', concept, text: null })
  expect((await app.library.term(concept)).definition).toBe('A daemon.')
})

test('taking back an older command whose field was changed since says why and changes nothing', async () => {
  const concept = await idOf('runner')
  const first = await done({ type: 'set-category', concepts: [concept], category: 'tool' })
  await done({ type: 'set-category', concepts: [concept], category: 'person' })
  const result = await app.library.undo(first?.id)
  expect(result.ok).toBe(false)
  expect(!result.ok && result.reason.length).toBeGreaterThan(10)
  expect((await app.library.term(concept)).category).toBe('person')
})

test('requiring and excluding rule each other out; a later run keeps both lists', async () => {
  await done({ type: 'exclude', surfaces: ['Job Spool'], on: true })
  expect(await headwords()).toEqual(['runner', '量子ビット'])
  await done({ type: 'require', surfaces: ['job spool', 'new word'], on: true })
  expect(await app.library.lists()).toEqual({
    required: [
      { surface: 'job spool', found: true },
      { surface: 'new word', found: false },
    ],
    excluded: [],
  })
  expect(await headwords()).toContain('job spool')
  await app.library.undo()
  expect((await app.library.lists()).excluded).toEqual([{ surface: 'Job Spool' }])
  await simulateRun(app.store, { extract: FOUND })
  expect((await app.library.lists()).excluded).toEqual([{ surface: 'Job Spool' }])
  expect((await app.store.constraints()).excluded).toEqual([{ language: 'en', surface: 'Job Spool', key: 'job spool' }])
})

test('a term of a person’s own is there at once, required, and one command', async () => {
  await done({ type: 'add-term', surface: 'back-pressure', language: 'en' })
  const detail = await app.library.term(await idOf('back-pressure'))
  expect(detail).toMatchObject({ headword: 'back-pressure', decision: 'accepted', required: true })
  expect(await headwords()).toContain('back-pressure')
  await app.library.undo()
  expect(await headwords()).not.toContain('back-pressure')
  expect((await app.library.lists()).required).toEqual([])
})

test('all that is said of a term while it is added is one step, its source among it', async () => {
  const content = parsed('DOC', ['A *wharf beacon* is a light. It marks the end.'])
  await simulateRun(app.store, { extract: [...FOUND, { type: 'content', document: content } as never] })
  await done({
    type: 'add-term',
    surface: 'wharf beacon',
    language: 'ja',
    reading: 'ビーコン',
    category: 'place',
    definition: ' A light at the end of a wharf. ',
    cited: { contentHash: 'DOC', start: 0, end: 28 },
    note: 'from the manual',
  })
  const concept = await idOf('wharf beacon')
  const detail = await app.library.term(concept)
  expect(detail).toMatchObject({ reading: 'ビーコン', category: 'place', note: 'from the manual', decision: 'accepted' })
  expect(detail.definitions[0]).toMatchObject({ kind: 'human', text: 'A light at the end of a wharf.', pinned: true })
  expect(detail.definitions[0]!.sources).toMatchObject([
    { contentHash: 'DOC', start: 0, end: 28, line: 1, quote: 'A *wharf beacon* is a light.' },
  ])
  // Their own text goes on being cited while they work on it, and no longer when they take it back.
  await done({ type: 'set-definition', concept, text: 'A light.' })
  expect((await app.library.term(concept)).definitions[0]!.sources).toHaveLength(1)
  await done({ type: 'set-definition', concept, text: null })
  expect((await app.library.term(concept)).definitions).toEqual([])
  await app.library.undo()
  expect((await app.library.term(concept)).definitions[0]!.text).toBe('A light at the end of a wharf.')
  await app.library.undo()
  expect(await headwords()).not.toContain('wharf beacon')
  expect((await app.store.human.snapshot()).fields).toEqual([])
})

test('adding a term that is there keeps what was said of it and is not said anew; a document that is gone is no source', async () => {
  const concept = await idOf('runner')
  await done({ type: 'set-note', concept, note: 'mine' })
  await done({ type: 'add-term', surface: 'runner', language: 'en', category: 'person', note: '  ' })
  expect(await app.library.term(concept)).toMatchObject({ note: 'mine', category: 'person' })
  const cited = { contentHash: 'gone', start: 0, end: 4 }
  await expect(done({ type: 'add-term', surface: 'x', language: 'en', definition: 'y', cited })).rejects.toThrow(
    'not in the library any more',
  )
  expect(await app.library.named('x')).toEqual({ term: null, excluded: false })
})

const sources = async (concept: number) =>
  (await app.library.term(concept)).definitions.find(({ kind }) => kind === 'human')?.sources.map(({ quote, ends }) => [quote, ends]) ??
  null
const READ = parsed('DOC', ['A runner executes jobs.', 'Runners are processes.'])
const place = (start: number, end: number) => ({ contentHash: 'DOC', start, end })
const readDocument = (generate = DEFINED) =>
  simulateRun(app.store, { extract: [{ type: 'content', document: READ } as never, ...FOUND], generate })

test('a definition given anew while adding a term that is there is not from where the old one was', async () => {
  await readDocument()
  const add = { type: 'add-term', surface: 'runner', language: 'en' } as const
  await done({ ...add, definition: 'One that runs jobs.', cited: place(0, 23) })
  const concept = await idOf('runner')
  await done({ ...add, category: 'person' })
  expect(await sources(concept)).toEqual([['A runner executes jobs.', undefined]])
  await done({ ...add, definition: 'Words of mine.' })
  expect(await sources(concept)).toEqual([])
  await app.library.undo()
  expect(await sources(concept)).toEqual([['A runner executes jobs.', undefined]])
  await app.library.redo()
  expect(await sources(concept)).toEqual([])
})

test('a definition taken over brings its own sources; words of their own have none, and undo brings both back', async () => {
  const at = READ.decoded.indexOf('Runners')
  await readDocument()
  const concept = await idOf('runner')
  await done({ type: 'set-definition', concept, text: 'A runner executes jobs.', cited: [place(0, 23)] })
  // Worked on, it is still from there.
  await done({ type: 'set-definition', concept, text: 'A runner executes the jobs.' })
  expect(await sources(concept)).toEqual([['A runner executes jobs.', undefined]])
  // At once, and yet a step of its own: what was typed is what undo brings back.
  await done({ type: 'set-definition', concept, text: 'Runners are processes.', cited: [place(at, at + 22), place(at, at + 22)] })
  expect(await sources(concept)).toEqual([['Runners are processes.', undefined]])
  await app.library.undo()
  expect((await app.library.term(concept)).definition).toBe('A runner executes the jobs.')
  expect(await sources(concept)).toEqual([['A runner executes jobs.', undefined]])
  await app.library.redo()
  expect(await sources(concept)).toEqual([['Runners are processes.', undefined]])
  await done({ type: 'set-definition', concept, text: 'Mine.', cited: null })
  expect(await sources(concept)).toEqual([])
  await app.library.undo()
  expect(await sources(concept)).toEqual([['Runners are processes.', undefined]])
  await done({ type: 'set-definition', concept, text: null, cited: null })
  expect(await sources(concept)).toBeNull()
  await app.library.undo()
  expect(await sources(concept)).toEqual([['Runners are processes.', undefined]])
})

test('going back to the found definition right after typing is a step of its own', async () => {
  const concept = await idOf('runner')
  await done({ type: 'set-definition', concept, text: 'Typed a moment ago.' })
  await done({ type: 'set-definition', concept, text: null, cited: null })
  expect((await app.library.term(concept)).definition).toBe('A process that executes jobs.')
  await app.library.undo()
  expect((await app.library.term(concept)).definition).toBe('Typed a moment ago.')
})

test('a written definition taken over keeps which sentence is from where, until somebody works on it', async () => {
  // The document they are from is not in the library (any more): what is known of the passage is what the definition says.
  const gone = { contentHash: 'GONE', start: 5, end: 9, line: 2, quote: 'jobs' }
  const text = 'Runs jobs. Quickly.'
  const written = { ...definitionItem('runner', text), kind: 'written' as const, sources: [{ ...gone, ends: [10] }] }
  await simulateRun(app.store, { extract: FOUND, generate: [written] })
  const concept = await idOf('runner')
  const cited = [{ contentHash: 'GONE', start: 5, end: 9 }]
  await done({ type: 'set-definition', concept, text, cited })
  expect(await sources(concept)).toEqual([['jobs', [10]]])
  // Said again as it is: nothing was worked on.
  expect(await done({ type: 'set-definition', concept, text })).toBeNull()
  await done({ type: 'set-definition', concept, text: 'It runs jobs. Quickly.' })
  expect(await sources(concept)).toEqual([['jobs', undefined]])
  await app.library.undo()
  expect(await sources(concept)).toEqual([['jobs', [10]]])
  const nowhere = [{ contentHash: 'NOWHERE', start: 0, end: 4 }]
  await expect(done({ type: 'set-definition', concept, text: 'x', cited: nowhere })).rejects.toThrow('not in the library any more')
  expect((await app.library.term(concept)).definition).toBe(text)
})

test('tells whose spelling words are, however they are written', async () => {
  const runner = await idOf('runner')
  expect(await app.library.named('RUNNERS')).toMatchObject({
    term: { id: runner, headword: 'runner', decision: 'undecided' },
    excluded: false,
  })
  expect(await app.library.named('ｑｕｂｉｔ')).toMatchObject({ term: { headword: '量子ビット' } })
  expect(await app.library.named('  ')).toEqual({ term: null, excluded: false })
  await done({ type: 'exclude', surfaces: ['noise word', 'Runner'], on: true })
  expect(await app.library.named('Noise-Word')).toEqual({ term: null, excluded: true })
  expect((await app.library.named('runner')).excluded).toBe(true)
})

test('adding a term that is there already accepts and requires it instead of doubling it', async () => {
  await done({ type: 'decide', concepts: [await idOf('runner')], decision: 'dropped' })
  await done({ type: 'add-term', surface: 'Runner', language: 'en' })
  expect((await headwords('all')).filter((headword) => /runner/i.test(headword))).toEqual(['runner'])
  expect(await headwords()).toContain('runner')
})

test('merge: one term with the forms of both, kept together by later runs; undo and split take it apart', async () => {
  const [into, other] = [await idOf('runner'), await idOf('job spool')]
  await done({ type: 'merge', into, concepts: [other] })
  expect(await headwords()).toEqual(['runner', '量子ビット'])
  expect((await app.library.term(into)).variants.map(({ surface }) => surface)).toContain('job spool')
  expect((await app.store.constraints()).mustLink).toHaveLength(1)
  await app.library.undo()
  expect(await headwords()).toEqual(['runner', 'job spool', '量子ビット'])
  await app.library.redo()
  await done({ type: 'split', concept: into, surfaces: ['job spool', 'job-spool'] })
  expect(await headwords()).toContain('job spool')
  expect((await app.store.constraints()).cannotLink.length).toBeGreaterThan(0)
  expect((await app.store.constraints()).mustLink).toHaveLength(0)
})

test('a further form of a term is one command, whether it was a term before or not', async () => {
  const concept = await idOf('runner')
  const forms = async () => (await app.library.term(concept)).variants.map(({ surface }) => surface)
  const before = await headwords('all')
  const commands = async () => (await app.library.history(concept)).length
  const many = await commands()
  await done({ type: 'add-variant', concept, surface: 'sprinter' })
  expect(await forms()).toContain('sprinter')
  expect(await headwords('all')).toEqual(before)
  expect(await commands()).toBe(many + 1)
  expect((await app.store.constraints()).mustLink).toHaveLength(1)
  await app.library.undo()
  expect(await forms()).not.toContain('sprinter')
  expect(await headwords('all')).toEqual(before)
  expect((await app.library.lists()).required).toEqual([])

  await done({ type: 'add-variant', concept, surface: 'Job Spool' })
  expect(await headwords('all')).not.toContain('job spool')
  await app.library.undo()
  expect(await headwords('all')).toEqual(before)
  // One that it has already changes nothing.
  await done({ type: 'add-variant', concept, surface: 'Runner' })
  expect(await headwords('all')).toEqual(before)
})

test('split: a form becomes a term of its own and stays apart', async () => {
  const concept = await idOf('量子ビット')
  await done({ type: 'split', concept, surfaces: ['qubit'] })
  expect(await idOf('qubit')).not.toBe(concept)
  expect((await app.library.term(concept)).variants.map(({ surface }) => surface)).not.toContain('qubit')
  expect((await app.store.constraints()).cannotLink).toHaveLength(1)
  await app.library.undo()
  expect(await idOf('qubit')).toBe(concept)
})

test('what can not be done says why and changes nothing', async () => {
  const concept = await idOf('runner')
  await expect(done({ type: 'split', concept, surfaces: ['runner'] })).rejects.toMatchObject({ code: 'INVALID_INPUT' })
  await expect(done({ type: 'split', concept, surfaces: ['spool'] })).rejects.toMatchObject({ code: 'INVALID_INPUT' })
  await expect(done({ type: 'merge', into: concept, concepts: [concept] })).rejects.toMatchObject({ code: 'INVALID_INPUT' })
  await expect(done({ type: 'set-note', concept: 99_999, note: 'x' })).rejects.toMatchObject({ code: 'TERM_UNKNOWN' })
  await expect(done({ type: 'exclude', surfaces: [' '], on: true })).rejects.toMatchObject({ code: 'INVALID_INPUT' })
  expect(await app.library.history(10)).toEqual([])
})

test('forbidden forms reach the constraints of a run', async () => {
  const concept = await idOf('job spool')
  await done({ type: 'set-usage', concept, surface: 'job-spool', usage: 'forbidden' })
  expect((await app.store.constraints()).forbidden.map(({ surface }) => surface)).toEqual(['job-spool'])
})

test('"Revert this run" shows what was there before, and is undone like any command', async () => {
  const concept = await idOf('runner')
  const second = await simulateRun(app.store, { generate: [definitionItem('runner', 'Worse.')] })
  expect((await app.library.term(concept)).definition).toBe('Worse.')
  await app.library.revertRun(second.id)
  expect((await app.library.term(concept)).definition).toBe('A process that executes jobs.')
  await expect(app.library.revertRun(second.id)).rejects.toMatchObject({ code: 'INVALID_INPUT' })
  await app.library.undo()
  expect((await app.library.term(concept)).definition).toBe('Worse.')
})

test('an unfinished run changes nothing; "Keep the finished" shows what it had found, and can be undone', async () => {
  const concept = await idOf('runner')
  const cancelled = await simulateRun(app.store, { generate: [definitionItem('runner', 'Half.')] }, 'cancelled')
  expect((await app.library.term(concept)).definition).toBe('A process that executes jobs.')
  expect(await app.library.finishedItems(cancelled.id)).toBe(1)
  const kept = await app.library.keepFinished(cancelled.id)
  expect(await app.library.finishedItems(cancelled.id)).toBe(0)
  expect(kept?.label).toBe(`Keep the 1 finished item of run ${cancelled.id}`)
  expect((await app.library.term(concept)).definition).toBe('Half.')
  expect((await app.library.term(await idOf('job spool'))).definition).toBe('A queue on disk.')
  await app.library.undo()
  expect((await app.library.term(concept)).definition).toBe('A process that executes jobs.')
  expect(await app.library.finishedItems(cancelled.id)).toBe(1)
  await app.library.redo()
  expect((await app.library.term(concept)).definition).toBe('Half.')
  await app.library.undo()
  expect((await app.library.keepFinished(cancelled.id))?.label).toBe(kept?.label)
  expect((await app.library.term(concept)).definition).toBe('Half.')
})

test('"Keep the finished" keeps what every stage of the run had finished, as one step', async () => {
  const found = [conceptItem(['mainframe'], 1), conceptItem(['runner'], 2)]
  const cancelled = await simulateRun(
    app.store,
    { extract: found, generate: [definitionItem('mainframe', 'A large computer.')] },
    'cancelled',
  )
  const shown = async () => (await app.library.terms({ view: 'glossary', sort: 'rank' })).rows.map((row) => [row.headword, row.definition])
  const before = await shown()
  expect(await app.library.finishedItems(cancelled.id)).toBe(3)
  expect((await app.library.keepFinished(cancelled.id))?.label).toBe(`Keep the 3 finished items of run ${cancelled.id}`)
  expect((await shown()).slice(0, 2)).toEqual([
    ['mainframe', 'A large computer.'],
    ['runner', 'A process that executes jobs.'],
  ])
  await app.library.undo()
  expect(await shown()).toEqual(before)
  expect(await app.library.finishedItems(cancelled.id)).toBe(3)
})

test('the history of one term: every command that touched it, bulk ones and merges too; exports carry the last edit', async () => {
  const [runner, spool] = [await idOf('runner'), await idOf('job spool')]
  await done({ type: 'set-note', concept: runner, note: 'x' })
  clock.advance(1000)
  await done({ type: 'decide', concepts: [runner, spool], decision: 'accepted' })
  clock.advance(1000)
  await done({ type: 'merge', into: runner, concepts: [await idOf('量子ビット')] })
  const labels = async (concept: number) =>
    (await app.library.historyOf(concept, 10)).map(({ label, undone }) => `${label}${undone ? ' (undone)' : ''}`)
  expect(await labels(runner)).toEqual(['Merge "量子ビット" into "runner"', 'Accept 2 terms', 'Edit the note of "runner"'])
  await app.library.undo()
  expect(await labels(runner)).toEqual(['Merge "量子ビット" into "runner" (undone)', 'Accept 2 terms', 'Edit the note of "runner"'])
  expect(await labels(spool)).toEqual(['Accept 2 terms'])
  await app.library.redo()
  await done({ type: 'require', surfaces: ['Runner'], on: true })
  const qubit = (await app.library.findTerms(['量子ビット']))[0]!
  expect(qubit).toBe(runner)
  await done({ type: 'exclude', surfaces: ['量子ビット'], on: true })
  expect((await labels(runner)).slice(0, 2)).toEqual(['Exclude "量子ビット"', 'Require "Runner"'])
  expect(await labels(spool)).toEqual(['Accept 2 terms'])
  for (let i = 0; i < 3; i++) await app.library.undo()
  const { text } = await app.library.exports.text('json')
  const edited = new Map(
    JSON.parse(text).concepts.map((one: { preferred: string; editedAt: string | null }) => [one.preferred, one.editedAt]),
  )
  expect([edited.get('runner'), edited.get('量子ビット')]).toEqual(['2026-01-02T03:04:06.000Z', null])
})
