// biome-ignore-all lint/a11y/useSemanticElements: a table element cannot be virtualised by absolute rows; the ARIA grid pattern is used instead.
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid holds the focus and names the row by aria-activedescendant.
// biome-ignore-all lint/a11y/noStaticElementInteractions: the role is grid or treegrid, as the rows are.
// biome-ignore-all lint/a11y/useAriaPropsSupportedByRole: the same.
import { IconChevronDown, IconChevronUp } from '@tabler/icons-react'
import type React from 'react'
import { type CSSProperties, memo, type ReactNode, useCallback, useEffect, useId, useRef, useState } from 'react'
import { isEditable } from '../keys/key.ts'
import { type KeyMap, useKey } from '../keys/useKey.ts'
import { keysDoing } from '../state/keys.ts'
import { useApp } from '../views/context.ts'
import { useKeySettings } from '../views/useKeys.ts'
import { gridMove, MOVE_KEYS, type MoveKind } from './model.ts'
import { useRows } from './useRows.ts'

/**
 * A virtual grid with `role="grid"`. The focus stays on the grid itself and `aria-activedescendant` names the row, so that scrolling a row out
 * of the window never loses the keyboard. Measured with 50 000 rows: users-and-exports.md (c2).
 */
export interface Column<Row> {
  readonly id: string
  readonly header: string
  /** The header is for screen readers alone: what is in the column says what it is to the eye. */
  readonly quiet?: boolean
  /** A track of grid-template-columns. */
  readonly width: string
  readonly cell: (row: Row) => ReactNode
  readonly align?: 'end'
  readonly sort?: { readonly direction: 'ascending' | 'descending' | null; readonly onSort: () => void }
}

export interface GridProps<Row> {
  readonly label: string
  readonly columns: readonly Column<Row>[]
  readonly total: number
  readonly rowAt: (index: number) => Row | undefined
  readonly keyOf: (row: Row) => string | number
  readonly active: number
  /** What is listed, and how it is ordered: where that changes, the row with the focus is brought into sight again. */
  readonly list?: string
  readonly isSelected?: (row: Row) => boolean
  /** Something is selected. As long as nothing is, what is done is done with the row that has the focus, so that one counts as selected. */
  readonly selecting?: boolean
  readonly onMove: (index: number, how: MoveKind | 'toggle') => void
  readonly onOpen?: (index: number) => void
  readonly onVisible?: (from: number, to: number) => void
  /** A row's own menu is asked for, at this place of the window: by pointer, or by the menu key. */
  readonly onMenu?: (index: number, left: number, top: number) => void
  readonly keys?: KeyMap
  readonly rowHeight?: number
  readonly rowClass?: (row: Row) => string
  readonly rowLabel?: (row: Row) => string
  /** Makes the grid a `treegrid`. Only some rows are in the page, so each says itself how deep it is and where among those beside it. */
  readonly tree?: (row: Row) => Branch
  readonly empty: ReactNode
  readonly autoFocus?: boolean
}

/** A row of a tree: level from 1; whether a row that has rows below it is open; its place from 1 among the rows under the same one, and how many those are. */
export interface Branch {
  readonly level: number
  readonly open?: boolean
  readonly position?: number
  readonly size?: number
}

const ROW = 30

export function Grid<Row>(props: GridProps<Row>) {
  const { total, active, onMove, onVisible, rowHeight = ROW } = props
  const scroller = useRef<HTMLDivElement>(null)
  const body = useRef<HTMLDivElement>(null)
  const id = useId()
  const { from, to } = useRows(scroller, body, { total, active, rowHeight, list: props.list })
  useEffect(() => onVisible?.(from, to), [from, to, onVisible])
  useEffect(() => {
    // Never out of a field somebody types in, nor out of a dialog.
    const at = document.activeElement
    if (props.autoFocus && !isEditable(at) && !at?.closest('[role=dialog]')) scroller.current?.focus({ preventScroll: true })
  }, [props.autoFocus])

  const onKeyDown = useKey(useGridKeys(props, scroller, rowHeight))
  const template = props.columns.map((column) => column.width).join(' ')
  return (
    <div className="grid" style={{ '--columns': template, '--row': `${rowHeight}px` } as CSSProperties}>
      <div
        ref={scroller}
        className="grid-scroll"
        role={props.tree ? 'treegrid' : 'grid'}
        aria-label={props.label}
        aria-rowcount={total + 1}
        aria-colcount={props.columns.length}
        aria-multiselectable={props.isSelected ? true : undefined}
        aria-activedescendant={active >= from && active < to && total > 0 ? `${id}-${active}` : undefined}
        tabIndex={0}
        data-autofocus={props.autoFocus || undefined}
        onKeyDown={onKeyDown}
      >
        <Header columns={props.columns} />
        <div ref={body} role="rowgroup" className="grid-body" style={{ height: total * rowHeight }}>
          {Array.from({ length: to - from }, (_, i) => from + i).map((index) => (
            <GridRow
              key={index}
              {...props}
              id={`${id}-${index}`}
              index={index}
              top={index * rowHeight}
              row={props.rowAt(index)}
              selected={isChosen(props, index)}
              onMove={onMove}
            />
          ))}
        </div>
      </div>
      {total === 0 && <div className="grid-empty">{props.empty}</div>}
    </div>
  )
}

function isChosen<Row>({ rowAt, isSelected }: GridProps<Row>, index: number): boolean {
  const row = rowAt(index)
  return row !== undefined && (isSelected?.(row) ?? false)
}

function useGridKeys<Row>(props: GridProps<Row>, scroller: React.RefObject<HTMLDivElement | null>, rowHeight: number): KeyMap {
  const { active, total, onMove, onOpen } = props
  const app = useApp()
  useKeySettings()
  const move = (name: string) => () => {
    const pageRows = Math.floor((scroller.current?.clientHeight ?? 0) / rowHeight)
    const to = gridMove(name, { active, total, pageRows })
    if (!to) return false
    onMove(to.row, to.how)
    return true
  }
  const moves = Object.fromEntries(MOVE_KEYS.map((key) => [key, move(key)]))
  const open = onOpen && total > 0 ? () => onOpen(active) : undefined
  // The menu key and Shift+F10 reach the grid, which holds the focus, not the row.
  const menu = props.onMenu && total > 0 ? () => askMenu(props.onMenu!, active, scroller.current) : undefined
  return {
    ...moves,
    ...(menu ? { contextmenu: menu, 'shift+f10': menu } : {}),
    ...(open ? { enter: open } : {}),
    ...keysDoing(app, 'list.next', move('arrowdown')),
    ...keysDoing(app, 'list.previous', move('arrowup')),
    ...(props.isSelected ? keysDoing(app, 'list.toggle', () => onMove(active, 'toggle')) : {}),
    ...props.keys,
  }
}

function askMenu(onMenu: NonNullable<GridProps<unknown>['onMenu']>, active: number, scroller: HTMLElement | null): void {
  const row = scroller?.querySelector('.grid-row.is-active') ?? scroller
  const { left, bottom } = row!.getBoundingClientRect()
  onMenu(active, left + 40, bottom)
}

function Header<Row>({ columns }: { columns: readonly Column<Row>[] }) {
  return (
    <div role="rowgroup" className="grid-head">
      <div role="row" aria-rowindex={1} className="grid-row grid-row-head">
        {columns.map((column) => (
          <div
            key={column.id}
            role="columnheader"
            aria-sort={column.sort ? (column.sort.direction ?? 'none') : undefined}
            className={column.align === 'end' ? 'cell cell-end' : 'cell'}
          >
            {column.sort ? (
              <button type="button" className="head-button" tabIndex={-1} onClick={column.sort.onSort}>
                {column.header}
                {column.sort.direction === 'ascending' && <IconChevronUp size={13} aria-hidden />}
                {column.sort.direction === 'descending' && <IconChevronDown size={13} aria-hidden />}
              </button>
            ) : (
              <span className={column.quiet ? 'visually-hidden' : undefined}>{column.header}</span>
            )}
          </div>
        ))}
      </div>
    </div>
  )
}

interface RowProps<Row> extends GridProps<Row> {
  readonly id: string
  readonly index: number
  readonly top: number
  readonly row: Row | undefined
  readonly selected: boolean
}

function GridRowPlain<Row>({
  id,
  index,
  top,
  row,
  selected,
  columns,
  active,
  selecting,
  onMove,
  onOpen,
  onMenu,
  rowClass,
  rowLabel,
  tree,
}: RowProps<Row>) {
  const onClick = useCallback(
    (event: React.MouseEvent) => onMove(index, event.shiftKey ? 'extend' : event.metaKey || event.ctrlKey ? 'toggle' : 'plain'),
    [index, onMove],
  )
  const extra = row === undefined ? 'is-loading' : (rowClass?.(row) ?? '')
  const branch = row === undefined ? undefined : tree?.(row)
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the grid that owns the row has the keyboard.
    <div
      id={id}
      role="row"
      aria-rowindex={index + 2}
      aria-selected={selecting ? selected : index === active}
      aria-label={row !== undefined ? rowLabel?.(row) : undefined}
      aria-level={branch?.level}
      aria-expanded={branch?.open}
      aria-posinset={branch?.position}
      aria-setsize={branch?.size}
      className={`grid-row ${index === active ? 'is-active' : ''} ${selected ? 'is-selected' : ''} ${extra}`}
      style={{ transform: `translateY(${top}px)` }}
      onClick={onClick}
      onDoubleClick={onOpen ? () => onOpen(index) : undefined}
      onContextMenu={
        onMenu
          ? (event) => {
              event.preventDefault()
              onMenu(index, event.clientX, event.clientY)
            }
          : undefined
      }
    >
      {columns.map((column) => (
        <div key={column.id} role="gridcell" className={column.align === 'end' ? 'cell cell-end' : 'cell'}>
          {row === undefined ? null : column.cell(row)}
        </div>
      ))}
    </div>
  )
}

// A row is drawn again only when something it shows has changed: moving the focus touches two rows, not sixty.
const GridRow = memo(GridRowPlain, (before, after) => {
  const wasActive = before.index === before.active
  const isNow = after.index === after.active
  return (
    before.row === after.row &&
    before.top === after.top &&
    before.columns === after.columns &&
    wasActive === isNow &&
    before.selected === after.selected &&
    (before.selecting === after.selecting || !isNow) &&
    before.onMove === after.onMove
  )
}) as typeof GridRowPlain

/** Remembers the focused row of a list that has no store of its own. */
export function useActiveRow(total: number): [number, (index: number) => void] {
  const [active, setActive] = useState(0)
  return [Math.min(active, Math.max(0, total - 1)), setActive]
}
