import { describe, expect, it } from 'vitest'
import { runState, stageFreshness } from './run-state.ts'

const documents = { total: 5, ok: 5, skipped: 0, failed: 0, missing: 0 }
const last = (status: string) => ({ id: 1, scope: 'full', status }) as never
const scan = (more = {}) => ({ added: 0, changed: 0, missing: 0, moved: 0, unchanged: 5, skipped: [], ...more })
const library = (more = {}) =>
  ({ lastRun: last('completed'), outdated: [], changes: scan(), documents, ...more }) as Parameters<typeof runState>[0]
const idle = { active: null, paused: false, saving: null, progress: null }
const progress = (stage: string, done = 1, total = 4) => ({ stage, step: 'x', done, total }) as never
const active = (scope = 'full', status = 'running') =>
  ({ active: { id: 2, scope, status }, paused: false, saving: null }) as never as typeof idle

describe('while nothing works', () => {
  it.each([
    ['nothing has run', null, null, 'none', 0],
    ['nothing has run', library({ lastRun: null }), scan(), 'none', 0],
    [
      'the last run failed, whatever has changed since',
      library({ lastRun: last('failed'), outdated: ['extract'], changes: scan({ added: 1 }) }),
      scan({ added: 1 }),
      'failed',
      0,
    ],
    ['the last run was cancelled', library({ lastRun: last('cancelled') }), scan(), 'cancelled', 0],
    ['the app was closed while it worked', library({ lastRun: last('interrupted') }), null, 'interrupted', 0],
    [
      'documents have changed',
      library({ outdated: ['extract', 'generate'], changes: scan({ added: 1, changed: 2, missing: 1, moved: 3 }) }),
      scan(),
      'changed',
      4,
    ],
    ['documents were added and are known', library({ outdated: ['extract'], documents: { ...documents, total: 7 } }), scan(), 'unread', 2],
    ['decisions have changed', library({ outdated: ['generate'] }), scan(), 'outdated', 0],
    ['nothing has changed', library(), scan(), 'current', 0],
    ['nobody has looked yet', library(), null, 'finished', 0],
    ['the last run has read what a look had found', library(), scan({ added: 3 }), 'current', 0],
  ])('%s', (_why, known, found, kind, n) => {
    expect(runState(known as never, found, idle)).toEqual({ kind, share: null, step: null, documents: n })
  })
})

it('before the first run the folders are looked at', () => {
  expect(runState(library({ lastRun: null }), null, idle, true).kind).toBe('looking')
  expect(runState(library(), null, idle, true).kind).toBe('finished')
})

describe('while a run works', () => {
  it('says which of its own stages it is at, and how far', () => {
    const state = runState(library(), null, { ...active(), progress: progress('generate') })
    expect(state).toEqual({ kind: 'running', share: 0.25, step: { stage: 'generate', n: 2, of: 4 }, documents: 0 })
    expect(runState(library(), null, { ...active('review'), progress: progress('review') }).step).toEqual({ stage: 'review', n: 1, of: 1 })
  })
  it('starts, pauses, is cancelled, is saved', () => {
    expect(runState(library(), null, { ...active(), progress: null }).kind).toBe('starting')
    expect(runState(library(), null, { ...active(), paused: true, progress: progress('extract') }).kind).toBe('paused')
    expect(runState(library(), null, { ...active('full', 'cancelling'), paused: true }).kind).toBe('cancelling')
    expect(runState(library(), null, { ...active(), saving: 'completed' as never }).kind).toBe('saving')
  })
})

it('each stage has a badge: never made, made from what has changed since, or as things are', () => {
  const known = { made: ['extract', 'generate'], outdated: ['generate'] } as never
  expect((['extract', 'generate', 'review'] as const).map((stage) => stageFreshness(known, stage))).toEqual([
    'current',
    'outdated',
    'never',
  ])
})
