import { beforeEach, describe, expect, it } from 'vitest'
import { appSettingsSchema, usableSettings } from '../../src-main/contract/host-values.ts'
import { fakeHost } from '../testing/fake-host.ts'
import { type App, createApp } from './app.ts'
import { COMMANDS } from './commands.ts'
import { boundKeys, keysFor, keysOf, runSequence, sequencesOf } from './keys.ts'
import { accelerator, nativeMenus, shownKey } from './menu.ts'

const settings = (change: object = {}) => appSettingsSchema.parse(change)

/** The keyboard map of the design: command by its key. ⌘ is `mod`. */
const MAP: Readonly<Record<string, string>> = {
  'mod+k': 'palette',
  'mod+shift+p': 'palette',
  'mod+p': 'goto',
  j: 'list.next',
  k: 'list.previous',
  space: 'term.peek',
  a: 'term.accept',
  'mod+enter': 'term.accept',
  d: 'term.drop',
  'mod+d': 'term.drop',
  m: 'term.merge',
  v: 'term.variant',
  s: 'term.status',
  e: 'term.edit',
  f2: 'term.edit',
  'mod+a': 'select.all',
  x: 'list.toggle',
  'mod+z': 'undo',
  'mod+shift+z': 'redo',
  ']': 'occurrence.next',
  '[': 'occurrence.previous',
  'alt+enter': 'term.source',
  'g t': 'go.terms',
  'g r': 'go.review',
  'g p': 'go.problems',
  'g d': 'go.documents',
  'g m': 'go.map',
  'mod+1': 'toggle.sidebar',
  'mod+2': 'toggle.inspector',
  'mod+3': 'toggle.reader',
  'mod+4': 'toggle.log',
  'mod+f': 'find',
  'mod+shift+f': 'search.documents',
  'mod+r': 'run.full',
  'mod+.': 'run.pause',
  'mod+e': 'export',
  'mod+shift+e': 'export.again',
  '?': 'shortcuts',
}

describe('commands', () => {
  it('have an id of their own, and no key is that of two', () => {
    expect(new Set(COMMANDS.map(({ id }) => id)).size).toBe(COMMANDS.length)
    const keys = COMMANDS.flatMap((command) => command.keys)
    expect(keys.filter((key, at) => keys.indexOf(key) !== at || keys.some((other) => other.startsWith(`${key} `)))).toEqual([])
    // Nothing had to be taken from anybody.
    for (const { id, keys: own } of COMMANDS) expect(boundKeys(null).get(id), id).toEqual(own)
  })

  it('have the keys of the keyboard map', () => {
    for (const [key, id] of Object.entries(MAP)) expect(boundKeys(null).get(id), key).toContain(key)
  })

  it('are all in the native menus, with accelerators as Electron writes them', () => {
    expect(nativeMenus('linux').flatMap(({ items }) => items.filter((item) => 'command' in item)).length).toBe(COMMANDS.length)
    expect(accelerator('mod+shift+z')).toBe('CmdOrCtrl+Shift+Z')
    expect(accelerator('f2')).toBe('F2')
    expect(accelerator('alt+enter')).toBe('Alt+Enter')
  })
})

describe('keys people chose', () => {
  let app: App
  const use = (change: object) => app.session.setState({ settings: settings(change) })
  beforeEach(() => {
    app = createApp(fakeHost(3))
  })

  it('do the command instead of its own', () => {
    use({ keys: { 'term.accept': ['y'] } })
    const map = keysFor(app, 'list')
    expect(Object.keys(map)).toContain('y')
    expect(Object.keys(map)).not.toContain('a')
    expect(Object.keys(map)).not.toContain('mod+enter')
  })

  it('single letters, other characters and sequences are switched off together, and nothing else', () => {
    use({ letterKeys: false })
    for (const where of ['list', 'grid', 'global', 'problems'] as const)
      expect(Object.keys(keysFor(app, where)).filter((key) => key.length === 1)).toEqual([])
    expect(sequencesOf(app.session.getState().settings)).toEqual([])
    expect(Object.keys(keysFor(app, 'list'))).toContain('mod+enter')
    expect(keysOf(app.session.getState().settings, 'go.problems')).toEqual(['alt+2'])
    expect(keysOf(app.session.getState().settings, 'shortcuts')).toEqual(['f1'])
  })

  it('lead where they say: a sequence can be changed as well', () => {
    use({})
    expect(runSequence(app, 'p')).toBe(true)
    expect(app.ui.getState().place).toBe('problems')
    expect(runSequence(app, 'q')).toBe(false)
    use({ keys: { 'go.documents': ['g q'] } })
    expect(runSequence(app, 'd')).toBe(false)
    expect(runSequence(app, 'q')).toBe(true)
    expect(app.ui.getState().place).toBe('documents')
  })

  it('are shown by the native menus, where Electron can write them', () => {
    const shown = (change: object, id: string) =>
      nativeMenus('linux', settings(change))
        .flatMap(({ items }) => items)
        .find((item) => 'command' in item && item.command === id)
    expect(shown({}, 'export')).toMatchObject({ accelerator: 'CmdOrCtrl+E' })
    expect(shown({ keys: { export: ['f9', 'mod+e'] } }, 'export')).toMatchObject({ accelerator: 'F9' })
    expect(shown({ keys: { export: [] } }, 'export')).not.toHaveProperty('accelerator')
    expect(shown({ keys: { 'term.drop': ['mod+e'] } }, 'export')).not.toHaveProperty('accelerator')
    expect(shown({ letterKeys: false }, 'term.accept')).toMatchObject({ accelerator: 'CmdOrCtrl+Enter' })
    // A sequence can't be shown: the next key is.
    expect(shown({}, 'go.problems')).toMatchObject({ accelerator: 'Alt+2' })
    expect(shown({}, 'go.review')).not.toHaveProperty('accelerator')
    expect(shownKey(['g t', 'ö', 'mod+plus'])).toBe('CmdOrCtrl+Plus')
    expect(shownKey(['launchmail'])).toBeUndefined()
  })
})

describe('usableSettings', () => {
  const fresh = appSettingsSchema.parse({})
  it.each([null, 'x', 7, [], { keys: 3 }, { keys: null, theme: 'pink' }, { letterKeys: 'yes', readerMarks: 1 }])(
    '%j is as good as none',
    (value) => expect(usableSettings(value)).toEqual(fresh),
  )

  it('keeps what holds beside what does not', () => {
    const given = { language: 'ja', theme: 'pink', keys: { 'term.accept': ['y'], 'term.drop': 'z', undo: ['a b c'] }, unknown: 1 }
    expect(usableSettings(given)).toEqual({ ...fresh, language: 'ja', keys: { 'term.accept': ['y'] } })
  })

  it('gives back what was saved', () => {
    const saved = appSettingsSchema.parse({ language: 'en', letterKeys: false, keys: { 'go.terms': ['g z', 'alt+1'], undo: [] } })
    expect(usableSettings(JSON.parse(JSON.stringify(saved)))).toEqual(saved)
  })
})
