import { Button, Checkbox, NativeSelect } from '@mantine/core'
import { useRef } from 'react'
import { IMPORT_FORMATS, type ImportFormatId } from '../../../src-main/contract/imports.ts'
import { coreText } from '../../i18n/core-text.ts'
import { count, i18n } from '../../i18n/index.ts'
import { useApp } from '../context.ts'
import { Collisions } from './Collisions.tsx'
import { formatLabel, stateLabel } from './labels.ts'
import { MappingTable } from './MappingTable.tsx'
import { NotTaken } from './NotTaken.tsx'
import { type ImportActions, type ImportState, type Opened, useImport } from './useImport.ts'

/** A file becomes terms of this library: what it holds, what would change, who is right where both differ; then one step that undo takes back. */
export function ImportForm() {
  const state = useImport()
  if (state.report) return <Done {...state} />
  return (
    <div className="stack">
      <ChooseFile {...state} />
      {state.error && (
        <p className="bad" role="alert">
          {state.error}
        </p>
      )}
      {state.busy && !state.opened && <p role="status">{i18n._('Reading the file…')}</p>}
      {state.opened && <Plan {...state} opened={state.opened} />}
    </div>
  )
}

function ChooseFile({ opened, busy, take }: ImportState & ImportActions) {
  const input = useRef<HTMLInputElement>(null)
  return (
    <div className="row">
      <Button data-autofocus variant={opened ? 'default' : 'filled'} disabled={busy} onClick={() => input.current?.click()}>
        {opened ? i18n._('Another file…') : i18n._('Choose a file…')}
      </Button>
      <input
        ref={input}
        type="file"
        hidden
        aria-label={i18n._('Glossary file')}
        onChange={(event) => {
          const [file] = event.currentTarget.files ?? []
          if (file) take(file)
          event.currentTarget.value = ''
        }}
      />
      <span className="dim grow">
        {opened ? (
          <bdi>{opened.name}</bdi>
        ) : (
          i18n._('Or drop it here: JSON, CSV, Excel, TBX, SKOS, Markdown, HTML, prh, Vale, dictionaries of input methods, …')
        )}
      </span>
    </div>
  )
}

function Plan(props: ImportState & ImportActions & { opened: Opened }) {
  const { opened, choices, busy, choose, apply } = props
  const { act } = useApp()
  const { counts } = opened
  const nothing = counts.terms + counts.excluded + counts.required === 0
  return (
    <>
      <div className="row">
        <NativeSelect
          label={i18n._('Format')}
          value={opened.format}
          disabled={busy}
          data={IMPORT_FORMATS.map((value) => ({ value, label: formatLabel(value) }))}
          onChange={(event) => choose({ format: event.currentTarget.value as ImportFormatId })}
        />
        <p className="grow import-counts" role="status">
          {summaryOf(opened)}
        </p>
      </div>
      {opened.warnings.map((warning) => (
        <p key={warning} className="warn">
          {coreText(warning)}
        </p>
      ))}
      {opened.table && <MappingTable table={opened.table} disabled={busy} onChange={(mapping) => choose({ mapping })} />}
      <Sample opened={opened} />
      {opened.format !== 'json' && opened.format !== 'predecessor' && counts.fresh > 0 && (
        <Checkbox
          label={i18n._('Runs look for the new terms from now on')}
          checked={choices.require}
          disabled={busy}
          onChange={(event) => choose({ require: event.currentTarget.checked })}
        />
      )}
      <Collisions {...props} />
      <NotTaken rows={opened.notRead} total={counts.notRead} />
      <div className="row dialog-foot">
        <span className="grow" />
        <Button variant="default" onClick={() => act.show({ dialog: null })}>
          {i18n._('Cancel')}
        </Button>
        <Button disabled={busy || nothing} onClick={apply}>
          {i18n._('Import')}
        </Button>
      </div>
    </>
  )
}

function summaryOf({ counts, encoding }: Opened): string {
  const parts = [
    i18n._('{n, plural, one {# term} other {# terms}}', { n: counts.terms }),
    i18n._('{n} new', { n: count(counts.fresh) }),
    i18n._('{n} added to', { n: count(counts.added) }),
    i18n._('{n} differing', { n: count(counts.differing) }),
    i18n._('{n} the same', { n: count(counts.same) }),
    ...(counts.excluded > 0 ? [i18n._('{n} excluded', { n: count(counts.excluded) })] : []),
    ...(encoding === 'binary' ? [] : [encoding]),
  ]
  return parts.join(' · ')
}

const SAMPLE_ROWS = 8

function Sample({ opened }: { opened: Opened }) {
  if (opened.terms.length === 0) return null
  return (
    <table className="import-table" aria-label={i18n._('First terms of the file')}>
      <thead>
        <tr>
          <th scope="col">{i18n._('Term')}</th>
          <th scope="col">{i18n._('Reading')}</th>
          <th scope="col">{i18n._('Definition')}</th>
          <th scope="col">{i18n._('In this library')}</th>
        </tr>
      </thead>
      <tbody>
        {opened.terms.slice(0, SAMPLE_ROWS).map((row) => (
          <tr key={row.place + row.term}>
            <td>
              <bdi>{row.term}</bdi>
            </td>
            <td lang="ja">{row.reading}</td>
            <td className="import-text">
              <bdi>{row.definition}</bdi>
            </td>
            <td>{stateLabel(row.state)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Done({ report, busy, undo, error }: ImportState & ImportActions) {
  const { act } = useApp()
  if (!report) return null
  const { counts } = report
  return (
    <div className="stack">
      <p role="status">
        {report.command === null
          ? i18n._('Everything in the file is in this library already.')
          : i18n._('{n, plural, one {# term} other {# terms}} imported as one step.', { n: counts.terms })}
      </p>
      {error && (
        <p className="bad" role="alert">
          {error}
        </p>
      )}
      <NotTaken rows={report.notRead} total={counts.notRead} />
      <div className="row">
        <span className="grow" />
        {report.command !== null && (
          <Button variant="default" disabled={busy} onClick={undo}>
            {i18n._('Undo the import')}
          </Button>
        )}
        <Button data-autofocus onClick={() => act.show({ dialog: null, place: 'terms' })}>
          {i18n._('Close')}
        </Button>
      </div>
    </div>
  )
}
