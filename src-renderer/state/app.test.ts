import { beforeEach, describe, expect, it } from 'vitest'
import { type FakeHost, fakeHost } from '../testing/fake-host.ts'
import { type App, createApp } from './app.ts'
import { cycleUsage } from './command-actions.ts'
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

  it('the usage goes on by a step at every press, also where the host is slower than the keys; each press is about its own row', async () => {
    const usages = new Map<number, string | null>()
    Object.assign(host.answers, {
      'terms.detail': async ({ concept }: { concept: number }) => {
        await Promise.resolve()
        return { id: concept, variants: [{ surface: `term ${concept}`, usage: usages.get(concept) ?? null }] }
      },
      'commands.do': async ({ command }: { command: { concept: number; usage: string | null } }) => {
        await new Promise((resolve) => setTimeout(resolve))
        usages.set(command.concept, command.usage)
        return null
      },
    })
    const presses = [cycleUsage(app), cycleUsage(app)]
    app.terms.actions.focusRow(1)
    presses.push(cycleUsage(app))
    await Promise.all(presses)
    expect([...usages]).toEqual([
      [1, 'admitted'],
      [2, 'preferred'],
    ])
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
    app.drafts.open('note', '', async () => void order.push('draft'), app.act.fail).type('x')
    host.answers['commands.undo'] = () => {
      order.push('undo')
      return { ok: false, reason: '' }
    }
    await app.act.undo()
    expect(order).toEqual(['draft', 'undo'])
  })

  it('stores what is being typed before it leaves its library for the list of libraries, or for another one', async () => {
    Object.assign(host.answers, { 'libraries.close': () => null, 'libraries.recent': () => [] })
    const order: string[] = []
    const type = (text: string) => app.drafts.open('note', '', async (value) => void order.push(value), app.act.fail).type(text)
    type('left')
    await app.act.openLibrary(async () => {
      order.push('another')
      return { ...info, id: 'other' } as never
    }, 'other')
    type('left again')
    await app.act.leaveLibrary()
    order.push('home')
    expect(order).toEqual(['left', 'another', 'left again', 'home'])
  })

  it('stays where a text that is being typed can not be stored', async () => {
    app.drafts.open('note', '', () => Promise.reject(new Error('The disk is full.')), app.act.fail).type('x')
    expect(await app.act.openLibrary(async () => ({ ...info, id: 'other' }) as never, 'other')).toBe(false)
    await expect(app.act.leaveLibrary()).rejects.toThrow('The disk is full.')
    expect(app.session.getState().library?.id).toBe('lib')
    expect(app.ui.getState().error?.message).toContain('The disk is full.')
  })

  it('looks at the folders of a library when it opens it, unless it may not write, has never run, or a run works and looks itself', async () => {
    host.answers['documents.scan'] = () => ({ added: 0, changed: 0, missing: 0, moved: 0, unchanged: 0, skipped: [] })
    host.answers['runs.logs'] = () => []
    const looked = async (change: object) => {
      host.calls.length = 0
      await app.act.openLibrary(async () => ({ ...info, ...change }) as never, 'lib')
      return host.calls.some(({ name }) => name === 'documents.scan')
    }
    const lastRun = { id: 1, scope: 'full', status: 'completed', settings: '{}' }
    expect(await looked({ lastRun })).toBe(true)
    expect(await looked({ lastRun: null })).toBe(false)
    expect(await looked({ lastRun, readOnly: true })).toBe(false)
    expect(await looked({ lastRun, activeRun: { id: 2, scope: 'full', status: 'running' } })).toBe(false)
  })

  it('S goes round preferred, admitted, forbidden and none, on the headword of the term with the focus', async () => {
    const usages = [null, 'preferred', 'admitted', 'forbidden'] as const
    for (const [at, usage] of usages.entries()) {
      host.answers['terms.detail'] = ({ concept }: { concept: number }) => ({ id: concept, variants: [{ surface: 'term 1', usage }] })
      host.calls.length = 0
      app.detail.actions.open('lib')
      await cycleUsage(app)
      expect(commands()).toEqual([{ type: 'set-usage', concept: 1, surface: 'term 1', usage: usages[(at + 1) % 4] }])
    }
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
