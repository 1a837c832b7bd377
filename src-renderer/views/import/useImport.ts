import { useCallback, useEffect, useRef, useState } from 'react'
import type { HostResults } from '../../../src-main/contract/host-api.ts'
import type { ColumnMapping, ImportFormatId, ImportReport, Resolution } from '../../../src-main/contract/imports.ts'
import { i18n } from '../../i18n/index.ts'
import type { App } from '../../state/app.ts'
import { errorData, errorSentence } from '../../state/errors.ts'
import { useApp, useSession, useUi } from '../context.ts'

/** The state of one import: the file, what it would do, what was chosen, the report. */

export type Opened = HostResults['imports.open']

export interface ImportChoices {
  readonly format?: ImportFormatId
  readonly mapping?: ColumnMapping
  readonly require: boolean
}

export interface ImportState {
  readonly opened: Opened | null
  readonly choices: ImportChoices
  readonly resolution: Resolution
  readonly resolutions: Readonly<Record<string, Resolution>>
  readonly busy: boolean
  readonly error: string | null
  readonly report: ImportReport | null
}

export interface ImportActions {
  take(file: File): void
  choose(change: Partial<ImportChoices>): void
  resolve(change: Partial<Pick<ImportState, 'resolution' | 'resolutions'>>): void
  apply(): void
  undo(): void
}

const FRESH: ImportState = {
  opened: null,
  choices: { require: true },
  resolution: 'mine',
  resolutions: {},
  busy: false,
  error: null,
  report: null,
}

/** Files without a path go over the connection whole; beyond this they would not fit one message. */
const MAX_BYTES = 10_000_000

async function sourceOf(app: App, file: File): Promise<{ path: string } | { name: string; data: string }> {
  const [path] = await app.host.resolveDropped([file])
  if (path !== undefined) return { path }
  if (file.size > MAX_BYTES)
    throw new Error(i18n._('The file is larger than 10 MB. Import it in the terminal: genglossary library import.'))
  const bytes = new Uint8Array(await file.arrayBuffer())
  let text = ''
  for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192))
  return { name: file.name, data: btoa(text) }
}

export function useImport(): ImportState & ImportActions {
  const app = useApp()
  const library = useSession((state) => state.library?.id ?? '')
  const dropped = useUi((state) => state.importFile)
  const [state, setState] = useState(FRESH)
  const set = useCallback((change: Partial<ImportState>) => setState((before) => ({ ...before, ...change })), [])
  const session = useRef<string | null>(null)
  const fail = useCallback(
    (error: unknown) =>
      set({ busy: false, error: error instanceof Error && !('code' in error) ? error.message : errorSentence(errorData(error)) }),
    [set],
  )

  const close = useCallback(() => {
    const open = session.current
    session.current = null
    if (open !== null) void app.host.call('imports.close', { library, session: open }).catch(() => undefined) // a library that was closed closed it
  }, [app, library])
  useEffect(() => close, [close])

  const take = useCallback(
    (file: File) => {
      close()
      setState({ ...FRESH, busy: true })
      const open = async () => {
        const opened = await app.host.call('imports.open', { library, ...(await sourceOf(app, file)) })
        session.current = opened.session
        set({ opened, busy: false })
      }
      open().catch(fail)
    },
    [app, library, close, set, fail],
  )

  useEffect(() => {
    if (!dropped) return
    app.act.show({ importFile: null })
    take(dropped)
  }, [dropped, app, take])

  const choose = (change: Partial<ImportChoices>) => {
    const { opened } = state
    if (!opened) return
    const choices = { ...state.choices, ...change }
    set({ choices, busy: true, error: null, resolutions: {} })
    app.host
      .call('imports.update', { library, session: opened.session, ...mutable(choices) })
      .then((preview) => set({ opened: { ...preview, session: opened.session }, busy: false }))
      .catch(fail)
  }

  const apply = () => {
    const { opened, resolution, resolutions } = state
    if (!opened) return
    set({ busy: true, error: null })
    app.host
      .call('imports.apply', { library, session: opened.session, resolution, resolutions: { ...resolutions } })
      .then((report) => set({ report, busy: false }))
      .catch(fail)
  }

  const undo = () => {
    set({ busy: true })
    Promise.resolve(app.act.undo())
      .then(() => app.act.show({ dialog: null }))
      .catch(fail)
  }

  return { ...state, take, choose, resolve: set, apply, undo }
}

const mutable = ({ mapping, ...rest }: ImportChoices) => ({
  ...rest,
  ...(mapping ? { mapping: { header: mapping.header, columns: [...mapping.columns] } } : {}),
})
