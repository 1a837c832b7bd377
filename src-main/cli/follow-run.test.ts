import { expect, test } from 'vitest'
import type { RunRow, RunStatus } from '../contract/run.ts'
import type { Library } from '../library/library.ts'
import type { RunEnd, RunSubscriber } from '../runs/api.ts'
import { reporterFor, runAndFollow } from './follow-run.ts'
import type { Io } from './io.ts'

/** What the terminal says about a run whose end can not be saved: the outcome, that it is being saved, never another status. */

const row = { id: 7, scope: 'full', status: 'running', failureKind: null, error: null, durationMs: 5, counts: '{}' } as RunRow
const end = (status: RunStatus, unsaved: boolean): RunEnd => ({ runId: 7, status, failureKind: null, error: null, lastSeq: 0, unsaved })

/** A library whose run 7 goes as `play` has it. */
const libraryWith = (play: (subscriber: RunSubscriber) => void): Library =>
  ({
    runs: {
      start: async () => row,
      get: async () => row,
      cancel: async () => 'accepted',
      subscribe: async (_id: number, subscriber: RunSubscriber) => {
        queueMicrotask(() => play(subscriber))
        return { unsubscribe: () => undefined }
      },
    },
  }) as unknown as Library

function terminal(columns?: number): { readonly io: Io; readonly said: () => string } {
  const parts: string[] = []
  const err = { write: (text: string) => void parts.push(text), columns }
  return { io: { err, onInterrupt: () => () => undefined } as unknown as Io, said: () => parts.join('') }
}

const saving = (subscriber: RunSubscriber, status: RunStatus): void => {
  for (const one of [null, status, status]) subscriber.status?.('running', { paused: false, saving: one })
}

test.each([
  ['a pipe', undefined, false],
  ['a terminal', 80, false],
  ['JSON lines', undefined, true],
] as const)('%s: a run that is over and not saved yet is said to be so, once', async (_what, columns, json) => {
  const { io, said } = terminal(columns)
  const library = libraryWith((subscriber) => {
    saving(subscriber, 'completed')
    subscriber.end?.(end('completed', false))
  })
  expect(await runAndFollow(io, library, 'full', {}, reporterFor(io, json))).toBe(0)
  const hits = said().match(
    json ? /"type":"saving","status":"completed"/gu : /The run is over \(completed\)\. Saving that fails just now/gu,
  )
  expect(hits).toHaveLength(1)
})

test('a run that is saved at once says nothing about saving', async () => {
  const { io, said } = terminal()
  const library = libraryWith((subscriber) => subscriber.end?.(end('completed', false)))
  await runAndFollow(io, library, 'full', {}, reporterFor(io, false))
  expect(said()).toBe('')
})

test('a completed run that could not be saved is no success: what the library holds is not what it made', async () => {
  const { io, said } = terminal()
  const library = libraryWith((subscriber) => {
    saving(subscriber, 'completed')
    subscriber.end?.(end('completed', true))
  })
  const following = runAndFollow(io, library, 'full', {}, reporterFor(io, false))
  await expect(following).rejects.toMatchObject({ code: 'STORAGE', message: expect.stringContaining('The run is completed') })
  expect(said()).toContain('kept beside it')
})

test('a cancelled run that could not be saved is cancelled', async () => {
  const { io, said } = terminal()
  const library = libraryWith((subscriber) => subscriber.end?.(end('cancelled', true)))
  expect(await runAndFollow(io, library, 'full', {}, reporterFor(io, true))).toBe(130)
  expect(JSON.parse(said().split('\n')[0]!)).toMatchObject({ type: 'end', status: 'cancelled', unsaved: true })
})
