import { IconAlertTriangle, IconCheck, IconChevronDown, IconChevronRight, IconPin, IconX } from '@tabler/icons-react'
import type { TermRow } from '../../src-main/contract/library-api.ts'
import { count, i18n } from '../i18n/index.ts'
import { useApp, useTerms } from './context.ts'
import { Invisible } from './Invisible.tsx'
import { DefinitionStateMark, ProposalMark } from './models/DefinitionState.tsx'
import { lang } from './parts.tsx'

/** What the columns of the term list show. */

/** In nearly every row, so without the work of an icon component. */
const UNDECIDED = (
  <svg width={10} height={10} viewBox="0 0 10 10" fill="none" stroke="currentColor" strokeWidth={0.9} aria-hidden>
    <circle cx={5} cy={5} r={3.75} />
  </svg>
)

export function DecisionMark({ row }: { row: TermRow }) {
  if (row.decision === 'accepted')
    return (
      <span className="mark ok" role="img" aria-label={i18n._('Accepted')}>
        <IconCheck size={16} stroke={2.4} />
      </span>
    )
  if (row.decision === 'dropped')
    return (
      <span className="mark bad" role="img" aria-label={i18n._('Dropped')}>
        <IconX size={16} />
      </span>
    )
  if (row.required)
    return (
      <span className="mark" role="img" aria-label={i18n._('Required')}>
        <IconPin size={15} />
      </span>
    )
  return (
    <span className="mark dim" role="img" aria-label={i18n._('To review')}>
      {UNDECIDED}
    </span>
  )
}

/** How many shorter terms are folded under this one; shows and hides them. The arrow keys do the same from the row. */
function Fold({ row, nested }: { row: TermRow; nested: number }) {
  const { terms } = useApp()
  const open = useTerms((state) => state.query.open?.includes(row.id) ?? false)
  const Turn = open ? IconChevronDown : IconChevronRight
  return (
    <button
      type="button"
      tabIndex={-1}
      className="fold"
      aria-label={
        open
          ? i18n._('Hide {n, plural, one {# shorter term} other {# shorter terms}}', { n: nested })
          : i18n._('Show {n, plural, one {# shorter term} other {# shorter terms}}', { n: nested })
      }
      onClick={(event) => {
        event.stopPropagation()
        void terms.actions.unfold(row.id, !open)
      }}
    >
      <Turn size={13} aria-hidden />
      <span className="tabular">{count(nested)}</span>
    </button>
  )
}

/** Kana says how it is read already. */
const isKana = (text: string) => /^[\u3041-\u30ff]+$/u.test(text)

export function Name({ row }: { row: TermRow }) {
  return (
    <span title={row.headword} className={row.under === undefined ? undefined : 'is-under'}>
      <bdi className="term-name" lang={lang(row.language)}>
        {row.headword}
      </bdi>
      {row.nested !== undefined && <Fold row={row} nested={row.nested} />}
      <Invisible text={row.headword} />
      {row.abbreviation && <span className="chip">{row.abbreviation}</span>}
      {row.reading && !isKana(row.headword) && (
        <>
          {' '}
          <span className="term-reading" lang="ja">
            {row.reading}
          </span>
        </>
      )}
      {row.problems > 0 && (
        <span
          className="problem-count"
          role="img"
          aria-label={i18n._('{n, plural, one {# problem} other {# problems}}', { n: row.problems })}
        >
          <IconAlertTriangle size={13} aria-hidden />
          {row.problems}
        </span>
      )}
      {row.preview && <span className="visually-hidden">{i18n._('preview')}</span>}
      {row.notFoundSinceRun !== null && <span className="chip">{i18n._('not found')}</span>}
    </span>
  )
}

export function Definition({ row }: { row: TermRow }) {
  if (!row.definition)
    return (
      <span className="dim">
        <DefinitionStateMark row={row} />–
      </span>
    )
  return (
    <>
      <DefinitionStateMark row={row} />
      {row.proposed && <ProposalMark />}
      <bdi lang={lang(row.language)} className={`definition-cell ${row.definitionKind === 'context' ? 'is-context' : ''}`}>
        {row.definition}
      </bdi>
    </>
  )
}

/** The score at which the bar is half full. */
const HALF_FULL = 2.5

export function Score({ row }: { row: TermRow }) {
  // Scores have no upper end: the bar fills up slower the higher they are.
  const share = Math.max(0.04, row.glossaryScore / (Math.max(0, row.glossaryScore) + HALF_FULL))
  return (
    <span className="score" role="img" aria-label={i18n._('Score {n}', { n: row.glossaryScore.toFixed(1) })}>
      <span style={{ width: `${share * 100}%` }} />
    </span>
  )
}
