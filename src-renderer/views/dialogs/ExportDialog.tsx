import { Button, SegmentedControl, TextInput } from '@mantine/core'
import { useEffect, useState } from 'react'
import type { ExportFormat, ExportPreview, ExportResult } from '../../../src-main/contract/host-api.ts'
import { count, i18n } from '../../i18n/index.ts'
import { useKey } from '../../keys/useKey.ts'
import { errorData, errorSentence } from '../../state/errors.ts'
import { useApp, useSession } from '../context.ts'
import { sizeLabel } from '../DocumentsPane.tsx'
import { Frame } from './Frame.tsx'

export function ExportDialog() {
  return (
    <Frame name="export" title={i18n._('Export')} size="xl">
      <ExportForm />
    </Frame>
  )
}

const MIME: Record<ExportFormat, string> = { md: 'text/markdown', json: 'application/json', csv: 'text/csv' }

/** Hands text to the browser as a download; the preview has no save dialog. */
function download(text: string, name: string, format: ExportFormat): void {
  const url = URL.createObjectURL(new Blob([text], { type: `${MIME[format]};charset=utf-8` }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), 10_000)
}

/** The format, what the file will begin with, and where it goes. */
function ExportForm() {
  const { host, act } = useApp()
  const library = useSession((state) => state.library)!
  const dialogs = useSession((state) => state.info?.dialogs ?? false)
  const [format, setFormat] = useState<ExportFormat>('md')
  const [preview, setPreview] = useState<ExportPreview | null>(null)
  const [path, setPath] = useState('')
  const [error, setError] = useState<string | null>(null)
  const [done, setDone] = useState<string | null>(null)
  const failed = (problem: unknown) => setError(errorSentence(errorData(problem)))
  useEffect(() => {
    let current = true
    setPreview(null)
    setError(null)
    host.call('export.preview', { library: library.id, format }).then(
      (found) => current && setPreview(found),
      (problem: unknown) => current && setError(errorSentence(errorData(problem))),
    )
    return () => {
      current = false
    }
  }, [format, host, library.id])
  const finish = (result: ExportResult | null) => {
    if (!result) return
    if ('text' in result) download(result.text, result.name, format)
    const where = 'file' in result ? result.file : result.name
    setDone(i18n._('{n} terms written to {where}', { n: count(result.terms), where }))
    act.say(i18n._('Exported'))
  }
  const save = () => {
    setError(null)
    setDone(null)
    const file = path.trim()
    host.call('export.save', { library: library.id, format, ...(file === '' ? {} : { file }) }).then(finish, failed)
  }
  const onKeyDown = useKey({ enter: save })
  return (
    <div className="stack">
      <SegmentedControl
        aria-label={i18n._('Format')}
        value={format}
        onChange={(value) => setFormat(value as ExportFormat)}
        data={[
          { value: 'md', label: i18n._('Markdown – to read') },
          { value: 'csv', label: i18n._('CSV – for spreadsheets') },
          { value: 'json', label: i18n._('JSON – everything') },
        ]}
      />
      <div className="row">
        <strong>{preview ? i18n._('{n, plural, one {# term} other {# terms}}', { n: preview.terms }) : '…'}</strong>
        {preview && <span className="dim">{sizeLabel(preview.bytes)}</span>}
        <span className="dim">{i18n._('Dropped terms are left out.')}</span>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard. */}
      <section className="export-head mono" tabIndex={0} aria-label={i18n._('Beginning of the file')}>
        {preview?.head ?? ''}
      </section>
      {error && (
        <p className="bad" role="alert">
          {error}
        </p>
      )}
      {done && (
        <p className="ok" role="status">
          {done}
        </p>
      )}
      <div className="row">
        {!dialogs && (
          <TextInput
            className="grow"
            aria-label={i18n._('Path of the file; empty = download')}
            placeholder={i18n._('Path of the file; empty = download')}
            value={path}
            onChange={(event) => setPath(event.currentTarget.value)}
            onKeyDown={onKeyDown}
          />
        )}
        <Button onClick={save} disabled={!preview} data-autofocus>
          {dialogs ? i18n._('Save as…') : i18n._('Save')}
        </Button>
      </div>
    </div>
  )
}
