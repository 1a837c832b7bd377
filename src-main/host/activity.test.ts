import { expect, it } from 'vitest'
import { Activity, LONG_RUN_MS } from './activity.ts'

const ended = (status: 'completed' | 'failed' | 'interrupted' | 'cancelled') => ({ name: 'Harbour', status })

it('shows the share while runs work, nothing afterwards, and keeps the computer awake in between', () => {
  const activity = new Activity()
  expect(activity.note({ library: 'a', active: 1, share: null }, 0, true, 'en')).toEqual({ progress: 2, awake: true, tell: null })
  expect(activity.note({ library: 'a', active: 1, share: 0.4 }, 10, true, 'en')).toMatchObject({ progress: 0.4, awake: true })
  expect(activity.note({ library: 'b', active: 2, share: 0.2 }, 20, true, 'en')).toMatchObject({ progress: 0.2, awake: true })
  expect(activity.note({ library: 'a', active: 1, share: 0.1, ended: ended('completed') }, 30, true, 'en')).toMatchObject({
    progress: 0.1,
    awake: true,
  })
  expect(activity.note({ library: 'b', active: 0, share: null, ended: ended('failed') }, 40, true, 'en')).toMatchObject({
    progress: -1,
    awake: false,
  })
})

it.each([
  ['a long run that ends unseen', LONG_RUN_MS + 1, false, 'completed', 'Harbour: run completed'],
  ['a long run that ends before people’s eyes', LONG_RUN_MS + 1, true, 'completed', null],
  ['a short run', LONG_RUN_MS, false, 'completed', null],
  ['a long one that failed', LONG_RUN_MS + 1, false, 'failed', 'Harbour: run failed'],
  ['a long one that somebody cancelled', LONG_RUN_MS + 1, false, 'cancelled', null],
] as const)('tells of %s as it should', (_what, after, seen, status, tell) => {
  const activity = new Activity()
  activity.note({ library: 'a', active: 1, share: null }, 1000, seen, 'en')
  expect(activity.note({ library: 'a', active: 0, share: null, ended: ended(status) }, 1000 + after, seen, 'en').tell).toBe(tell)
})

it('measures each library by itself, and speaks the language of the app', () => {
  const activity = new Activity()
  activity.note({ library: 'long', active: 1, share: null }, 0, false, 'ja')
  activity.note({ library: 'short', active: 2, share: null }, LONG_RUN_MS, false, 'ja')
  expect(
    activity.note({ library: 'short', active: 1, share: null, ended: ended('completed') }, LONG_RUN_MS + 5, false, 'ja').tell,
  ).toBeNull()
  const told = activity.note({ library: 'long', active: 0, share: null, ended: ended('completed') }, LONG_RUN_MS + 5, false, 'ja').tell
  expect(told).toBe('Harbour: 処理が完了しました')
})
