import { IconSquare, IconSquareCheck } from '@tabler/icons-react'
import { useMemo } from 'react'
import type { AlikeRow } from '../../../src-main/contract/alike.ts'
import type { ConceptId } from '../../../src-main/contract/library-api.ts'
import { type Column, Grid, useActiveRow } from '../../grid/Grid.tsx'
import { count, i18n } from '../../i18n/index.ts'
import { lang } from '../parts.tsx'
import type { Alike } from './useAlike.ts'

/** The terms that fit, best first; those unticked are kept as they are. */
export function AlikeRows(props: { alike: Alike; except: ReadonlySet<ConceptId>; onTurn: (id: ConceptId) => void }) {
  const { alike, except, onTurn } = props
  const total = alike.found?.total ?? 0
  const [active, setActive] = useActiveRow(total)
  const columns = useColumns(except, onTurn)
  const turn = (index: number) => {
    const row = alike.rowAt(index)
    if (row) onTurn(row.id)
  }
  return (
    <div className="alike-rows">
      <Grid
        label={i18n._('Terms that fit')}
        columns={columns}
        total={total}
        rowAt={alike.rowAt}
        keyOf={(row) => row.id}
        active={active}
        isSelected={(row) => !except.has(row.id)}
        selecting
        onMove={(index, how) => {
          setActive(index)
          if (how === 'toggle') turn(index)
        }}
        onOpen={turn}
        onVisible={alike.ensure}
        keys={{ space: () => turn(active) }}
        rowHeight={26}
        rowClass={(row) => (except.has(row.id) ? 'is-kept' : '')}
        empty={<p className="dim alike-none">{i18n._('Nothing fits.')}</p>}
        autoFocus
      />
    </div>
  )
}

function useColumns(except: ReadonlySet<ConceptId>, onTurn: (id: ConceptId) => void): readonly Column<AlikeRow>[] {
  return useMemo(
    () => [
      {
        id: 'tick',
        header: i18n._('Chosen'),
        quiet: true,
        width: '40px',
        cell: (row) => <Tick on={!except.has(row.id)} onClick={() => onTurn(row.id)} />,
      },
      {
        id: 'term',
        header: i18n._('Term'),
        width: 'minmax(120px, 1fr)',
        cell: (row) => (
          <bdi className="term-name" lang={lang(row.language)} title={row.headword}>
            {row.headword}
          </bdi>
        ),
      },
      { id: 'uses', header: i18n._('Uses'), width: '58px', align: 'end', cell: (row) => count(row.frequency) },
      { id: 'files', header: i18n._('Files'), width: '58px', align: 'end', cell: (row) => count(row.documents) },
    ],
    [except, onTurn],
  )
}

/** For the pointer; the row itself says whether it is selected, and the space bar turns it. */
function Tick({ on, onClick }: { on: boolean; onClick: () => void }) {
  const Box = on ? IconSquareCheck : IconSquare
  return (
    <button
      type="button"
      tabIndex={-1}
      className="alike-tick"
      aria-label={on ? i18n._('Keep this one') : i18n._('Take this one too')}
      onClick={(event) => {
        event.stopPropagation()
        onClick()
      }}
    >
      <Box size={16} aria-hidden />
    </button>
  )
}
