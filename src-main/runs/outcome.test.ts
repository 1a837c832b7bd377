import { describe, expect, it } from 'vitest'
import type { FailureKind } from '../contract/run.ts'
import { decideOutcome, type Ending, OutcomeLatch } from './outcome.ts'

const nobody = { ready: true, cancelRequested: false, quitting: false }
const cancelled = { ...nobody, cancelRequested: true }
const quitting = { ...nobody, quitting: true }
const both = { ...nobody, cancelRequested: true, quitting: true }

const done: Ending = { type: 'done', stages: [], counts: { documents: 3 } }
const exit = (over: object = {}): Ending => ({ type: 'exit', exit: { code: 1, signal: null, reason: 'exited', ...over } })

const failures: readonly (readonly [string, Ending, FailureKind])[] = [
  ['an error of the pipeline', { type: 'error', message: 'x' }, 'error'],
  ['a context that could not be built', { type: 'context-failed', message: 'x' }, 'error'],
  ['a process that could not be started', { type: 'launch-failed', message: 'x' }, 'spawn'],
  ['a worker that was never ready', { type: 'not-ready', afterMs: 30_000 }, 'spawn'],
  ['a silent worker', { type: 'stalled', afterMs: 60_000 }, 'stalled'],
  ['a worker that is too big', { type: 'over-memory', rssBytes: 2 ** 32 }, 'oom'],
  ['a breach of protocol', { type: 'breach', detail: 'x' }, 'protocol'],
  ['results that could not be stored', { type: 'storage', detail: 'x' }, 'storage'],
  ['exit code 1', exit(), 'crash'],
  ['exit code 0 without an outcome', exit({ code: 0 }), 'crash'],
  ['a crash by signal', exit({ code: null, signal: 'SIGSEGV', reason: 'crashed' }), 'crash'],
  ['a kill by somebody else', exit({ code: null, signal: 'SIGKILL', reason: 'killed' }), 'crash'],
  ['an exhausted heap', exit({ code: 134, reason: 'oom' }), 'oom'],
  ['a worker that says cancelled unasked', { type: 'cancelled' }, 'protocol'],
  ['an exit nobody reported', { type: 'unkillable' }, 'protocol'],
]

describe('nobody asked for anything', () => {
  it.each(failures)('%s is a failure of its own kind, with a sentence', (_name, ending, kind) => {
    const outcome = decideOutcome(ending, nobody)
    expect(outcome).toMatchObject({ status: 'failed', failureKind: kind, done: null })
    expect(outcome.error).toBeTruthy()
  })

  it('an exit before ready is a spawn failure', () => {
    expect(decideOutcome(exit({ code: 3 }), { ...nobody, ready: false })).toMatchObject({ status: 'failed', failureKind: 'spawn' })
  })

  it('out of memory before ready is still out of memory', () => {
    expect(decideOutcome(exit({ reason: 'oom' }), { ...nobody, ready: false })).toMatchObject({ failureKind: 'oom' })
  })

  it('a launch that fails late is a spawn failure', () => {
    expect(decideOutcome(exit({ reason: 'launch-failed' }), nobody)).toMatchObject({ failureKind: 'spawn' })
  })
})

describe('a cancel was asked for', () => {
  it.each(failures)('%s is cancelled: cancelled beats failed', (_name, ending) => {
    expect(decideOutcome(ending, cancelled)).toEqual({ status: 'cancelled', failureKind: null, error: null, done: null })
  })

  it('before ready it is decided at once', () => {
    expect(decideOutcome({ type: 'stopped-before-ready' }, { ...cancelled, ready: false })).toMatchObject({ status: 'cancelled' })
  })

  it('a cancel beats a quit', () => {
    expect(decideOutcome(exit(), both)).toMatchObject({ status: 'cancelled' })
  })
})

describe('the app is closing', () => {
  it.each(failures)('%s is interrupted', (_name, ending) => {
    expect(decideOutcome(ending, quitting)).toMatchObject({ status: 'interrupted', failureKind: null })
  })
})

describe('finished work', () => {
  it.each([
    ['nobody', nobody],
    ['a cancel', cancelled],
    ['a quit', quitting],
    ['both', both],
  ])('is completed whatever was asked for: %s', (_name, intent) => {
    expect(decideOutcome(done, intent)).toEqual({
      status: 'completed',
      failureKind: null,
      error: null,
      done: { stages: [], counts: { documents: 3 } },
    })
  })
})

describe('a run taken over by another process', () => {
  it('is interrupted here, even if it was cancelled', () => {
    expect(decideOutcome({ type: 'lost', detail: 'taken over' }, cancelled)).toMatchObject({ status: 'interrupted', error: 'taken over' })
  })
})

describe('the latch', () => {
  const completed = decideOutcome(done, nobody)
  const failed = decideOutcome(exit(), nobody)

  it('takes the first outcome', () => {
    const latch = new OutcomeLatch()
    expect(latch.value).toBe(null)
    expect(latch.set(completed)).toBe(true)
    expect(latch.value).toBe(completed)
  })

  it('refuses every later one', () => {
    const latch = new OutcomeLatch()
    latch.set(completed)
    expect(latch.set(failed)).toBe(false)
    expect(latch.value).toBe(completed)
  })
})
