import type { ReaderPlaces } from '../../src-main/contract/reader-marks.ts'
import { i18n } from '../i18n/index.ts'
import type { App } from './app.ts'
import type { UiState } from './ui.ts'

/** Whether the reader stands beside the list or below it, as people chose or as the window has room. */

/** Narrower windows (CSS pixels) leave a reader beside list and inspector fewer letters a line than are comfortable to read: some forty-five. */
const WIDE = 1200
/** The same without the inspector. */
const WIDE_ALONE = 860
/** Lower windows have no room for two panes above each other: at 200 % zoom each would show a few lines. */
const TALL = 560

export interface Room {
  readonly width: number
  readonly height: number
  readonly inspector: boolean
}

export function readerBelow(chosen: ReaderPlaces, { width, height, inspector }: Room): boolean {
  if (chosen !== 'auto') return chosen === 'below'
  return height >= TALL && width < (inspector ? WIDE : WIDE_ALONE)
}

/** The inspector, or the sheet in its place, is shown. */
export const hasInspector = ({ inspector, sheet, place }: Pick<UiState, 'inspector' | 'sheet' | 'place'>): boolean =>
  (inspector && (place === 'terms' || place === 'problems' || place === 'map')) || (sheet && place === 'terms')

/** To the other place, from now on. */
export async function turnReader({ session, act, ui }: App): Promise<void> {
  const chosen = session.getState().settings?.readerPlace ?? 'auto'
  const below = readerBelow(chosen, { width: window.innerWidth, height: window.innerHeight, inspector: hasInspector(ui.getState()) })
  await session.actions.setSettings({ readerPlace: below ? 'beside' : 'below' })
  act.say(below ? i18n._('The reader is beside the list') : i18n._('The reader is below the list'))
}
