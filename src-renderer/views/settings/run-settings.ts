import { createContext, useContext, useEffect, useState } from 'react'
import type { RunSettings } from '../../../src-main/contract/run-protocol.ts'
import { useApp, useSession } from '../context.ts'

/** Settings of runs, of this library or of those still to be made: the same fields over one or the other. */

export interface RunSettingsDraft {
  readonly settings: RunSettings
  readonly readOnly: boolean
  /** Every change holds at once. */
  save(settings: RunSettings): void
}

export const RunSettingsContext = createContext<RunSettingsDraft | null>(null)

export function useRunSettings(): RunSettingsDraft {
  const draft = useContext(RunSettingsContext)
  if (!draft) throw new Error('No settings of runs above this field.')
  return draft
}

/** Those of the open library; null while they are on their way, and where none is open. */
export function useLibrarySettings(): RunSettingsDraft | null {
  const { host, act } = useApp()
  const library = useSession((state) => state.library?.id)
  const readOnly = useSession((state) => state.library?.readOnly ?? false)
  const [settings, setSettings] = useState<RunSettings | null>(null)
  useEffect(() => {
    if (library !== undefined) void host.call('libraries.settings', { library }).then(setSettings, act.fail)
  }, [library, host, act])
  if (library === undefined || settings === null) return null
  return {
    settings,
    readOnly,
    save: (next) => {
      setSettings(next)
      void host.call('libraries.setSettings', { library, settings: next }).then(setSettings, act.fail)
    },
  }
}

/** What a library made from now on starts with. */
export function useNewSettings(): RunSettingsDraft | null {
  const { session } = useApp()
  const settings = useSession((state) => state.settings?.runDefaults ?? null)
  if (settings === null) return null
  return { settings, readOnly: false, save: (runDefaults) => void session.actions.setSettings({ runDefaults }) }
}
