import { keyLabel } from '../keys/useKey.ts'
import { keysOf } from '../state/keys.ts'
import { useSession } from './context.ts'

/** The first key of a command that works, as people write it; '' where it has none. */
export const useKeyLabel = (command: string): string => {
  const key = useSession((state) => keysOf(state.settings, command)[0])
  return key === undefined ? '' : keyLabel(key)
}
