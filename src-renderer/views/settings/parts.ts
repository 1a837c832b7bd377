import type { ComponentType } from 'react'
import { i18n } from '../../i18n/index.ts'
import { SETTINGS_PARTS, type SettingsGroup, type SettingsPart } from '../../state/settings-parts.ts'
import { NETWORK } from '../network/NetworkPart.tsx'
import { ABOUT } from './about.tsx'
import { APPEARANCE, FOLDING, HELP, KEYS, LANGUAGE, LETTERS, OFFER } from './app-settings.tsx'
import { AS_DEFAULT, MODEL, RUN_SETTINGS } from './library-settings.tsx'

/** Which settings there are: the list on the left, the search and the parts themselves all read this table. */

export interface Setting {
  readonly id: string
  /** What it is found by. */
  readonly words: () => readonly string[]
  readonly Draw: ComponentType
}

export interface Part {
  readonly id: SettingsPart
  readonly group: SettingsGroup
  readonly settings: readonly Setting[]
}

const SETTINGS: Record<SettingsPart, readonly Setting[]> = {
  general: [LANGUAGE, APPEARANCE, FOLDING],
  keyboard: [LETTERS, KEYS],
  models: [OFFER, HELP],
  network: [NETWORK],
  about: [ABOUT],
  library: RUN_SETTINGS,
  'library-model': [MODEL, AS_DEFAULT],
  new: RUN_SETTINGS,
  'new-model': [MODEL],
}

const parts = (group: SettingsGroup): readonly Part[] => SETTINGS_PARTS[group].map((id) => ({ id, group, settings: SETTINGS[id] }))

/** @param library one is open in this window */
export const partsOf = (library: boolean): readonly Part[] => [...parts('app'), ...(library ? parts('library') : []), ...parts('new')]

export function partLabel(part: SettingsPart): string {
  const labels: Record<SettingsPart, () => string> = {
    general: () => i18n._('General'),
    keyboard: () => i18n._('Keyboard'),
    models: () => i18n._('Finding models'),
    network: () => i18n._('Network'),
    about: () => i18n._('About GenGlossary'),
    library: () => i18n._('Documents and terms'),
    'library-model': () => i18n._('Language model'),
    new: () => i18n._('Documents and terms'),
    'new-model': () => i18n._('Language model'),
  }
  return labels[part]()
}

export function groupLabel(group: SettingsGroup): string {
  const labels: Record<SettingsGroup, () => string> = {
    app: () => i18n._('App'),
    library: () => i18n._('This library'),
    new: () => i18n._('New libraries'),
  }
  return labels[group]()
}

/** What the settings of a group hold for, in a sentence; '' where it goes without saying. */
export function groupSentence(group: SettingsGroup): string {
  if (group === 'library') return i18n._('For this library alone, from its next run on.')
  if (group === 'new') return i18n._('What a library starts with that is made from now on. Those there are keep theirs.')
  return ''
}
