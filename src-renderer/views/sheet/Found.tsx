import { Checkbox } from '@mantine/core'
import { Fragment, useMemo } from 'react'
import { isLeftOut, type LeftOutRule } from '../../../src-main/contract/left-out.ts'
import type { DocumentRow } from '../../../src-main/contract/library-api.ts'
import { coreText } from '../../i18n/core-text.ts'
import { count, i18n } from '../../i18n/index.ts'
import { estimateMs, type Found as FoundFiles, foundIn, readUnder } from '../../state/found.ts'
import { useRuns } from '../context.ts'
import { durationLabel, languageLabel } from '../labels.ts'
import { sizeLabel } from '../sizes.ts'

interface Choice {
  readonly rules: readonly LeftOutRule[]
  readonly maxFileBytes: number
  /** Leaves a kind of files out, or takes it in again. */
  readonly onTurn: (rule: LeftOutRule) => void
  readonly disabled: boolean
}

/** What a look at the folders found: how much, of which kinds, in which languages and encodings, and what is left out with the reason. Nothing is copied. */
export function Found({ documents, choice }: { documents: readonly DocumentRow[]; choice: Choice }) {
  const found = useMemo(() => foundIn(documents), [documents])
  const { rules, maxFileBytes } = choice
  const { files, bytes } = readUnder(documents, rules, maxFileBytes)
  return (
    <div className="found">
      <p className="found-sum">
        <strong>{i18n._('{n, plural, one {# document} other {# documents}} · {size}', { n: files, size: sizeLabel(bytes) })}</strong>
        <Languages found={found} />
        <Encodings found={found} />
        <Estimate ms={estimateMs(documents, rules, maxFileBytes)} />
      </p>
      <Kinds found={found} choice={choice} />
      {found.skipped.length > 0 && <LeftOut rows={found.skipped} />}
    </div>
  )
}

function Languages({ found }: { found: FoundFiles }) {
  const running = useRuns((state) => state.active !== null)
  if (found.languages.length === 0) return null
  const list = found.languages.map(({ language, files }) => `${languageLabel(language)} ${count(files)}`).join(' · ')
  return <span>{running ? i18n._('{languages} so far', { languages: list }) : list}</span>
}

/** How the texts were read: who sees another encoding than theirs chooses it in the list of documents. */
function Encodings({ found }: { found: FoundFiles }) {
  if (found.encodings.length === 0) return null
  return (
    <span className="dim found-encodings">
      {found.encodings.map(({ encoding, files }, at) => (
        <Fragment key={encoding}>
          {at > 0 && ' · '}
          <span>{`${encoding.toUpperCase()} ${count(files)}`}</span>
        </Fragment>
      ))}
    </span>
  )
}

function Estimate({ ms }: { ms: number }) {
  const eta = useRuns((state) => state.progress?.etaMs)
  const running = useRuns((state) => state.active !== null)
  if (!running) return null
  return <span className="dim">{i18n._('about {time} for the whole list', { time: durationLabel(eta ?? ms) })}</span>
}

function Kinds({ found, choice }: { found: FoundFiles; choice: Choice }) {
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">{i18n._('Kind of file')}</th>
          <th scope="col">{i18n._('Files')}</th>
          <th scope="col">{i18n._('Size')}</th>
        </tr>
      </thead>
      <tbody>
        {found.kinds.map(({ extension, files, bytes }) => (
          <tr key={extension}>
            <th scope="row">
              <Checkbox
                size="xs"
                label={extension === '' ? i18n._('Other') : extension}
                checked={!isLeftOut(choice.rules, 0, `x${extension}`)}
                disabled={choice.disabled || extension === ''}
                onChange={() => choice.onTurn({ root: null, path: extension })}
              />
            </th>
            <td>{count(files)}</td>
            <td>{sizeLabel(bytes)}</td>
          </tr>
        ))}
      </tbody>
    </table>
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
        {rows.length > SHOWN && (
          <li className="dim">{i18n._('and {n} more, in the list of documents', { n: count(rows.length - SHOWN) })}</li>
        )}
      </ul>
    </details>
  )
}
