import { afterEach, describe, expect, it } from 'vitest'
import { menuSchema } from '../src-main/contract/host-api.ts'
import { menuTemplate, shownAccelerator } from '../src-main/desktop/menu-template.ts'
import { FakeMenu } from '../src-main/electron/testing/menu.ts'
import { i18n } from '../src-renderer/i18n/index.ts'
import { COMMANDS } from '../src-renderer/state/commands.ts'
import { nativeMenus } from '../src-renderer/state/menu.ts'

const PLATFORMS = ['linux', 'win32', 'darwin'] as const

/** Electron's documentation of accelerators: modifiers, then one key. */
const ACCELERATOR =
  /^(?:(?:CmdOrCtrl|Alt|Shift)\+)*(?:[0-9A-Z]|F\d{1,2}|[)!@#$%^&*(:;+=<,_\->.?/~`{\][|\\}"]|Plus|Space|Tab|Enter|Up|Down|Left|Right|Home|End|PageUp|PageDown|Esc|Delete|Backspace)$/

const here = process.platform
afterEach(() => void Object.defineProperty(process, 'platform', { value: here }))

describe.each(PLATFORMS)('native menus on %s', (platform) => {
  const menus = nativeMenus(platform)
  const chosen: string[] = []
  const template = menuTemplate(menus, platform, (command) => void chosen.push(command))
  const items = template.flatMap(({ submenu }) => (Array.isArray(submenu) ? submenu : []))

  it('pass the contract as they are', () => {
    for (const menu of menus) expect(menuSchema.strict().safeParse(menu).error).toBeUndefined()
    expect(menus.length).toBeLessThanOrEqual(10)
  })

  it('mirror every command once, each choosing itself', () => {
    chosen.length = 0
    for (const item of items) item.click?.(undefined as never, undefined, {})
    expect(chosen.toSorted()).toEqual(COMMANDS.map(({ id }) => id).toSorted())
    for (const item of items) if (item.type !== 'separator') expect(item.label).toBeTruthy()
  })

  it.each(['en', 'ja'] as const)('are built by Electron’s rules, in %s', (language) => {
    Object.defineProperty(process, 'platform', { value: platform })
    const before = i18n.locale
    i18n.activate(language)
    const own = nativeMenus(platform)
    i18n.activate(before)
    const menu = FakeMenu.buildFromTemplate(menuTemplate(own, platform, () => undefined, language))
    const labels = menu.all().map(({ label }) => label)
    expect(labels.length).toBeGreaterThan(60)
    for (const { label, type } of menu.all()) expect(type === 'separator' || label !== '').toBe(true)
    expect(labels.includes('用語を追加…')).toBe(language === 'ja')
  })

  it('show accelerators that Electron knows, and register none where it can be helped', () => {
    for (const { accelerator, registerAccelerator } of items) {
      if (accelerator === undefined || accelerator === null) continue
      expect(accelerator).toMatch(ACCELERATOR)
      expect(registerAccelerator).toBe(false)
    }
    const shown = items.filter(({ accelerator }) => accelerator).length
    expect(shown).toBeGreaterThan(20)
  })

  it('offer zoom, the clipboard and a way out', () => {
    const roles = items.flatMap(({ role }) => role ?? [])
    for (const role of ['cut', 'copy', 'paste', 'zoomIn', 'zoomOut', 'resetZoom', 'togglefullscreen', 'close'] as const)
      expect(roles).toContain(role)
    expect(roles.filter((role) => role === 'quit')).toHaveLength(1)
    expect(template.some(({ label }) => label === 'GenGlossary')).toBe(platform === 'darwin')
  })
})

it('registers no bare key on macOS, where showing one means registering it', () => {
  expect(shownAccelerator('A', 'darwin')).toBeUndefined()
  expect(shownAccelerator('Esc', 'darwin')).toBeUndefined()
  expect(shownAccelerator('?', 'darwin')).toBeUndefined()
  expect(shownAccelerator('A', 'linux')).toBe('A')
  for (const kept of ['CmdOrCtrl+K', 'Alt+1', 'F1']) expect(shownAccelerator(kept, 'darwin')).toBe(kept)
})

it('has the menus of macOS itself in the language of the window, and an & as one', () => {
  const menus = [{ label: 'Merge & split', items: [{ role: 'copy' as const, label: 'A & B' }] }]
  for (const [language, about, window] of [
    ['en', 'About GenGlossary', 'Window'],
    ['ja', 'GenGlossaryについて', 'ウインドウ'],
  ] as const) {
    const [app, own, last] = menuTemplate(menus, 'darwin', () => undefined, language)
    expect(app?.submenu?.[0]?.label).toBe(about)
    expect(own).toMatchObject({ label: 'Merge && split', submenu: [{ role: 'copy', label: 'A && B' }] })
    expect(last).toMatchObject({ role: 'window', label: window })
  }
})
