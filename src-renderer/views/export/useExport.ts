import { useCallback, useEffect, useState } from 'react'
import type { ExportFormatInfo } from '../../../src-main/contract/export.ts'
import type { ExportPreview } from '../../../src-main/contract/host-api.ts'
import { i18n } from '../../i18n/index.ts'
import { errorData, errorSentence } from '../../state/errors.ts'
import { choiceOf, type Exported, finishExport, type ScopeChoice, scopeNow } from '../../state/exports.ts'
import { useApp, useSession } from '../context.ts'

export interface ExportState {
  readonly formats: readonly ExportFormatInfo[]
  readonly format: ExportFormatInfo | null
  readonly scope: ScopeChoice
  /** Definitions without their headword. */
  readonly brief: boolean
  readonly preview: ExportPreview | null
  /** Of the export under way; null when there is none. */
  readonly progress: { readonly done: number; readonly total: number } | null
  readonly error: string | null
  readonly done: Exported | null
}

export interface ExportActions {
  choose(change: { readonly format?: ExportFormatInfo; readonly scope?: ScopeChoice; readonly brief?: boolean }): void
  /** @param file absolute path, where the host has no dialog; empty = a download */
  save(file: string): void
  cancel(): void
  show(): void
}

const FIRST: ExportState = { formats: [], format: null, scope: 'all', brief: false, preview: null, progress: null, error: null, done: null }

function failed(problem: unknown): Partial<ExportState> {
  return { progress: null, error: errorSentence(errorData(problem)) }
}

/** What the export dialog knows and does: it begins with what was exported last, and asks for the report whenever the choice changes. */
export function useExport(): ExportState & ExportActions {
  const app = useApp()
  const { host, act } = app
  const library = useSession((state) => state.library)!.id
  const [state, setState] = useState(FIRST)
  const change = useCallback((part: Partial<ExportState>) => setState((before) => ({ ...before, ...part })), [])
  useEffect(() => {
    let current = true
    Promise.all([host.call('export.formats', {}), host.call('export.last', { library })]).then(
      ([formats, last]) => {
        if (!current) return
        const chosen = last ? choiceOf(last) : 'all'
        const scope = scopeNow(app, chosen) ? chosen : 'all'
        const format = formats.find(({ id }) => id === last?.format) ?? formats[0] ?? null
        change({ formats, format, scope, brief: last?.brief ?? false })
      },
      (problem: unknown) => current && change(failed(problem)),
    )
    const stop = host.on('export.progress', (progress) => {
      if (progress.library === library) setState((before) => (before.progress === null ? before : { ...before, progress }))
    })
    return () => {
      current = false
      stop()
    }
  }, [app, host, library, change])
  const { format, scope, brief } = state
  useEffect(() => {
    const wanted = scopeNow(app, scope)
    if (format === null || wanted === null) return
    let current = true
    change({ preview: null, error: null, done: null })
    host.call('export.preview', { library, format: format.id, scope: wanted, brief }).then(
      (preview) => current && change({ preview }),
      (problem: unknown) => current && change(failed(problem)),
    )
    return () => {
      current = false
    }
  }, [app, host, library, format, scope, brief, change])
  const save = (file: string) => {
    const wanted = scopeNow(app, scope)
    if (format === null || wanted === null || state.progress !== null) return
    change({ progress: { done: 0, total: 0 }, error: null, done: null })
    host.call('export.save', { library, format: format.id, scope: wanted, brief, ...(file === '' ? {} : { file }) }).then(
      (result) => {
        change({ progress: null, ...(result === null ? {} : { done: finishExport(result) }) })
        if (result !== null) act.say(i18n._('Exported'))
      },
      (problem: unknown) => change(failed(problem)),
    )
  }
  return {
    ...state,
    choose: change,
    save,
    cancel: () => void host.call('export.cancel', { library }).catch(act.fail),
    show: () => {
      const file = state.done?.file
      if (file) void host.call('export.show', { library, file }).catch(act.fail)
    },
  }
}
