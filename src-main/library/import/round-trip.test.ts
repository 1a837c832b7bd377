import { afterEach, beforeEach, expect, test } from 'vitest'
import { conceptItem, definitionItem, openTestLibrary, simulateRun, type TestLibrary, testClock } from '../testing.ts'

/** From one library to another and back, over the real store and the real thread. */

let source: TestLibrary
let target: TestLibrary
const clock = testClock()

beforeEach(async () => {
  source = await openTestLibrary(clock)
  target = await openTestLibrary(clock)
})
afterEach(async () => {
  await source.dispose()
  await target.dispose()
})

const bytesOf = (text: string) => ({ name: 'glossary.json', bytes: new TextEncoder().encode(text) })

async function importInto(app: TestLibrary, text: string, name = 'glossary.json') {
  const session = await app.library.imports.open({ ...bytesOf(text), name })
  try {
    return await app.library.imports.apply(session)
  } finally {
    await session.close()
  }
}

async function fill(app: TestLibrary): Promise<void> {
  await simulateRun(app.store, {
    extract: [
      conceptItem(['runner', 'runners', 'Runner'], 1, {
        related: [
          { language: 'en', key: 'spool', sense: 0 },
          { language: 'en', key: 'hidden', sense: 0 },
        ],
        abbreviation: 'R',
      }),
      conceptItem(['spool'], 2),
      conceptItem(['索引', '索引語'], 3, { reading: 'さくいん', readingSure: false }),
      conceptItem(['量子ビット'], 4, { reading: 'りょうしびっと', readingSure: true }),
      conceptItem(['hidden'], 5, { accepted: false }),
      conceptItem(['mouse'], 6),
      conceptItem(['mouse'], 7, { sense: 1 }),
    ],
    generate: [definitionItem('runner', 'A runner runs jobs.'), definitionItem('索引', '索引とは見出しの一覧である。')],
  })
  const find = async (word: string) => (await app.store.terms.find([word]))[0] as number
  await app.library.do({
    type: 'set-definition',
    concept: await find('spool'),
    text: 'Where "jobs", wait;\n=cmd|\' /C calc\'!A0 </script> 😀\u202e',
  })
  await app.library.do({ type: 'decide', concepts: [await find('spool'), await find('索引')], decision: 'accepted' })
  await app.library.do({ type: 'set-note', concept: await find('runner'), note: 'メモ' })
  await app.library.do({ type: 'set-category', concepts: [await find('runner')], category: 'machine room' })
  await app.library.do({ type: 'set-usage', concept: await find('runner'), surface: 'runners', usage: 'forbidden' })
  await app.library.do({ type: 'require', surfaces: ['量子ビット'], on: true })
  await app.library.do({ type: 'add-term', surface: 'own term', language: 'en' })
}

test('JSON comes back byte for byte from an empty library, and once more', async () => {
  await fill(source)
  const { text } = await source.library.exports.text('json')
  const report = await importInto(target, text)
  expect(report).toMatchObject({ notRead: [], counts: { fresh: 7, same: 0, collisions: 0 } })
  expect((await target.library.exports.text('json')).text).toBe(text)
  await target.reopen()
  expect((await target.library.exports.text('json')).text).toBe(text)
})

test('what a library exported changes nothing in it', async () => {
  await fill(source)
  const { text } = await source.library.exports.text('json')
  const before = await source.store.human.snapshot()
  expect(await importInto(source, text)).toMatchObject({ changes: 0, command: null, counts: { same: 7, collisions: 0 } })
  expect(await source.store.human.snapshot()).toEqual(before)
})

test('one undo takes an import back, also after a restart; redo brings it', async () => {
  await fill(source)
  const { text } = await source.library.exports.text('json')
  const empty = await target.store.human.snapshot()
  await importInto(target, text)
  const full = await target.store.human.snapshot()
  await target.reopen()
  expect(await target.library.undo()).toMatchObject({ ok: true, entry: { label: 'Import 7 terms from "glossary.json"' } })
  expect(await target.store.human.snapshot()).toEqual(empty)
  expect((await target.library.terms({ view: 'all' })).total).toBe(0)
  await target.reopen()
  expect(await target.library.redo()).toMatchObject({ ok: true })
  expect(await target.store.human.snapshot()).toEqual(full)
  expect((await target.library.exports.text('json')).text).toBe(text)
})
