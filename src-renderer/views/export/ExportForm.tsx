import { Button, Checkbox, Progress, Radio, Select, TextInput } from '@mantine/core'
import { useId, useState } from 'react'
import { EXPORT_PURPOSES, type ExportPurpose, type ExportScope, lossSentence } from '../../../src-main/contract/export.ts'
import type { ExportPreview } from '../../../src-main/contract/host-api.ts'
import { count, i18n } from '../../i18n/index.ts'
import { useKey } from '../../keys/useKey.ts'
import { exportedText, type ScopeChoice, scopeNow } from '../../state/exports.ts'
import { useApp, useSession, useTables } from '../context.ts'
import { sizeLabel } from '../sizes.ts'
import { type ExportActions, type ExportState, useExport } from './useExport.ts'

function purposeLabel(purpose: ExportPurpose): string {
  const labels: Record<ExportPurpose, () => string> = {
    share: () => i18n._('Share'),
    publish: () => i18n._('Publish'),
    translate: () => i18n._('Translate'),
    write: () => i18n._('Write consistently'),
    type: () => i18n._('Type faster'),
    learn: () => i18n._('Learn'),
    exchange: () => i18n._('Exchange'),
  }
  return labels[purpose]()
}

function scopeLabel(kind: ExportScope['kind']): string {
  const labels: Record<ExportScope['kind'], () => string> = {
    all: () => i18n._('The whole glossary'),
    accepted: () => i18n._('Accepted terms only'),
    filter: () => i18n._('The list as it is filtered now'),
    selection: () => i18n._('The selected terms'),
  }
  return labels[kind]()
}
const SCOPES = ['all', 'accepted', 'filter', 'selection'] as const
/** The long line below the field, so that both fields of the row stand side by side. */
const BELOW: ('label' | 'input' | 'description' | 'error')[] = ['label', 'input', 'description', 'error']
const language = () => (i18n.locale === 'ja' ? 'ja' : 'en')

/** What for, in which format, which terms; what it will look like and what it leaves out; where it goes. */
export function ExportForm() {
  const state = useExport()
  return (
    <div className="stack">
      <Choice {...state} />
      {state.preview ? <Report preview={state.preview} scope={state.scope} /> : <p className="dim">…</p>}
      {state.error && (
        <p className="bad" role="alert">
          {state.error}
        </p>
      )}
      <Going {...state} />
    </div>
  )
}

function Choice({ formats, format, scope, brief, progress, choose }: ExportState & ExportActions) {
  const app = useApp()
  const purpose = format?.purpose ?? 'share'
  const busy = progress !== null
  const offered = formats.filter((one) => one.purpose === purpose)
  const filters = useTables((state) => state.filters) ?? []
  const kinds = SCOPES.map((kind) => ({ value: kind as string, label: scopeLabel(kind), disabled: scopeNow(app, kind) === null }))
  const saved = filters.map(({ id, name }) => ({ value: `saved:${id}`, label: name }))
  const choosePurpose = (value: string) => {
    const first = formats.find((one) => one.purpose === value)
    if (first) choose({ format: first })
  }
  return (
    <>
      <Radio.Group label={i18n._('What for?')} value={purpose} onChange={choosePurpose}>
        <div className="row export-purposes">
          {EXPORT_PURPOSES.map((one) => (
            <Radio key={one} value={one} label={purposeLabel(one)} disabled={busy} data-autofocus={one === purpose || undefined} />
          ))}
        </div>
      </Radio.Group>
      <div className="row export-choice">
        <Select
          className="grow"
          label={i18n._('Format')}
          description={format?.use[language()]}
          inputWrapperOrder={BELOW}
          data={offered.map((one) => ({ value: one.id, label: one.name[language()] }))}
          value={format?.id ?? null}
          onChange={(id) => {
            const found = formats.find((one) => one.id === id)
            if (found) choose({ format: found })
          }}
          allowDeselect={false}
          disabled={busy}
        />
        <Select
          label={i18n._('Which terms')}
          data={
            filters.length === 0
              ? kinds
              : [
                  { group: '', items: kinds },
                  { group: i18n._('Saved filters'), items: saved },
                ]
          }
          value={scope}
          onChange={(kind) => choose({ scope: kind as ScopeChoice })}
          allowDeselect={false}
          disabled={busy}
        />
      </div>
      <Checkbox
        label={i18n._('Definitions without their headword: “A machine that …”')}
        checked={brief}
        onChange={(event) => choose({ brief: event.currentTarget.checked })}
        disabled={busy}
      />
    </>
  )
}

/** The first rows, and what the format leaves out or changes, before anything is written. */
function Report({ preview, scope }: { preview: ExportPreview; scope: ScopeChoice }) {
  const toReview = useSession((state) => state.library?.terms.toReview ?? 0)
  const { report, head } = preview
  const [losses, beginning] = [useId(), useId()]
  const written = { n: report.written, all: count(report.terms) }
  return (
    <>
      <p className="row">
        <strong>{i18n._('{n, plural, one {# term} other {# terms}} of {all}', written)}</strong>
        {scope === 'all' && toReview > 0 && <span className="warn">{i18n._('{n} of them not reviewed yet', { n: count(toReview) })}</span>}
        <span className="dim">{sizeLabel(report.bytes)}</span>
        {report.files > 1 && <span className="dim">{i18n._('{n, plural, one {# file} other {# files}}', { n: report.files })}</span>}
      </p>
      <h3 className="export-label" id={losses}>
        {i18n._('What is left out or changed')}
      </h3>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard. */}
      <section className="export-losses" tabIndex={0} aria-labelledby={losses}>
        {report.losses.length === 0 ? (
          <p>{i18n._('Nothing is left out or changed.')}</p>
        ) : (
          <ul>
            {report.losses.map((loss) => (
              <li key={loss.kind}>{lossSentence(loss, language())}</li>
            ))}
          </ul>
        )}
      </section>
      <h3 className="export-label" id={beginning}>
        {i18n._('Beginning of the file')}
      </h3>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard. */}
      <section className="export-head mono" tabIndex={0} aria-labelledby={beginning}>
        {head}
      </section>
    </>
  )
}

function Going({ format, preview, progress, done, save, cancel, show }: ExportState & ExportActions) {
  const dialogs = useSession((state) => state.info?.dialogs ?? false)
  const [path, setPath] = useState('')
  const onKeyDown = useKey({ enter: () => save(path.trim()) })
  const label = format?.folder ? i18n._('Path of the new folder; empty = download as ZIP') : i18n._('Path of the file; empty = download')
  return (
    <div className="stack export-going">
      {done && (
        <p className="row ok" role="status">
          <span>{exportedText(done)}</span>
          {done.file !== null && dialogs && (
            <Button size="compact-sm" variant="default" onClick={show}>
              {i18n._('Open the folder')}
            </Button>
          )}
        </p>
      )}
      {progress && (
        <Progress.Root size="lg">
          <Progress.Section
            value={progress.total === 0 ? 0 : (100 * progress.done) / progress.total}
            aria-label={i18n._('Export')}
            animated
          />
        </Progress.Root>
      )}
      <div className="row">
        {!dialogs && (
          <TextInput
            className="grow"
            aria-label={label}
            placeholder={label}
            value={path}
            onChange={(event) => setPath(event.currentTarget.value)}
            onKeyDown={onKeyDown}
          />
        )}
        {progress ? (
          <Button variant="default" onClick={cancel}>
            {i18n._('Cancel')}
          </Button>
        ) : (
          <Button onClick={() => save(path.trim())} disabled={!preview}>
            {dialogs ? i18n._('Save as…') : i18n._('Save')}
          </Button>
        )}
      </div>
    </div>
  )
}
