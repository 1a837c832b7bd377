import { READER_MARKS, type ReaderMarks } from '../../src-main/contract/reader-marks.ts'
import { i18n } from '../i18n/index.ts'
import type { App } from './app.ts'
import type { SessionState } from './session.ts'

/** What the reader marks, chosen per library and kept in the app's settings. */

/** Libraries whose choice is kept: the newest. */
const KEPT = 200

export const marksOf = ({ library, settings }: Pick<SessionState, 'library' | 'settings'>): ReaderMarks =>
  (library && settings?.readerMarks[library.id]) ?? 'all'

export const marksLabel: Record<ReaderMarks, () => string> = {
  all: () => i18n._('Every use'),
  first: () => i18n._('First use of each term'),
  problems: () => i18n._('Terms with open problems'),
  none: () => i18n._('Nothing'),
}

export async function setMarks({ session, act }: App, marks: ReaderMarks): Promise<void> {
  const { library, settings } = session.getState()
  if (!library || !settings) return
  const { [library.id]: _before, ...others } = settings.readerMarks
  const own = marks === 'all' ? [] : [[library.id, marks] as const]
  await session.actions.setSettings({ readerMarks: Object.fromEntries([...Object.entries(others), ...own].slice(-KEPT)) })
  act.say(i18n._('Highlighted: {what}', { what: marksLabel[marks]() }))
}

/** On to the next of the four. */
export const turnMarks = (app: App): Promise<void> =>
  setMarks(app, READER_MARKS[(READER_MARKS.indexOf(marksOf(app.session.getState())) + 1) % READER_MARKS.length]!)
