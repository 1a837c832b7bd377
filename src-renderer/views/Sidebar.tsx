import {
  IconAlertTriangle,
  IconCheck,
  IconChevronsLeft,
  IconChevronsRight,
  IconFileText,
  IconGitCompare,
  IconHistory,
  IconInbox,
  IconLanguageHiragana,
  IconListCheck,
  IconListDetails,
  IconPin,
  IconSortDescending,
  IconTopologyStar3,
  IconX,
} from '@tabler/icons-react'
import { type ComponentType, type RefObject, useEffect, useRef, useState } from 'react'
import type { TermQuery } from '../../src-main/contract/library-api.ts'
import { focusList } from '../grid/focus.ts'
import { count, i18n } from '../i18n/index.ts'
import { useKey } from '../keys/useKey.ts'
import { filterShown } from '../state/filters.ts'
import type { Place } from '../state/ui.ts'
import { useApp, useRuns, useSession, useTables, useTerms, useUi } from './context.ts'
import { Filters } from './filters/Filters.tsx'
import { viewLabel } from './labels.ts'

type Icon = ComponentType<{ size?: number; 'aria-hidden'?: boolean }>

export function Sidebar() {
  const library = useSession((state) => state.library)
  const running = useRuns((state) => state.active !== null)
  // The first run's list is a preview: nothing is counted before it is done.
  const terms = running && library?.terms.total === 0 ? undefined : library?.terms
  const [wide, setWide] = useState(false)
  const close = () => setWide(false)
  const own = useRef<HTMLElement>(null)
  useElsewhere(own, wide, close)
  const onKeyDown = useKey({ escape: wide ? close : undefined })
  return (
    <nav ref={own} className={wide ? 'sidebar is-wide' : 'sidebar'} aria-label={i18n._('Library')} onKeyDown={onKeyDown}>
      <button type="button" className="side-item side-widen" aria-expanded={wide} onClick={() => setWide(!wide)}>
        {wide ? <IconChevronsLeft size={16} aria-hidden /> : <IconChevronsRight size={16} aria-hidden />}
        <span className="ellipsis">{wide ? i18n._('Icons only') : i18n._('Names and numbers')}</span>
      </button>
      <div className="side-group">{i18n._('Terms')}</div>
      <View view="glossary" icon={IconSortDescending} />
      <View view="review" icon={IconInbox} {...(terms ? { n: terms.toReview } : {})} />
      <View view="accepted" icon={IconCheck} {...(terms ? { n: terms.accepted } : {})} />
      <View view="dropped" icon={IconX} {...(terms ? { n: terms.dropped } : {})} />
      <View view="required" icon={IconPin} />
      {(library?.proposals ?? 0) > 0 && <View view="proposals" icon={IconGitCompare} n={library!.proposals} />}
      <View view="all" icon={IconListDetails} {...(terms ? { n: terms.total } : {})} />
      <Filters />
      <div className="side-group">{i18n._('Library')}</div>
      <PlaceItem
        place="problems"
        icon={IconAlertTriangle}
        label={i18n._('Problems')}
        {...(library?.reviewed ? { n: library.problems } : {})}
      />
      <PlaceItem place="documents" icon={IconFileText} label={i18n._('Documents')} {...(library ? { n: library.documents.total } : {})} />
      <PlaceItem place="lists" icon={IconListCheck} label={i18n._('Required and excluded')} />
      <PlaceItem place="readings" icon={IconLanguageHiragana} label={i18n._('Readings')} />
      <PlaceItem place="map" icon={IconTopologyStar3} label={i18n._('Map')} />
      <PlaceItem place="runs" icon={IconHistory} label={i18n._('Runs')} />
    </nav>
  )
}

/** What sets the lists apart whose names alone don't: their numbers differ by a lot. */
function hintOf(view: TermQuery['view']): string | undefined {
  if (view === 'glossary')
    return i18n._('What an export holds: terms above the cut-off that nobody dropped, and those accepted or required')
  if (view === 'review') return i18n._('Terms of the glossary nobody has decided on')
  return view === 'all' ? i18n._('Every candidate that was found, also those below the cut-off') : undefined
}

/** Over the list the sidebar goes away as soon as a press or the focus is beside it; what it opens elsewhere in the page, a menu or a dialog, leaves it there. */
function useElsewhere(own: RefObject<HTMLElement | null>, open: boolean, close: () => void): void {
  const latest = useRef(close)
  latest.current = close
  useEffect(() => {
    if (!open) return
    const isBeside = (at: EventTarget | null) => at instanceof Element && at.closest('.panes') !== null && !own.current?.contains(at)
    const onOther = ({ target }: Event) => isBeside(target) && latest.current()
    document.addEventListener('pointerdown', onOther)
    document.addEventListener('focusin', onOther)
    return () => {
      document.removeEventListener('pointerdown', onOther)
      document.removeEventListener('focusin', onOther)
    }
  }, [own, open])
}

function View({ view, icon, n }: { view: TermQuery['view']; icon: Icon; n?: number }) {
  const { act } = useApp()
  const query = useTerms((state) => state.query)
  const filters = useTables((state) => state.filters)
  const current = query.view === view && filterShown(filters, query) === null
  const here = useUi((state) => state.place) === 'terms'
  const show = () => {
    void act.view(view).catch(act.fail)
    // As every other place does when it opens: its keys (A, D, the arrows) are for the list.
    focusList()
  }
  return <Item label={viewLabel(view)} icon={icon} current={current && here} n={n} hint={hintOf(view)} onClick={show} />
}

function PlaceItem({ place, icon, label, n }: { place: Place; icon: Icon; label: string; n?: number }) {
  const { act } = useApp()
  const current = useUi((state) => state.place) === place
  return <Item label={label} icon={icon} current={current} n={n} onClick={() => act.show({ place })} />
}

function Item(props: {
  label: string
  icon: Icon
  current: boolean
  n: number | undefined
  hint?: string | undefined
  onClick: () => void
}) {
  const { icon: Picture } = props
  return (
    <button
      type="button"
      className="side-item"
      title={props.hint}
      aria-current={props.current ? 'page' : undefined}
      onClick={props.onClick}
    >
      <Picture size={16} aria-hidden />
      <span className="ellipsis">{props.label}</span>
      {props.n !== undefined && <span className="side-count">{count(props.n)}</span>}
    </button>
  )
}
