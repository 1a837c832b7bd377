import { Select } from '@mantine/core'
import { IconChevronDown, IconChevronUp, IconWindowMaximize, IconX } from '@tabler/icons-react'
import { type RefObject, useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import type { ReaderTerm } from '../../../src-main/contract/host-api.ts'
import { coreText } from '../../i18n/core-text.ts'
import { activeLanguage, count, i18n } from '../../i18n/index.ts'
import { useKey } from '../../keys/useKey.ts'
import { clearHighlights, drawCitation, type Matcher, spotOf, startMatcher } from '../../reader/highlights.ts'
import { locate, type Spot } from '../../reader/locate.ts'
import type { MarkFilter } from '../../reader/mark-filter.ts'
import type { Matches } from '../../reader/match.ts'
import { elementsOf, sectionsIn } from '../../reader/parts-drawn.ts'
import { type VisibleMarks, visibleMarks } from '../../reader/visible-marks.ts'
import { detachReader } from '../../state/detached.ts'
import { useApp, useDetail, useReader } from '../context.ts'
import { EmptyNote, ErrorNote, IconButton, lang } from '../parts.tsx'
import { useAsked } from '../useAsked.ts'
import { Blocks } from './Blocks.tsx'
import { Encoding } from './Encoding.tsx'
import { Find } from './Find.tsx'
import { Highlights, NoHighlights } from './Highlights.tsx'
import { SelectionMenu } from './SelectionMenu.tsx'
import { TermCard } from './TermCard.tsx'
import { useShown } from './useShown.ts'

/** The document as it was parsed, with every known term marked; beside the list, or alone in a window. */
export function ReaderPane({ alone = false }: { alone?: boolean }) {
  const app = useApp()
  const { reader, act } = app
  const document = useReader((state) => state.document)
  const loading = useReader((state) => state.loading)
  const error = useReader((state) => state.error)
  const target = useReader((state) => state.target)
  const body = useRef<HTMLDivElement>(null)
  const { matches, pick, find } = useMatches()
  const { marks, shown, only } = useShown(matches, pick)
  const [missing, setMissing] = useState(false)
  useMarks(body, shown)
  useCitation(body, setMissing)
  const close = () => {
    reader.actions.close()
    act.show({ reader: false, peek: null })
  }
  const onKeyDown = useKey(alone ? {} : { escape: () => !hasOpenList() && close() })
  // A page the preview's host can't open: no way back from it to this one.
  const openPage = (hash: string) => void window.open(`/${hash}`, '_blank', 'noopener')
  return (
    <section className="pane reader-pane" aria-label={i18n._('Reader')} onKeyDown={onKeyDown}>
      <div className="pane-head">
        <h2 className="pane-title reader-path grow" title={document?.path}>
          {document ? <Path path={document.path} /> : i18n._('Reader')}
        </h2>
        {matches && <TermsHere body={body} matches={matches} only={only} />}
        {document && <Highlights marks={marks} />}
        {!alone && (
          <>
            <IconButton
              label={i18n._('Open the reader in a window of its own')}
              onClick={() => void detachReader(app, openPage).catch(act.fail)}
            >
              <IconWindowMaximize size={14} />
            </IconButton>
            <IconButton label={i18n._('Close the reader')} onClick={close}>
              <IconX size={14} />
            </IconButton>
          </>
        )}
      </div>
      {error && <ErrorNote error={error} />}
      {missing && target && (
        <div className="banner" role="status">
          {i18n._('The passage is not in this document any more: “{quote}”', { quote: target.quote.slice(0, 120) })}
        </div>
      )}
      {matches && <Find find={find} show={(spot) => showSpot(body.current, spot)} />}
      {shown && <NoHighlights marks={marks} shown={shown.quads.length} />}
      {document ? (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard.
        <div ref={body} className="reader-body" tabIndex={0} role="document" aria-label={document.path}>
          <Text />
          {shown && <TermCard body={body} matches={shown} />}
          <SelectionMenu body={body} language={document.language} />
        </div>
      ) : (
        !error && (
          <EmptyNote title={loading ? i18n._('Opening the document…') : i18n._('No document is open')}>
            {!loading && i18n._('Click a source of a definition, or open a document from the list.')}
          </EmptyNote>
        )
      )}
    </section>
  )
}

/** A menu or a list of choices is open and takes Escape for itself; Mantine marks what has the focus then. */
const hasOpenList = (): boolean => document.activeElement?.getAttribute('data-mantine-stop-propagation') === 'true'
/** The name of a file is seen whole for longer than the folders it lies in. */
function Path({ path }: { path: string }) {
  const cut = path.lastIndexOf('/') + 1
  return (
    <>
      {cut > 0 && <bdi className="ellipsis dim">{path.slice(0, cut)}</bdi>}
      <bdi className="ellipsis">{path.slice(cut)}</bdi>
    </>
  )
}

function Text() {
  const document = useReader((state) => state.document)!
  const blocks = useReader((state) => state.blocks)
  return (
    <>
      <article className="reader-text" lang={lang(document.language)}>
        {document.warnings.map((warning) => (
          <p key={warning} className="caption" lang={activeLanguage()}>
            {coreText(warning)}
          </p>
        ))}
        <Blocks blocks={blocks} />
      </article>
      <Encoding key={document.contentHash} document={document} />
    </>
  )
}

/** The matches of the document, and the way to ask the worker that found them which are to be marked. */
function useMatches(): { matches: Matches | null; pick: Matcher['filter']; find: Matcher['find'] } {
  const blocks = useReader((state) => state.blocks)
  const terms = useReader((state) => state.terms)
  const [matches, setMatches] = useState<Matches | null>(null)
  const { act } = useApp()
  const matcher = useRef<Matcher | null>(null)
  const started = useCallback((): Matcher => {
    matcher.current ??= startMatcher()
    return matcher.current
  }, [])
  const pick = useCallback((filter: MarkFilter) => started().filter(filter), [started])
  const find = useCallback((words: string) => started().find(words), [started])
  useEffect(
    () => () => {
      matcher.current?.stop()
      matcher.current = null
    },
    [],
  )
  // Deciding on a term changes its colour, not where it is: the matcher runs again only for other forms.
  const forms = useMemo(() => JSON.stringify(terms.map((term) => [term.id, term.surfaces])), [terms])
  // biome-ignore lint/correctness/useExhaustiveDependencies: `forms` stands for the part of `terms` that matters.
  useEffect(() => {
    setMatches(null)
    if (blocks.length === 0) return
    let current = true
    started()
      .match(terms, blocks)
      .then((found) => current && setMatches(found), act.fail)
    return () => {
      current = false
    }
  }, [blocks, forms, act, started])
  return { matches, pick, find }
}

/** Marks the terms in sight. How many there are in all is said on the element, for measurements. */
function useMarks(body: RefObject<HTMLDivElement | null>, matches: Matches | null): void {
  const terms = useReader((state) => state.terms)
  const active = useDetail((state) => state.id)
  const marks = useRef<VisibleMarks | null>(null)
  useEffect(() => {
    const own = body.current
    if (!matches || !own) return
    const made = visibleMarks(own, sectionsIn(own), elementsOf(own), matches)
    marks.current = made
    own.dataset.matches = String(matches.quads.length / 4)
    let frame = 0
    const look = () => {
      frame ||= requestAnimationFrame(() => {
        frame = 0
        made.look()
      })
    }
    own.addEventListener('scroll', look, { passive: true })
    const sizes = new ResizeObserver(look)
    sizes.observe(own)
    return () => {
      own.removeEventListener('scroll', look)
      sizes.disconnect()
      cancelAnimationFrame(frame)
      marks.current = null
    }
  }, [matches, body])
  // biome-ignore lint/correctness/useExhaustiveDependencies: other matches are other marks, to be drawn at once.
  useEffect(() => {
    marks.current?.draw({ terms: new Map(terms.map((term): [number, ReaderTerm] => [term.id, term])), active })
  }, [matches, terms, active])
  useEffect(() => clearHighlights, [])
}

/** Frames in which blocks not drawn before may still change their height. */
const SETTLING = 6

/** Brings an element to the middle, and keeps it there while blocks above it get their real heights. @returns the way to stop */
function scrollTo(element: Element): () => void {
  let left = SETTLING
  let frame = 0
  const step = () => {
    element.scrollIntoView({ block: 'center' })
    if (left-- > 0) frame = requestAnimationFrame(step)
  }
  step()
  return () => cancelAnimationFrame(frame)
}

/** Marks a place and brings it into sight. */
function showSpot(body: HTMLElement | null, spot: Spot): void {
  const element = body && drawCitation(elementsOf(body), [spot])
  if (element) scrollTo(element)
}

/** Takes the reader to the passage it was opened for; the document's top when there is none. */
function useCitation(body: RefObject<HTMLDivElement | null>, setMissing: (missing: boolean) => void): void {
  const blocks = useReader((state) => state.blocks)
  const target = useReader((state) => state.target)
  useLayoutEffect(() => {
    if (!body.current || blocks.length === 0) return
    const spots = target ? locate(blocks, target) : []
    setMissing(target !== null && spots.length === 0)
    const element = drawCitation(elementsOf(body.current), spots)
    if (element) return scrollTo(element)
    body.current.scrollTop = 0
    return undefined
  }, [blocks, target, body, setMissing])
}

/** The marked terms of this document as a list: marks alone say nothing to a screen reader. Choosing one goes to its next occurrence. */
function TermsHere(props: { body: RefObject<HTMLDivElement | null>; matches: Matches; only: ReadonlySet<number> | null }) {
  const { body, matches, only } = props
  const { detail } = useApp()
  const terms = useReader((state) => state.terms)
  const active = useDetail((state) => state.id)
  const at = useRef(-1)
  const [opened, setOpened] = useState(false)
  const spots = useMemo(() => spotsByTerm(matches), [matches])
  // Thousands in a long document: made anew for other terms only, and looked through while the list is open only.
  const here = useMemo(
    () =>
      terms
        .filter((term) => spots.has(term.id) && term.decision !== 'dropped' && (only?.has(term.id) ?? true))
        .map((term) => ({ value: String(term.id), label: `${term.headword} (${count(spots.get(term.id)!.length)})` })),
    [terms, spots, only],
  )
  const own = active === null ? undefined : spots.get(active)
  const step = (by: number, list: readonly Spot[] | undefined = own) => {
    if (!list || !body.current) return
    // The first step back goes to the last place.
    const from = at.current < 0 && by < 0 ? 0 : at.current
    at.current = (from + by + list.length) % list.length
    showSpot(body.current, list[at.current]!)
  }
  useAsked('occurrence.next', () => step(1))
  useAsked('occurrence.previous', () => step(-1))
  return (
    <div className="reader-marks">
      <Select
        className="reader-terms"
        searchable
        limit={200}
        aria-label={i18n._('Terms in this document')}
        placeholder={i18n._('{n, plural, one {# term here} other {# terms here}}', { n: here.length })}
        value={own === undefined ? null : String(active)}
        data={opened ? here : here.filter(({ value }) => value === String(active))}
        onDropdownOpen={() => setOpened(true)}
        onDropdownClose={() => setOpened(false)}
        onChange={(value) => {
          if (value === null) return
          at.current = -1
          void detail.actions.show(Number(value))
          step(1, spots.get(Number(value)))
        }}
      />
      <IconButton label={i18n._('Previous occurrence')} command="occurrence.previous" disabled={!own} onClick={() => step(-1)}>
        <IconChevronUp size={14} />
      </IconButton>
      <IconButton label={i18n._('Next occurrence')} command="occurrence.next" disabled={!own} onClick={() => step(1)}>
        <IconChevronDown size={14} />
      </IconButton>
    </div>
  )
}

function spotsByTerm(matches: Matches): ReadonlyMap<number, readonly Spot[]> {
  const byTerm = new Map<number, Spot[]>()
  for (let i = 0; i < matches.quads.length; i += 4) {
    for (const id of matches.entries[matches.quads[i + 3]!]!) {
      const list = byTerm.get(id)
      if (list) list.push(spotOf(matches, i))
      else byTerm.set(id, [spotOf(matches, i)])
    }
  }
  return byTerm
}
