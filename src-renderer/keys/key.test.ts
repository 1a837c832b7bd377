import { describe, expect, it } from 'vitest'
import { type KeyPress, keyName } from './key.ts'
import { keyLabel } from './useKey.ts'

const press = (over: Partial<KeyPress>): KeyPress => ({
  key: 'a',
  code: 'KeyA',
  keyCode: 65,
  isComposing: false,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  ...over,
})

describe('keyName', () => {
  it.each([
    [press({}), 'a'],
    [press({ key: 'A', shiftKey: true }), 'a'],
    [press({ key: 'z', code: 'KeyZ', ctrlKey: true, shiftKey: true }), 'mod+shift+z'],
    [press({ key: 'ArrowDown', code: 'ArrowDown', shiftKey: true }), 'shift+arrowdown'],
    [press({ key: '?', code: 'Slash', shiftKey: true }), '?'],
    [press({ key: ' ', code: 'Space' }), 'space'],
    [press({ key: 'k', code: 'KeyK', metaKey: true }), 'other+k'],
  ])('names %j', (event, name) => expect(keyName(event, false, false)).toBe(name))

  it('takes ⌘ for mod on macOS', () => {
    expect(keyName(press({ key: 'k', code: 'KeyK', metaKey: true }), true, false)).toBe('mod+k')
  })

  it('knows letters and digits with Option on macOS, where they print other characters', () => {
    expect(keyName(press({ key: '¡', code: 'Digit1', altKey: true }), true, false)).toBe('alt+1')
    expect(keyName(press({ key: 'Enter', code: 'Enter', altKey: true }), true, false)).toBe('alt+enter')
    expect(keyName(press({ key: '1', code: 'Digit1', altKey: true }), false, false)).toBe('alt+1')
  })

  it('falls back to the key cap when the layout gives kana or the IME swallowed the key outside a field', () => {
    expect(keyName(press({ key: 'ち', code: 'KeyA' }), false, false)).toBe('a')
    expect(keyName(press({ key: 'Process', code: 'KeyD', keyCode: 229 }), false, false)).toBe('d')
  })

  it('has no name for any key while text is composed', () => {
    for (const key of ['Enter', 'Escape', 'a', 'Process']) {
      expect(keyName(press({ key, isComposing: true }), false, true)).toBe('')
      expect(keyName(press({ key, keyCode: 229 }), false, true)).toBe('')
    }
  })

  it('has no name for the Enter that ends a composition after it has ended, as Safari sends it', () => {
    expect(keyName(press({ key: 'Enter', code: 'Enter', keyCode: 229, isComposing: false }), true, true)).toBe('')
    expect(keyName(press({ key: 'Escape', code: 'Escape', keyCode: 229, isComposing: false }), true, true)).toBe('')
    // The next one is a real one.
    expect(keyName(press({ key: 'Enter', code: 'Enter', keyCode: 13 }), true, true)).toBe('enter')
  })

  it.each([
    ['я', 'KeyZ', { ctrlKey: true }, 'mod+z'],
    ['Я', 'KeyZ', { ctrlKey: true, shiftKey: true }, 'mod+shift+z'],
    ['ф', 'KeyA', {}, 'a'],
    ['ю', 'Period', { ctrlKey: true }, 'mod+.'],
    ['ъ', 'BracketRight', {}, ']'],
    ['α', 'KeyA', {}, 'a'],
    ['ש', 'KeyA', {}, 'a'],
    ['ㅁ', 'KeyA', {}, 'a'],
    ['ش', 'KeyA', {}, 'a'],
    ['ฟ', 'KeyA', {}, 'a'],
  ])('takes the key cap where a layout without Latin letters has %s', (key, code, held, name) =>
    expect(keyName(press({ key, code, ...held }), false, false)).toBe(name),
  )

  it('keeps the letter of a Latin layout, wherever its cap is', () => {
    // AZERTY has A where QWERTY has Q; German has ö beside L.
    expect(keyName(press({ key: 'a', code: 'KeyQ' }), false, false)).toBe('a')
    expect(keyName(press({ key: 'z', code: 'KeyY', ctrlKey: true }), false, false)).toBe('mod+z')
    expect(keyName(press({ key: 'ö', code: 'Semicolon' }), false, false)).toBe('ö')
    expect(keyName(press({ key: 'é', code: 'Digit2' }), false, false)).toBe('é')
  })

  it('reads full-width letters of a Japanese input method as letters', () => {
    expect(keyName(press({ key: 'ａ' }), false, false)).toBe('a')
    expect(keyName(press({ key: '？', code: 'Slash', shiftKey: true }), false, false)).toBe('?')
  })

  it('takes Caps Lock for no Shift', () => {
    expect(keyName(press({ key: 'A' }), false, false)).toBe('a')
    expect(keyName(press({ key: 'Z', code: 'KeyZ', ctrlKey: true }), false, false)).toBe('mod+z')
    expect(keyName(press({ key: 'z', code: 'KeyZ', ctrlKey: true, shiftKey: true }), false, false)).toBe('mod+shift+z')
  })

  it('takes AltGr for writing, not for Ctrl and Alt', () => {
    const altGr = { getModifierState: (key: string) => key === 'AltGraph' }
    expect(keyName(press({ key: '€', code: 'KeyE', ...altGr }), false, false)).toBe('€')
    expect(keyName(press({ key: '€', code: 'KeyE', ctrlKey: true, altKey: true, ...altGr }), false, false)).toBe('€')
    expect(keyName(press({ key: '[', code: 'Digit8', ctrlKey: true, altKey: true, ...altGr }), false, false)).toBe('[')
    expect(keyName(press({ key: 'e', ctrlKey: true, altKey: true }), false, false)).toBe('mod+alt+e')
  })

  it('has no name for a dead key', () => {
    expect(keyName(press({ key: 'Dead', code: 'Equal' }), false, false)).toBe('')
    expect(keyName(press({ key: 'Dead', code: 'Equal', ctrlKey: true }), false, false)).toBe('')
  })

  it('has no name for a modifier alone', () => {
    expect(keyName(press({ key: 'Shift', code: 'ShiftLeft', shiftKey: true }), false, false)).toBe('')
    expect(keyName(press({ key: 'Control', code: 'ControlLeft', ctrlKey: true }), false, false)).toBe('')
    expect(keyName(press({ key: 'AltGraph', code: 'AltRight', altKey: true }), false, false)).toBe('')
  })

  it('is written the way each system writes it', () => {
    expect(keyLabel('mod+shift+z', false)).toBe('Ctrl+Shift+Z')
    expect(keyLabel('mod+shift+z', true)).toBe('⌘⇧Z')
    expect(keyLabel('g t', false)).toBe('G T')
    expect(keyLabel('mod+plus', false)).toBe('Ctrl++')
  })
})
