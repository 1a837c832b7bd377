import { IconLayoutColumns, IconLayoutRows, IconWindowMaximize, IconX } from '@tabler/icons-react'
import { type RefObject, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { coreText } from '../../i18n/core-text.ts'
import { activeLanguage, i18n } from '../../i18n/index.ts'
import { useKey } from '../../keys/useKey.ts'
import { drawCitation } from '../../reader/highlights.ts'
import { locate, type Spot } from '../../reader/locate.ts'
import { elementsOf } from '../../reader/parts-drawn.ts'
import { type LaneName, spotsIn } from '../../reader/ruler.ts'
import { scrollTo, showSpot } from '../../reader/show.ts'
import { detachReader } from '../../state/detached.ts'
import { turnReader } from '../../state/reader-place.ts'
import { useApp, useReader } from '../context.ts'
import { EmptyNote, ErrorNote, IconButton, lang } from '../parts.tsx'
import { Blocks } from './Blocks.tsx'
import { Encoding } from './Encoding.tsx'
import { Find, type Found, NOTHING } from './Find.tsx'
import { Highlights, NoHighlights } from './Highlights.tsx'
import { Ruler } from './Ruler.tsx'
import { SelectionMenu } from './SelectionMenu.tsx'
import { TermCard } from './TermCard.tsx'
import { TermsHere } from './TermsHere.tsx'
import { useMarks } from './useMarks.ts'
import { useMatches } from './useMatches.ts'
import { useShown } from './useShown.ts'
import { useTermHere } from './useTermHere.ts'

const NOWHERE: readonly Spot[] = []

/** The document as it was parsed, with every known term marked; beside the list or below it, or alone in a window. */
export function ReaderPane({ alone = false, below = false }: { alone?: boolean; below?: boolean }) {
  const app = useApp()
  const { reader, act } = app
  const document = useReader((state) => state.document)
  const loading = useReader((state) => state.loading)
  const error = useReader((state) => state.error)
  const target = useReader((state) => state.target)
  const body = useRef<HTMLDivElement>(null)
  const { terms, matches, pick, find } = useMatches()
  const { marks, shown, only } = useShown(matches, pick)
  const here = useTermHere(body, matches)
  const [found, setFound] = useState<Found>(NOTHING)
  const cited = useCitation(body)
  useMarks(body, shown, terms)
  const problems = useMemo(() => (marks === 'problems' && shown ? spotsIn(shown) : NOWHERE), [marks, shown])
  const choose = (lane: LaneName, index: number) => {
    const spots = { term: here.spots, found: found.spots, problem: problems, cited }[lane]
    if (lane === 'term') here.goTo(index)
    else if (spots[index]) showSpot(body.current, spots[index])
    if (lane === 'found') setFound({ ...found, at: index })
  }
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
        {matches && <TermsHere terms={terms} here={here} only={only} />}
        {document && <Highlights marks={marks} />}
        {!alone && (
          <>
            <IconButton
              label={below ? i18n._('Put the reader beside the list') : i18n._('Put the reader below the list')}
              command="reader.place"
              onClick={() => void turnReader(app)}
            >
              {below ? <IconLayoutColumns size={14} /> : <IconLayoutRows size={14} />}
            </IconButton>
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
      {target && cited.length === 0 && document && (
        <div className="banner" role="status">
          {i18n._('The passage is not in this document any more: “{quote}”', { quote: target.quote.slice(0, 120) })}
        </div>
      )}
      {matches && <Find find={find} found={found} onFound={setFound} show={(spot) => showSpot(body.current, spot)} />}
      {shown && <NoHighlights marks={marks} shown={shown.quads.length} />}
      {document ? (
        <div className="reader-main">
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard. */}
          <div ref={body} className="reader-body" tabIndex={0} role="document" aria-label={document.path}>
            <Text />
            {shown && <TermCard body={body} matches={shown} />}
            <SelectionMenu body={body} />
          </div>
          <Ruler body={body} terms={terms} term={here.spots} problems={problems} found={found.spots} cited={cited} onChoose={choose} />
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

/** Takes the reader to the passage it was opened for; the document's top when there is none. @returns where the passage is; nothing = nowhere */
function useCitation(body: RefObject<HTMLDivElement | null>): readonly Spot[] {
  const blocks = useReader((state) => state.blocks)
  const target = useReader((state) => state.target)
  const spots = useMemo(() => (target ? locate(blocks, target) : NOWHERE), [blocks, target])
  useLayoutEffect(() => {
    if (!body.current || blocks.length === 0) return
    const element = drawCitation(elementsOf(body.current), spots)
    if (element) return scrollTo(element)
    body.current.scrollTop = 0
    return undefined
  }, [blocks, spots, body])
  return spots
}
