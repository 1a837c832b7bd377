import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { KEY_NAME, usableBindings } from '../../src-main/contract/keys.ts'
import { assign, type Bindable, holderOf, isCharacter, keysInForce, mayBind, reset, take } from './bindings.ts'

const COMMANDS: readonly Bindable[] = [
  { id: 'accept', keys: ['a', 'mod+enter'] },
  { id: 'drop', keys: ['d', 'mod+d'] },
  { id: 'terms', keys: ['g t', 'alt+1'] },
  { id: 'documents', keys: ['g d'] },
  { id: 'bare', keys: [] },
]
const force = (bindings = {}) => Object.fromEntries(keysInForce(COMMANDS, bindings))

describe('keysInForce', () => {
  it('is what the commands have of their own where nothing was chosen', () => {
    expect(force()).toEqual(Object.fromEntries(COMMANDS.map(({ id, keys }) => [id, keys])))
  })

  it('puts what people chose first: the command whose key was taken loses it', () => {
    expect(force({ bare: ['a'] })).toMatchObject({ bare: ['a'], accept: ['mod+enter'] })
  })

  it('gives no key twice, whatever the settings say', () => {
    const key = fc.constantFrom('a', 'b', 'g', 'g t', 'g d', 'mod+d', 'alt+1', 'f2')
    const bindings = fc.dictionary(fc.constantFrom(...COMMANDS.map(({ id }) => id), 'unknown'), fc.array(key, { maxLength: 5 }))
    fc.assert(
      fc.property(bindings, (given) => {
        const all = [...keysInForce(COMMANDS, given).values()].flat()
        for (const one of all) expect(all.filter((other) => other === one || other.startsWith(`${one} `))).toEqual([one])
      }),
    )
  })
})

describe('changing a key', () => {
  it('replaces one, adds one, and forgets what is as it was', () => {
    const changed = assign(COMMANDS, {}, 'accept', 'y', 'a')
    expect(changed).toEqual({ accept: ['y', 'mod+enter'] })
    expect(assign(COMMANDS, changed, 'accept', 'a', 'y')).toEqual({})
    expect(assign(COMMANDS, {}, 'bare', 'f7', null)).toEqual({ bare: ['f7'] })
  })

  it('takes it over from the command that has it', () => {
    expect(holderOf(COMMANDS, {}, 'd', 'accept')).toBe('drop')
    expect(holderOf(COMMANDS, {}, 'd', 'drop')).toBeNull()
    expect(holderOf(COMMANDS, {}, 'g t', 'documents')).toBe('terms')
    expect(assign(COMMANDS, {}, 'accept', 'd', 'a')).toEqual({ accept: ['d', 'mod+enter'], drop: ['mod+d'] })
  })

  it('takes a key away, down to none', () => {
    const one = take(COMMANDS, {}, 'documents', 'g d')
    expect(one).toEqual({ documents: [] })
    expect(force(one).documents).toEqual([])
  })

  it('is undone for one command: who had taken its key loses it again', () => {
    const taken = assign(COMMANDS, {}, 'accept', 'd', 'a')
    expect(reset(COMMANDS, taken, 'drop')).toEqual({ accept: ['mod+enter'] })
    expect(reset(COMMANDS, reset(COMMANDS, taken, 'drop'), 'accept')).toEqual({})
    expect(reset(COMMANDS, { later: ['x'] }, 'accept')).toEqual({ later: ['x'] })
  })

  it('always leaves the command its new key and everybody else without it', () => {
    const ids = COMMANDS.map(({ id }) => id)
    const steps = fc.array(fc.tuple(fc.constantFrom(...ids), fc.constantFrom('a', 'd', 'f2', 'g t', 'g x', 'mod+d')), { maxLength: 12 })
    fc.assert(
      fc.property(steps, (given) => {
        let bindings = {}
        for (const [id, key] of given) {
          bindings = assign(COMMANDS, bindings, id, key, null)
          const now = keysInForce(COMMANDS, bindings)
          expect(now.get(id)).toContain(key)
          for (const other of ids) if (other !== id) expect(now.get(other)).not.toContain(key)
        }
        for (const id of ids) bindings = reset(COMMANDS, bindings, id)
        for (const id of ids) bindings = reset(COMMANDS, bindings, id)
        expect(bindings).toEqual({})
      }),
    )
  })
})

describe('names of keys', () => {
  it.each(['a', 'mod+shift+z', 'f2', 'g t', '[', '?', 'plus', 'mod+plus', 'mod+.', 'alt+enter', 'ö', 'shift+f3', '/'])('%s is one', (key) =>
    expect(KEY_NAME.test(key)).toBe(true),
  )
  it.each(['', ' ', 'a b c', 'mod+', '+', 'mod + a', 'ctrl+a', 'a'.repeat(30)])('%j is none', (key) =>
    expect(KEY_NAME.test(key)).toBe(false),
  )

  it.each(['a', 'mod+b', 'f5', 'g x', 'alt+7', 'shift+f5', 'space', ']', 'mod+shift+.'])('%s can be chosen', (key) =>
    expect(mayBind(key)).toBe(true),
  )
  it.each([
    'tab',
    'shift+tab',
    'escape',
    'enter',
    'arrowdown',
    'shift+arrowup',
    'mod+home',
    'mod+c',
    'mod+w',
    'other+a',
    'mod+alt+e',
    'g',
    'a b',
  ])('%s can not', (key) => expect(mayBind(key)).toBe(false))

  it('knows those that write: what can be switched off', () => {
    expect(['a', 'g t', '?', 'plus', '['].map(isCharacter)).toEqual([true, true, true, true, true])
    expect(['mod+a', 'f2', 'space', 'alt+1', 'mod+plus'].map(isCharacter)).toEqual([false, false, false, false, false])
  })
})

describe('usableBindings', () => {
  it('keeps what can be used of a file somebody has edited', () => {
    expect(usableBindings({ a: ['x'], b: 'x', c: [1], d: ['a b c'], e: [], f: Array(9).fill('x'), ['g'.repeat(61)]: ['x'] })).toEqual({
      a: ['x'],
      e: [],
    })
  })
  it.each([null, 'x', 3, ['a'], undefined])('is nothing for %j', (value) => expect(usableBindings(value)).toEqual({}))
})
