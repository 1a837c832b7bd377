import { useEffect, useMemo } from 'react'
import { extensionOf } from '../../src-main/contract/formats.ts'
import type { DocumentRow } from '../../src-main/contract/library-api.ts'
import { coreText } from '../i18n/core-text.ts'
import { count, i18n } from '../i18n/index.ts'
import { useApp, useTables } from './context.ts'
import { sizeLabel } from './sizes.ts'

/** What a look at the folders found: files by type with their size, and what is left out, with the reason. Nothing is copied. */
export function ScanSheet() {
  const { tables } = useApp()
  const documents = useTables((state) => state.documents)
  useEffect(() => void tables.actions.load('documents'), [tables])
  const { types, leftOut } = useMemo(() => sheetOf(documents ?? []), [documents])
  if (!documents) return null
  const files = types.reduce((sum, type) => sum + type.files, 0)
  const bytes = types.reduce((sum, type) => sum + type.bytes, 0)
  return (
    <div className="scan-sheet">
      <table>
        <caption>{i18n._('{n, plural, one {# document} other {# documents}} · {size}', { n: files, size: sizeLabel(bytes) })}</caption>
        <thead className="visually-hidden">
          <tr>
            <th scope="col">{i18n._('Kind of file')}</th>
            <th scope="col">{i18n._('Files')}</th>
            <th scope="col">{i18n._('Size')}</th>
          </tr>
        </thead>
        <tbody>
          {types.map((type) => (
            <tr key={type.extension}>
              <th scope="row">{type.extension === '' ? i18n._('Other') : type.extension}</th>
              <td>{count(type.files)}</td>
              <td>{sizeLabel(type.bytes)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {leftOut.length > 0 && <LeftOut rows={leftOut} />}
    </div>
  )
}

const SHOWN = 200

function LeftOut({ rows }: { rows: readonly DocumentRow[] }) {
  return (
    <details>
      <summary>{i18n._('{n, plural, one {# file left out} other {# files left out}}', { n: rows.length })}</summary>
      <ul className="recent">
        {rows.slice(0, SHOWN).map((row) => (
          <li key={row.id}>
            <bdi className="mono">{row.path}</bdi> <span className="dim">{coreText(row.reason ?? '')}</span>
          </li>
        ))}
      </ul>
    </details>
  )
}

interface FileType {
  readonly extension: string
  readonly files: number
  readonly bytes: number
}

/** Documents that are read, by type, the commonest first; and those that are not, by path. */
export function sheetOf(documents: readonly DocumentRow[]): { types: FileType[]; leftOut: DocumentRow[] } {
  const read = documents.filter(({ status }) => status !== 'skipped' && status !== 'removed' && status !== 'missing')
  const groups = Map.groupBy(read, ({ path }) => extensionOf(path))
  const types = [...groups].map(([extension, rows]) => ({
    extension,
    files: rows.length,
    bytes: rows.reduce((sum, { size }) => sum + size, 0),
  }))
  return {
    types: types.sort((a, b) => b.files - a.files || (a.extension < b.extension ? -1 : 1)),
    leftOut: documents.filter(({ status }) => status === 'skipped').toSorted((a, b) => (a.path < b.path ? -1 : 1)),
  }
}
