/** The parts of the settings, by the group they belong to: what is of the app, of the library this window shows, and of libraries that are still to be made. */

export const SETTINGS_PARTS = {
  app: ['general', 'keyboard', 'models', 'network', 'about'],
  library: ['library', 'library-model'],
  new: ['new', 'new-model'],
} as const

export type SettingsGroup = keyof typeof SETTINGS_PARTS
export type SettingsPart = (typeof SETTINGS_PARTS)[SettingsGroup][number]

const KEY = 'genglossary.settings'
const ALL: readonly string[] = Object.values(SETTINGS_PARTS).flat()
const isPart = (value: unknown): value is SettingsPart => typeof value === 'string' && ALL.includes(value)

/** Where the settings begin: at the part that is asked for, else where they were left, else at the first. Never at a library's where none is open. */
export function firstPart(asked: SettingsPart | null, stored: string | null, library: boolean): SettingsPart {
  const wanted = asked ?? (isPart(stored) ? stored : 'general')
  return library || !(SETTINGS_PARTS.library as readonly string[]).includes(wanted) ? wanted : 'general'
}

export const storedPart = (storage: Pick<Storage, 'getItem'> | undefined): string | null => {
  try {
    return storage?.getItem(KEY) ?? null
  } catch {
    // A closed storage: the settings begin at their first part.
    return null
  }
}

export function storePart(storage: Pick<Storage, 'setItem'> | undefined, part: SettingsPart): void {
  try {
    storage?.setItem(KEY, part)
  } catch {
    // Full or closed: next time they begin at their first part, and nothing else is lost.
  }
}

const folded = (text: string): string => text.normalize('NFKC').toLowerCase().replaceAll(/\s+/g, '')

/** Does a setting fit what is searched for: every word of it, in any order, in any of the setting's texts. */
export function fitsSearch(texts: readonly string[], search: string): boolean {
  const all = folded(texts.join('\n'))
  return search.split(/\s+/u).every((word) => all.includes(folded(word)))
}
