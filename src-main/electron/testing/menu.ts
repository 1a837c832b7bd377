import type Electron from 'electron'

/** `Menu` (docs/api/menu.md, menu-item.md, accelerator.md): what a template may say, and what a chosen item does. */

type Template = Electron.MenuItemConstructorOptions

/** Roles of docs/api/menu-item.md, and where only macOS knows them. */
const ROLES: ReadonlySet<string> = new Set(
  (
    'undo redo cut copy paste pasteAndMatchStyle delete selectAll reload forceReload toggleDevTools resetZoom zoomIn zoomOut ' +
    'toggleSpellChecker togglefullscreen window minimize close help about services hide hideOthers unhide quit showSubstitutions ' +
    'toggleSmartQuotes toggleSmartDashes toggleTextReplacement startSpeaking stopSpeaking zoom front appMenu fileMenu editMenu viewMenu ' +
    'shareMenu recentDocuments toggleTabBar selectNextTab selectPreviousTab showAllTabs mergeAllWindows clearRecentDocuments moveTabToNewWindow windowMenu'
  ).split(' '),
)
const MAC_ONLY: ReadonlySet<string> = new Set('appMenu services hide hideOthers unhide front zoom startSpeaking stopSpeaking'.split(' '))

const MODIFIERS = 'Command|Cmd|Control|Ctrl|CommandOrControl|CmdOrCtrl|Alt|Option|AltGr|Shift|Super|Meta'
const NAMED =
  'Plus|Space|Tab|Capslock|Numlock|Scrolllock|Backspace|Delete|Insert|Return|Enter|Up|Down|Left|Right|Home|End|PageUp|PageDown|Escape|Esc|' +
  'VolumeUp|VolumeDown|VolumeMute|MediaNextTrack|MediaPreviousTrack|MediaStop|MediaPlayPause|PrintScreen|num[0-9]|numdec|numadd|numsub|nummult|numdiv'
/** Modifiers, then one key (docs/tutorial/keyboard-shortcuts.md, "Available modifiers", "Available key codes"). */
const ACCELERATOR = new RegExp(
  `^(?:(?:${MODIFIERS})\\+)*(?:[0-9A-Z]|F(?:[1-9]|1[0-9]|2[0-4])|[)!@#$%^&*(:;+=<,_\\->.?/~\`{\\][|\\\\}"']|${NAMED})$`,
)

export const isAccelerator = (text: string): boolean => ACCELERATOR.test(text)

export class FakeItem {
  readonly type: string
  readonly role: string | undefined
  readonly label: string
  readonly accelerator: string | undefined
  readonly registerAccelerator: boolean
  readonly submenu: FakeMenu | null
  readonly #template: Template

  constructor(template: Template) {
    const { label, role, type, accelerator, submenu } = template
    if (label === undefined && role === undefined && type !== 'separator')
      throw new TypeError('Invalid template for MenuItem: must have at least one of label, role or type')
    if (role !== undefined && !ROLES.has(role)) throw new Error(`Unknown role: ${role}`)
    if (role !== undefined && MAC_ONLY.has(role) && process.platform !== 'darwin') throw new Error(`Role of macOS alone: ${role}`)
    if (typeof accelerator === 'string' && !isAccelerator(accelerator)) throw new Error(`Invalid accelerator: ${accelerator}`)
    this.#template = template
    this.type = type ?? (submenu ? 'submenu' : 'normal')
    this.role = role
    this.label = label ?? role ?? ''
    this.accelerator = typeof accelerator === 'string' ? accelerator : undefined
    this.registerAccelerator = template.registerAccelerator ?? true
    this.submenu = Array.isArray(submenu) ? FakeMenu.buildFromTemplate(submenu) : null
  }

  /** As Electron calls it; an item with a role is the system's. */
  click(byKey: boolean, window: unknown): void {
    if (this.role !== undefined) return
    const event = { triggeredByAccelerator: byKey, shiftKey: false, ctrlKey: false, altKey: false, metaKey: byKey }
    this.#template.click?.(this as never, window as never, event)
  }
}

export class FakeMenu {
  readonly items: FakeItem[] = []

  static buildFromTemplate(template: Template[]): FakeMenu {
    if (!Array.isArray(template)) throw new TypeError('Invalid template for Menu: Menu template must be an array')
    const menu = new FakeMenu()
    menu.items.push(...template.map((one) => new FakeItem(one)))
    return menu
  }

  all(): FakeItem[] {
    return this.items.flatMap((item) => [item, ...(item.submenu?.all() ?? [])])
  }

  /** @throws when no item has that label */
  item(label: string): FakeItem {
    const found = this.all().find((one) => one.label === label)
    if (found === undefined) throw new Error(`No menu item: ${label}`)
    return found
  }
}
