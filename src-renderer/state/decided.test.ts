import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Decision, TermQuery } from '../../src-main/contract/library-api.ts'
import { type FakeHost, fakeHost } from '../testing/fake-host.ts'
import { type App, createApp } from './app.ts'
import { leavesView } from './decided.ts'
import { rowAt } from './terms.ts'

const SIZE = 400
const info = {
  id: 'lib',
  name: 'lib',
  file: '/lib.glossary',
  readOnly: false,
  activeRun: null,
  lastRun: null,
  terms: { total: SIZE, undecided: SIZE, accepted: 0, dropped: 0, toReview: SIZE },
}

/** A host that answers when it is told to, each call with what is there at that moment. */
async function slowApp(view: TermQuery['view']) {
  const host: FakeHost = fakeHost(SIZE)
  const waiting: (() => void)[] = []
  const decided: number[] = []
  let slow = false
  const later =
    <A, T>(answer: (args: A) => T) =>
    (args: A) =>
      slow ? new Promise<T>((resolve) => waiting.push(() => resolve(answer(args)))) : answer(args)
  // As in a folded list: every seventh term is a row of its own only once the one before it has left.
  const rows = (query: TermQuery) => {
    const inView = host.terms.filter((row) => !leavesView(query.view, row.decision))
    const there = new Set(inView.map(({ id }) => id))
    return inView.filter(({ id }) => id % 7 !== 0 || !there.has(id - 1))
  }
  Object.assign(host.answers, {
    'libraries.info': () => info,
    'commands.state': () => ({ undo: null, redo: null }),
    'terms.detail': () => Promise.reject(new Error('not needed')),
    'terms.page': later(({ query }: { query: TermQuery }) => {
      const all = rows(query)
      return { total: all.length, rows: all.slice(query.offset, query.offset! + query.limit!) }
    }),
    'terms.indexOf': later(({ query, concept }: { query: TermQuery; concept: number }) => {
      const index = rows(query).findIndex(({ id }) => id === concept)
      return index < 0 ? null : index
    }),
    'commands.do': later(({ command }: { command: { concepts: number[]; decision: Decision } }) => {
      decided.push(...command.concepts)
      host.terms = host.terms.map((row) => (command.concepts.includes(row.id) ? { ...row, decision: command.decision } : row))
      return null
    }),
  })
  const app: App = createApp(host)
  await app.act.openLibrary(async () => info as never, 'lib')
  await app.act.view(view)
  slow = true
  return { app, host, decided, waiting }
}

const turns = async (): Promise<void> => {
  for (let i = 0; i < 12; i++) await Promise.resolve()
}
const active = (app: App) => rowAt(app.terms.getState(), app.terms.getState().active)?.id

describe('keys faster than answers', () => {
  it.each(['review', 'glossary', 'all'] as const)('decide each term of "%s" once, in order, whenever the answers come', async (view) => {
    const step = fc.oneof(
      { weight: 3, arbitrary: fc.constantFrom<Decision>('accepted', 'dropped') },
      { weight: 4, arbitrary: fc.nat(20).map((which) => ({ which })) },
    )
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 60 }), async (steps) => {
        const { app, decided, waiting } = await slowApp(view)
        const pressed: (number | undefined)[] = []
        for (const one of steps) {
          const focused = active(app)
          if (typeof one === 'string') {
            pressed.push(focused)
            void app.act.decide(one)
          } else waiting.splice(one.which % Math.max(1, waiting.length), 1)[0]?.()
          await turns()
          // Only a key leads to another term, never an answer.
          if (typeof one !== 'string') expect(active(app)).toBe(focused)
          expect(active(app)).toBeGreaterThan(pressed.at(-1) ?? 0)
        }
        const last = active(app)
        for (let i = 0; i < 500 && waiting.length > 0; i++) {
          waiting.shift()!()
          await turns()
        }
        expect(active(app)).toBe(last)
        expect([...decided].sort((a, b) => a - b)).toEqual(pressed)
      }),
      { numRuns: 60 },
    )
  })

  it('leave the focus on the first term after a selection that goes', async () => {
    const { app, waiting } = await slowApp('review')
    app.terms.actions.focusRow(3)
    app.terms.actions.focusRow(7, 'extend')
    void app.act.decide('dropped')
    expect(active(app)).toBe(10)
    for (let i = 0; i < 50 && waiting.length > 0; i++) {
      waiting.shift()!()
      await turns()
    }
    expect(active(app)).toBe(10)
    // The seventh has come up above it.
    expect(app.terms.getState().active).toBe(4)
  })

  it('show a decision that could not be stored as it is', async () => {
    const { app, host } = await slowApp('review')
    host.answers['commands.do'] = () => Promise.reject(new Error('disk'))
    host.answers['terms.indexOf'] = () => null
    host.answers['terms.page'] = () => ({ total: SIZE, rows: host.terms.slice(0, 100) })
    await app.act.decide('accepted')
    expect(app.ui.getState().error?.code).toBe('INTERNAL')
    expect(rowAt(app.terms.getState(), 0)?.id).toBe(1)
  })
})
