import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { fakeHost } from '../testing/fake-host.ts'
import { type AddDraft, openAddTerm, selectWords } from './add-term.ts'
import { createApp } from './app.ts'

const draft = (surface: string): AddDraft => ({
  surface,
  language: 'en',
  sentence: { text: 'A berth is a place.', path: 'a.md', line: 1, part: undefined, cited: { contentHash: 'h', start: 0, end: 19 } },
})

it('what is selected is told once, however often the browser says so', () => {
  const app = createApp(fakeHost(0))
  let told = 0
  app.ui.subscribe(() => told++)
  for (let i = 0; i < 50; i++) selectWords(app, null)
  expect(told).toBe(0)
  for (let i = 0; i < 50; i++) selectWords(app, draft('berth'))
  expect(told).toBe(1)
  selectWords(app, draft('berths'))
  expect(told).toBe(2)
  openAddTerm(app)
  expect(app.ui.getState().adding).toEqual({ as: 'term', draft: draft('berths') })
  told = 0
  for (let i = 0; i < 50; i++) selectWords(app, null)
  expect(told).toBe(1)
})

it('the same words of another sentence are told', () => {
  const app = createApp(fakeHost(0))
  selectWords(app, draft('berth'))
  const other: AddDraft = { ...draft('berth'), sentence: { ...draft('berth').sentence!, text: 'The berth is free.', line: 9 } }
  selectWords(app, other)
  expect(app.ui.getState().selected).toEqual(other)
})

it('begins with what is selected in the reader, never with what it began with last time', () => {
  const app = createApp(fakeHost(1))
  app.act.show({ selected: { surface: 'quay crane' } })
  openAddTerm(app, 'exclude')
  expect(app.ui.getState()).toMatchObject({ dialog: 'add-term', adding: { as: 'exclude', draft: { surface: 'quay crane' } } })
  app.act.show({ dialog: null, selected: null })
  openAddTerm(app)
  expect(app.ui.getState().adding).toEqual({ as: 'term', draft: { surface: '' } })
})

it('is the only way to the form', () => {
  const folder = join(import.meta.dirname, '..')
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => /(?<!\.test)\.tsx?$/.test(file))
  const others = files.filter((file) => /dialog:\s*'add-term'/.test(readFileSync(join(folder, file), 'utf8')))
  expect(others.map((file) => file.replaceAll('\\', '/'))).toEqual(['state/add-term.ts'])
})
