import { ActionIcon, Menu, Tooltip } from '@mantine/core'
import { IconDots, IconFilter, IconPlus } from '@tabler/icons-react'
import { useRef } from 'react'
import type { SavedFilter } from '../../../src-main/contract/filters.ts'
import { focusList } from '../../grid/focus.ts'
import { count, i18n } from '../../i18n/index.ts'
import { useKey } from '../../keys/useKey.ts'
import { deleteFilter, filterShown, moveFilter, showFilter } from '../../state/filters.ts'
import { useApp, useSession, useTables, useTerms, useUi } from '../context.ts'

/** The filters people saved, in the sidebar. */
export function Filters() {
  const { act } = useApp()
  const readOnly = useSession((state) => state.library?.readOnly ?? true)
  const filters = useTables((state) => state.filters)
  return (
    <>
      <div className="side-group row">
        <span className="grow">{i18n._('Saved filters')}</span>
        {!readOnly && (
          <Tooltip label={i18n._('Save what the list shows now')}>
            <ActionIcon aria-label={i18n._('Save the filter…')} onClick={() => act.show({ dialog: 'filter', about: [] })}>
              <IconPlus size={14} />
            </ActionIcon>
          </Tooltip>
        )}
      </div>
      {filters?.map((filter, at) => (
        <Filter key={filter.id} filter={filter} first={at === 0} last={at === filters.length - 1} readOnly={readOnly} />
      ))}
    </>
  )
}

/** A change reaches the window as an event; by then the list is drawn anew. */
const REDRAWN_MS = 120

/** One filter. With the focus on it F2 renames it, Delete deletes it, Alt with an arrow key moves it. */
function Filter({ filter, first, last, readOnly }: { filter: SavedFilter; first: boolean; last: boolean; readOnly: boolean }) {
  const app = useApp()
  const filters = useTables((state) => state.filters)
  const terms = useTables((state) => state.filterTerms.get(filter.id))
  const query = useTerms((state) => state.query)
  const here = useUi((state) => state.place) === 'terms'
  const current = here && filterShown(filters, query)?.id === filter.id
  const rename = () => app.act.show({ dialog: 'filter', about: [filter.id] })
  const own = useRef<HTMLDivElement>(null)
  const remove = async () => {
    // The focus goes on to the filter beside it, else to the list: it is never lost.
    const beside = own.current?.nextElementSibling?.querySelector<HTMLElement>('.side-item') ?? null
    if (await deleteFilter(app, filter)) {
      if (beside) beside.focus()
      else focusList()
    }
  }
  const move = async (by: 1 | -1) => {
    if (!(await moveFilter(app, filter, by))) return
    // The row was put elsewhere in the page, which takes the focus off it.
    setTimeout(() => {
      // Whoever went on meanwhile, to the dialog that renames it perhaps, is not taken back.
      if (document.activeElement === document.body) own.current?.querySelector<HTMLElement>('.side-item')?.focus()
    }, REDRAWN_MS)
  }
  const keys = {
    f2: rename,
    delete: () => void remove(),
    'alt+arrowup': first ? undefined : () => void move(-1),
    'alt+arrowdown': last ? undefined : () => void move(1),
  }
  const onKeyDown = useKey(readOnly ? {} : keys)
  return (
    <div className="side-filter" ref={own}>
      <button
        type="button"
        className="side-item"
        aria-current={current ? 'page' : undefined}
        onClick={() => void showFilter(app, filter).catch(app.act.fail)}
        onKeyDown={onKeyDown}
      >
        <IconFilter size={16} aria-hidden />
        <bdi className="ellipsis">{filter.name}</bdi>
        {terms !== undefined && <span className="side-count">{count(terms)}</span>}
      </button>
      {!readOnly && (
        <Menu position="bottom-start" transitionProps={{ duration: 0 }} withInitialFocusPlaceholder={false}>
          <Menu.Target>
            <ActionIcon className="side-more" size={24} aria-label={i18n._('What can be done with “{name}”', { name: filter.name })}>
              <IconDots size={14} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown aria-label={filter.name}>
            <Menu.Item onClick={rename}>{i18n._('Rename…')}</Menu.Item>
            <Menu.Item onClick={() => void move(-1)} disabled={first}>
              {i18n._('Move up')}
            </Menu.Item>
            <Menu.Item onClick={() => void move(1)} disabled={last}>
              {i18n._('Move down')}
            </Menu.Item>
            <Menu.Item onClick={() => void remove()}>{i18n._('Delete')}</Menu.Item>
          </Menu.Dropdown>
        </Menu>
      )}
    </div>
  )
}
