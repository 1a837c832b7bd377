import { hasInspector, readerBelow } from '../state/reader-place.ts'
import { useSession, useUi } from './context.ts'
import { useWindowHeight, useWindowWidth } from './useWindowWidth.ts'

/** @returns where the reader stands; null while it is closed */
export function useReaderPlace(): 'beside' | 'below' | null {
  const place = useUi((state) => state.place)
  const inspector = useUi((state) => state.inspector)
  const sheet = useUi((state) => state.sheet)
  const reader = useUi((state) => state.reader)
  const chosen = useSession((state) => state.settings?.readerPlace ?? 'auto')
  const [width, height] = [useWindowWidth(), useWindowHeight()]
  if (!reader) return null
  return readerBelow(chosen, { width, height, inspector: hasInspector({ inspector, sheet, place }) }) ? 'below' : 'beside'
}
