import { i18n } from '@lingui/core'
import { messages as en } from '../locales/en.ts'
import { messages as ja } from '../locales/ja.ts'

/**
 * One catalog per interface language; ids are the English sentences. Text is looked up with `i18n._` so that `lingui extract` finds it;
 * a string missing from the Japanese catalog fails `npm run i18n:check`.
 */
export type UiLanguage = 'en' | 'ja'

i18n.load({ en, ja })
i18n.activate('en')

/** @param setting what the person chose @param system the system's BCP 47 tag */
export function uiLanguage(setting: 'auto' | UiLanguage, system: string): UiLanguage {
  if (setting !== 'auto') return setting
  return system.toLowerCase().startsWith('ja') ? 'ja' : 'en'
}

export function setLanguage(language: UiLanguage): void {
  i18n.activate(language)
  document.documentElement.lang = language
}

/** A whole number with the language's separators. */
export function count(value: number): string {
  return new Intl.NumberFormat(i18n.locale).format(value)
}

/** A date and time as the language writes it, from ISO 8601. */
export function dateTime(iso: string): string {
  return new Intl.DateTimeFormat(i18n.locale, { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(iso))
}

export { i18n }
