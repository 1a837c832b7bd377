import { Button, NativeSelect, SegmentedControl } from '@mantine/core'
import { useState } from 'react'
import { type Collision, RESOLUTIONS, type Resolution } from '../../../src-main/contract/imports.ts'
import { count, i18n } from '../../i18n/index.ts'
import { useApp, useSession } from '../context.ts'
import { fieldLabel, resolutionLabel } from './labels.ts'
import type { ImportActions, ImportState, Opened } from './useImport.ts'

/** As commandOf names them. */
const keyOf = ({ index, field, detail }: Collision): string => `${index}:${field}:${detail}`
const PAGE = 100

/** Where file and library differ: one choice for all, another for single rows. */
export function Collisions({ opened, resolution, resolutions, resolve }: ImportState & ImportActions & { opened: Opened }) {
  const app = useApp()
  const library = useSession((state) => state.library?.id ?? '')
  const [more, setMore] = useState<{ readonly of: Opened; readonly rows: readonly Collision[] }>({ of: opened, rows: [] })
  if (opened.counts.collisions === 0) return null
  const rows = [...opened.collisions, ...(more.of === opened ? more.rows : [])]
  const load = async () => {
    const next = await app.host.call('imports.page', {
      library,
      session: opened.session,
      list: 'collisions',
      from: rows.length,
      limit: PAGE,
    })
    setMore({ of: opened, rows: [...(more.of === opened ? more.rows : []), ...(next as readonly Collision[])] })
  }
  const options = RESOLUTIONS.map((value) => ({ value, label: resolutionLabel(value) }))
  return (
    <section className="stack" aria-label={i18n._('Differences')}>
      <div className="row">
        <span className="grow">
          {i18n._('{n, plural, one {# difference} other {# differences}} between the file and this library', {
            n: opened.counts.collisions,
          })}
        </span>
        <SegmentedControl
          aria-label={i18n._('For all differences')}
          data={options}
          value={resolution}
          onChange={(value) => resolve({ resolution: value as Resolution, resolutions: {} })}
        />
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard (WCAG 2.1.1) */}
      <section className="import-scroll" tabIndex={0} aria-label={i18n._('Differences, one a row')}>
        <table className="import-table">
          <thead>
            <tr>
              <th scope="col">{i18n._('Term')}</th>
              <th scope="col">{i18n._('Field')}</th>
              <th scope="col">{i18n._('Mine')}</th>
              <th scope="col">{i18n._('Theirs')}</th>
              <th scope="col">{i18n._('Choice')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={keyOf(row)}>
                <td>
                  <bdi>{row.term}</bdi>
                </td>
                <td>{row.detail === '' ? fieldLabel(row.field) : `${fieldLabel(row.field)}: ${row.detail}`}</td>
                <td className="import-text">
                  <bdi>{row.mine}</bdi>
                </td>
                <td className="import-text">
                  <bdi>{row.theirs}</bdi>
                </td>
                <td>
                  <NativeSelect
                    aria-label={i18n._('Choice for {term}, {field}', { term: row.term, field: fieldLabel(row.field) })}
                    data={options}
                    value={resolutions[keyOf(row)] ?? resolution}
                    onChange={(event) =>
                      resolve({ resolutions: { ...resolutions, [keyOf(row)]: event.currentTarget.value as Resolution } })
                    }
                  />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {rows.length < opened.counts.collisions && (
        <Button variant="default" onClick={() => void load().catch(app.act.fail)}>
          {i18n._('Show more ({n} left)', { n: count(opened.counts.collisions - rows.length) })}
        </Button>
      )}
    </section>
  )
}
