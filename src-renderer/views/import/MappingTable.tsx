import { Checkbox, NativeSelect } from '@mantine/core'
import { COLUMN_TARGETS, type ColumnMapping, type ColumnTarget, type ImportPreview } from '../../../src-main/contract/imports.ts'
import { i18n } from '../../i18n/index.ts'
import { targetLabel } from './labels.ts'

type Table = NonNullable<ImportPreview['table']>

/** What each column of the table means: guessed, shown with its first cells, changed by a select above each. */
export function MappingTable({
  table,
  disabled,
  onChange,
}: {
  table: Table
  disabled: boolean
  onChange: (mapping: ColumnMapping) => void
}) {
  const width = table.sample.reduce((most, row) => Math.max(most, row.length), 0)
  const columns = Array.from({ length: width }, (_, index) => table.mapping.columns[index] ?? 'ignore')
  const set = (at: number, target: ColumnTarget) => {
    const others = columns.map(
      (one, index): ColumnTarget => (index === at ? target : one === target && target !== 'ignore' ? 'ignore' : one),
    )
    onChange({ ...table.mapping, columns: others })
  }
  return (
    <fieldset className="stack import-mapping" disabled={disabled}>
      <legend>{i18n._('What the columns mean')}</legend>
      <Checkbox
        label={i18n._('The first row names the columns')}
        checked={table.mapping.header}
        onChange={(event) => onChange({ columns, header: event.currentTarget.checked })}
      />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard (WCAG 2.1.1) */}
      <section className="import-scroll" tabIndex={0} aria-label={i18n._('Columns of the file')}>
        <table className="import-table">
          <thead>
            <tr>
              {columns.map((target, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: columns have no other name
                <th key={index} scope="col">
                  <NativeSelect
                    aria-label={i18n._('Meaning of column {n}', { n: index + 1 })}
                    value={target}
                    data={COLUMN_TARGETS.map((value) => ({ value, label: targetLabel(value) }))}
                    onChange={(event) => set(index, event.currentTarget.value as ColumnTarget)}
                  />
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {table.sample.map((row, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: rows have no other name
              <tr key={at} className={table.mapping.header && at === 0 ? 'dim' : undefined}>
                {columns.map((_, index) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: cells have no other name
                  <td key={index} className="import-text">
                    <bdi>{row[index] ?? ''}</bdi>
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </fieldset>
  )
}
