import type { NotRead } from '../../../src-main/contract/imports.ts'
import { coreText } from '../../i18n/core-text.ts'
import { count, i18n } from '../../i18n/index.ts'

/** Everything of the file that does not reach the library, with its place and the reason: nothing is dropped in silence. */
export function NotTaken({ rows, total }: { rows: readonly NotRead[]; total: number }) {
  if (total === 0) return null
  return (
    <details className="import-missed">
      <summary>{i18n._('{n, plural, one {# thing} other {# things}} not taken over', { n: total })}</summary>
      <ul>
        {rows.map((row, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two lines may say the same
          <li key={index}>
            <span className="dim">{row.place}</span> <bdi>{row.text}</bdi> — {coreText(row.reason)}
          </li>
        ))}
      </ul>
      {rows.length < total && (
        <p className="dim">{i18n._('And {n} more; the terminal’s report has all of them.', { n: count(total - rows.length) })}</p>
      )}
    </details>
  )
}
