import { expect, it } from 'vitest'
import { AppError } from '../../src-main/contract/errors.ts'
import { fakeHost } from '../testing/fake-host.ts'
import { changesIn } from './freshness.ts'
import { createSessionStore } from './session.ts'

it('keeps the later state when answers come in another order than the questions went', async () => {
  const host = fakeHost(0)
  const waiting: ((undo: object | null) => void)[] = []
  Object.assign(host.answers, {
    'libraries.info': () => ({ id: 'lib' }),
    'commands.state': () => new Promise((resolve) => waiting.push((undo) => resolve({ undo, redo: null }))),
  })
  const session = createSessionStore(host)
  session.setState({ library: { id: 'lib' } as never })
  const before = session.actions.refresh()
  const after = session.actions.refresh()
  await expect.poll(() => waiting.length).toBe(2)
  waiting[1]!(null)
  await after
  waiting[0]!({ id: 1, label: 'Keep' })
  await before
  expect(session.getState().undo.undo).toBeNull()
})

it('a folder that was missing and is there again is no error any more', async () => {
  const host = fakeHost(0)
  let there = false
  Object.assign(host.answers, {
    'libraries.info': () => ({ id: 'lib' }),
    'commands.state': () => ({ undo: null, redo: null }),
    'documents.scan': () => {
      if (!there) throw new AppError('FOLDER_MISSING', 'There is no folder /docs. Check the path.', { folder: '/docs' })
      return { added: 0, changed: 0, missing: 0, moved: 0, unchanged: 3, skipped: [] }
    },
  })
  const session = createSessionStore(host)
  session.setState({ library: { id: 'lib' } as never })
  await session.actions.rescan()
  expect(session.getState().error).toMatchObject({ code: 'FOLDER_MISSING', params: { folder: '/docs' } })
  there = true
  await session.actions.rescan()
  expect(session.getState().error).toBeNull()
})

it('a folder that is away is told beside what the look found in the others, until that is dismissed or it is there again', async () => {
  const host = fakeHost(0)
  const away = new AppError('FOLDER_MISSING', 'There is no folder /docs. Check the path.', { folder: '/docs' }).toJSON()
  let scan: object = { added: 1, changed: 0, missing: 0, moved: 0, unchanged: 3, skipped: [], away: [away] }
  Object.assign(host.answers, {
    'libraries.info': () => ({ id: 'lib', outdated: ['extract'], changes: { added: 1, changed: 0, missing: 0, moved: 0 } }),
    'commands.state': () => ({ undo: null, redo: null }),
    'documents.scan': () => scan,
  })
  const session = createSessionStore(host)
  session.setState({ library: { id: 'lib' } as never })
  await session.actions.rescan()
  const { library, scan: found, error } = session.getState()
  expect([changesIn(library!), found?.away, error]).toEqual([1, [away], null])
  session.actions.dismissAway()
  expect([session.getState().scan?.added, session.getState().scan?.away]).toEqual([1, []])
  await session.actions.rescan()
  expect(session.getState().scan?.away).toEqual([away])
  scan = { added: 0, changed: 0, missing: 0, moved: 0, unchanged: 4, skipped: [] }
  await session.actions.rescan()
  expect(session.getState().scan?.away).toBeUndefined()
})

it('changes of the settings faster than answers are all kept: none is made from an answer to an earlier one', async () => {
  const host = fakeHost(0)
  const waiting: (() => void)[] = []
  host.answers['app.setSettings'] = ({ settings }: { settings: object }) =>
    new Promise((resolve) => waiting.push(() => resolve(structuredClone(settings))))
  const session = createSessionStore(host)
  session.setState({ settings: { theme: 'auto', language: 'auto', letterKeys: true } as never })
  const first = session.actions.setSettings({ theme: 'dark' })
  const second = session.actions.setSettings({ language: 'ja' })
  waiting[0]!()
  await first
  // Told to every window of the app, this one too.
  session.actions.settingsChanged({ theme: 'dark', language: 'auto', letterKeys: true } as never)
  expect(session.getState().settings).toMatchObject({ theme: 'dark', language: 'ja' })
  const third = session.actions.setSettings({ letterKeys: false })
  waiting[2]!()
  await third
  waiting[1]!()
  await second
  expect(session.getState().settings).toEqual({ theme: 'dark', language: 'ja', letterKeys: false })
  // With nothing on its way, what another window changed holds.
  session.actions.settingsChanged({ theme: 'light', language: 'en', letterKeys: true } as never)
  expect(session.getState().settings).toMatchObject({ theme: 'light' })
})

it('of two folders that are away one is relocated: the other is told on', async () => {
  const away = ['/docs', '/notes'].map((folder) =>
    new AppError('FOLDER_MISSING', `There is no folder ${folder}. Check the path.`, { folder }).toJSON(),
  )
  const scan = { added: 0, changed: 0, missing: 0, moved: 0, unchanged: 3, skipped: [] }
  const session = createSessionStore(fakeHost(0))
  session.actions.looked({ ...scan, away })
  session.actions.relocated('/docs', scan)
  expect(session.getState().scan?.away).toEqual([away[1]])
  session.actions.relocated('/notes', scan)
  expect(session.getState().scan?.away).toBeUndefined()
})
