import type { MenuEntry } from './menu-template.ts'

/** The two menus every app has on macOS. Electron's own (`appMenu`, `windowMenu`) are in English whatever the language. */

export type MacRole = 'about' | 'services' | 'hide' | 'hideOthers' | 'unhide' | 'quit' | 'window' | 'minimize' | 'zoom' | 'front'

const WORDS = {
  en: {
    about: 'About GenGlossary',
    services: 'Services',
    hide: 'Hide GenGlossary',
    hideOthers: 'Hide Others',
    unhide: 'Show All',
    quit: 'Quit GenGlossary',
    window: 'Window',
    minimize: 'Minimize',
    zoom: 'Zoom',
    front: 'Bring All to Front',
  },
  ja: {
    about: 'GenGlossaryについて',
    services: 'サービス',
    hide: 'GenGlossaryを非表示',
    hideOthers: 'ほかを非表示',
    unhide: 'すべてを表示',
    quit: 'GenGlossaryを終了',
    window: 'ウインドウ',
    minimize: 'しまう',
    zoom: '拡大／縮小',
    front: 'すべてを手前に移動',
  },
} as const

const separator = { type: 'separator' } as const

export function macAppMenu(language: 'en' | 'ja'): MenuEntry {
  const item = (role: MacRole) => ({ role, label: WORDS[language][role] })
  const hiding = [item('hide'), item('hideOthers'), item('unhide')]
  return { label: 'GenGlossary', submenu: [item('about'), separator, item('services'), separator, ...hiding, separator, item('quit')] }
}

export function macWindowMenu(language: 'en' | 'ja'): MenuEntry {
  const item = (role: MacRole) => ({ role, label: WORDS[language][role] })
  return { role: 'window', label: WORDS[language].window, submenu: [item('minimize'), item('zoom'), separator, item('front')] }
}
