import { Button } from '@mantine/core'
import { type ReactNode, useEffect, useMemo, useState } from 'react'
import type { RootRow } from '../../../src-main/contract/host-api.ts'
import { i18n } from '../../i18n/index.ts'
import { type SheetOptions, sameOptions, sheetOptions, startWith, turnRule } from '../../state/first-run.ts'
import { foundIn } from '../../state/found.ts'
import { useApp, useRuns, useSession, useTables } from '../context.ts'
import { Found } from './Found.tsx'
import { Options } from './Options.tsx'

interface Props {
  /** The primary button while nothing was changed. */
  readonly done?: ReactNode
  /** Also after reading began again. */
  readonly onDone: () => void
  /** Options are shown from the beginning. */
  readonly open?: boolean
}

/** What was found in the folders, and the options of reading it. Enter in any field starts, or goes on. */
export function Sheet({ done, onDone, open = false }: Props) {
  const app = useApp()
  const { act, tables } = app
  const documents = useTables((state) => state.documents)
  const readOnly = useSession((state) => state.library?.readOnly ?? false)
  const running = useRuns((state) => state.active !== null)
  const [before, setBefore] = useState<SheetOptions | null>(null)
  const [options, setOptions] = useState<SheetOptions | null>(null)
  const roots = useRoots()
  useEffect(() => void tables.actions.load('documents'), [tables])
  useEffect(() => {
    const load = async () => {
      const loaded = await sheetOptions(app)
      setBefore(loaded)
      setOptions(loaded)
    }
    void load().catch(act.fail)
  }, [app, act])
  const folders = useMemo(() => foundIn(documents ?? []).folders, [documents])
  if (!documents || !options || !before) return null
  const changed = !sameOptions(before, options)
  const submit = () => {
    if (changed) {
      setBefore(options)
      void startWith(app, options).catch(act.fail)
    }
    onDone()
  }
  const turn = (rule: Parameters<typeof turnRule>[1]) => setOptions({ ...options, rules: turnRule(options.rules, rule) })
  return (
    <form
      className="sheet"
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      <Found
        documents={documents}
        choice={{ rules: options.rules, maxFileBytes: options.settings.maxFileBytes, onTurn: turn, disabled: readOnly }}
      />
      <details open={open}>
        <summary>{i18n._('Options')}</summary>
        <Options options={options} onChange={setOptions} folders={folders} roots={roots} disabled={readOnly} />
      </details>
      <div className="row sheet-foot">
        {changed ? (
          <Button type="submit">{running ? i18n._('Begin again with these options') : i18n._('Read with these options')}</Button>
        ) : (
          done
        )}
        {changed && (
          <Button variant="subtle" onClick={() => setOptions(before)}>
            {i18n._('Discard changes')}
          </Button>
        )}
      </div>
    </form>
  )
}

/** Folders of the library as they are now. */
function useRoots(): readonly RootRow[] {
  const { host, act } = useApp()
  const library = useSession((state) => state.library?.id)
  const [roots, setRoots] = useState<readonly RootRow[]>([])
  useEffect(() => {
    if (library !== undefined) void host.call('folders.list', { library }).then(setRoots, act.fail)
  }, [host, act, library])
  return roots
}
