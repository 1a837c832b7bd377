import { beforeEach, describe, expect, it } from 'vitest'
import { type FakeHost, fakeHost } from '../testing/fake-host.ts'
import { type App, createApp } from './app.ts'
import { rowAt } from './term-pages.ts'
import { wire } from './wire.ts'

const info = {
  id: 'lib',
  name: 'lib',
  file: '/lib.glossary',
  readOnly: false,
  activeRun: null,
  lastRun: null,
  terms: { total: 0, undecided: 0, accepted: 0, dropped: 0, toReview: 0 },
}

describe('app', () => {
  let host: FakeHost
  let app: App
  const commands = () => host.calls.filter(({ name }) => name === 'commands.do').map(({ args }) => (args as { command: unknown }).command)

  beforeEach(async () => {
    host = fakeHost(300)
    Object.assign(host.answers, {
      'libraries.info': () => info,
      'commands.state': () => ({ undo: null, redo: null }),
      'commands.do': ({ command }: { command: { type: string; concepts: number[]; decision: 'accepted' } }) => {
        if (command.type === 'decide')
          host.terms = host.terms.map((row) => (command.concepts.includes(row.id) ? { ...row, decision: command.decision } : row))
        return null
      },
      'commands.undo': () => ({ ok: false, reason: 'Later changes depend on it.' }),
      'terms.detail': () => {
        throw new Error('not needed')
      },
    })
    app = createApp(host)
    await app.act.openLibrary(async () => info as never, 'lib')
  })

  it('decides on the row with the focus and goes on to the next', async () => {
    await app.act.decide('accepted')
    await app.act.decide('dropped')
    expect(commands()).toEqual([
      { type: 'decide', concepts: [1], decision: 'accepted' },
      { type: 'decide', concepts: [2], decision: 'dropped' },
    ])
    // The dropped one has left the list.
    expect([app.terms.getState().active, app.terms.actions.targets()]).toEqual([1, [3]])
  })

  it('stays on its row where a decided term leaves the list', async () => {
    await app.terms.actions.setQuery({ view: 'undecided' })
    app.terms.actions.focusRow(4)
    await app.act.decide('accepted')
    expect(commands()).toEqual([{ type: 'decide', concepts: [5], decision: 'accepted' }])
    expect(app.terms.getState().active).toBe(4)
    expect(app.terms.actions.targets()).toEqual([6])
  })

  it('a key pressed before the host answers is for the next term, where decided terms leave the list', async () => {
    for (const [view, decisions] of [
      ['undecided', ['accepted', 'dropped', 'accepted', 'dropped']],
      ['glossary', ['dropped', 'dropped', 'accepted', 'dropped']],
    ] as const) {
      await app.terms.actions.setQuery({ view })
      app.terms.actions.focusRow(4)
      const ids = [4, 5, 6, 7, 8].map((row) => rowAt(app.terms.getState(), row)!.id)
      host.calls.length = 0
      await Promise.all(decisions.map((decision) => app.act.decide(decision)))
      expect(commands()).toEqual(decisions.map((decision, at) => ({ type: 'decide', concepts: [ids[at]], decision })))
      expect(app.terms.actions.targets()).toEqual([ids[4]])
    }
  })

  it('decides on a selection in one command', async () => {
    app.terms.actions.focusRow(1)
    app.terms.actions.focusRow(3, 'extend')
    await app.act.decide('dropped')
    expect(commands()).toEqual([{ type: 'decide', concepts: [2, 3, 4], decision: 'dropped' }])
    expect(app.terms.getState().selection.ids.size).toBe(0)
    expect(app.ui.getState().notice?.undoable).toBe(true)
  })

  it('shows the refusal of a command, and says why an undo is not possible', async () => {
    host.answers['commands.do'] = () => {
      throw Object.assign(new Error('read-only'), {})
    }
    expect(await app.act.command({ type: 'set-note', concept: 1, note: 'x' })).toBe(false)
    expect(app.ui.getState().error?.code).toBe('INTERNAL')
    await app.act.undo()
    expect(app.ui.getState().notice?.text).toBe('Later changes depend on it.')
  })

  it('waits for texts being typed before it undoes', async () => {
    const order: string[] = []
    app.holdDraft(async () => void order.push('draft'))
    host.answers['commands.undo'] = () => {
      order.push('undo')
      return { ok: false, reason: '' }
    }
    await app.act.undo()
    expect(order).toEqual(['draft', 'undo'])
  })

  it('hears changes of its own library only', async () => {
    const stop = wire(app)
    const before = host.calls.length
    host.emit('library.changed', { library: 'other', topics: ['terms'] })
    expect(host.calls.length).toBe(before)
    host.emit('library.changed', { library: 'lib', topics: ['info'] })
    expect(host.calls.length).toBeGreaterThan(before)
    stop()
  })
})
