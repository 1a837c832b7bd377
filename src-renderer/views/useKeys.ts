import { keyLabel } from '../keys/useKey.ts'
import { keysOf } from '../state/keys.ts'
import { useSession } from './context.ts'

/**
 * Draws a view anew when keys were changed or letters switched off, and at no other change of the settings: those come as new objects each time, and views
 * that listen to keys hold the whole window.
 * @returns the same text as long as the keys are the same
 */
export const useKeySettings = (): string => useSession(({ settings }) => JSON.stringify([settings?.keys, settings?.letterKeys]))

/** The first key of a command that works, as people write it; '' where it has none. */
export const useKeyLabel = (command: string): string => {
  const key = useSession((state) => keysOf(state.settings, command)[0])
  return key === undefined ? '' : keyLabel(key)
}
