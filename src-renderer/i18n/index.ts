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

/** The language the window speaks at the moment. */
export const activeLanguage = (): UiLanguage => (i18n.locale === 'ja' ? 'ja' : 'en')

export function setLanguage(language: UiLanguage): void {
  i18n.activate(language)
  document.documentElement.lang = language
}

/** Formats are made once per language: making one costs more than a hundred uses of it. */
const made = new Map<string, Intl.NumberFormat | Intl.DateTimeFormat>()

function format<T extends Intl.NumberFormat | Intl.DateTimeFormat>(name: string, make: (locale: string) => T): T {
  const key = `${i18n.locale} ${name}`
  const known = (made.get(key) as T | undefined) ?? make(i18n.locale)
  made.set(key, known)
  return known
}

/** A whole number with the language's separators. */
export const count = (value: number): string => format('count', (locale) => new Intl.NumberFormat(locale)).format(value)

/** A date and time as the language writes it, from ISO 8601. */
export const dateTime = (iso: string): string =>
  format('dateTime', (locale) => new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' })).format(new Date(iso))

/** A time of day with seconds, from milliseconds since the epoch: eight characters in every language, as a column of a log needs. */
export const clockTime = (ms: number): string =>
  format('clock', (locale) => {
    const two = '2-digit'
    return new Intl.DateTimeFormat(locale, { hour: two, minute: two, second: two, hourCycle: 'h23' })
  }).format(ms)

export { i18n }
