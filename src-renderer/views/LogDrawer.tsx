import { IconX } from '@tabler/icons-react'
import { memo, type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react'
import type { LogLine } from '../../src-main/contract/run.ts'
import { coreText } from '../i18n/core-text.ts'
import { clockTime, i18n } from '../i18n/index.ts'
import { useApp, useRuns, useSession } from './context.ts'
import { EmptyNote, IconButton } from './parts.tsx'
import { levelLabel } from './run/labels.ts'

const LINE = 18

/** The log of the active run, else of the last one; any run's from the history. */
export function LogDrawer() {
  const { runs, act } = useApp()
  const active = useRuns((state) => state.active?.id)
  const last = useSession((state) => state.library?.lastRun?.id)
  const shown = useRuns((state) => state.logRun)
  useEffect(() => {
    const wanted = active ?? (runs.getState().logRun === null ? last : undefined)
    if (wanted !== undefined && wanted !== runs.getState().logRun) void runs.actions.showLog(wanted)
  }, [active, last, runs])
  return (
    <section className="pane log-drawer" aria-label={i18n._('Log')}>
      <div className="pane-head">
        <h2 className="pane-title">{shown === null ? i18n._('Log') : i18n._('Log of run {n}', { n: shown })}</h2>
        <span className="grow" />
        <IconButton label={i18n._('Close the log')} onClick={() => act.show({ log: false })}>
          <IconX size={14} />
        </IconButton>
      </div>
      {shown === null ? (
        <EmptyNote title={i18n._('Nothing has run yet')}>{i18n._('What a run does is written here, line by line.')}</EmptyNote>
      ) : (
        <LogLines />
      )}
    </section>
  )
}

/** Lines outside the window that are drawn all the same. */
const AROUND = 20

/** Lines of one height, so that a hundred thousand of them cost no more than those in sight. */
export function LogLines() {
  const lines = useRuns((state) => state.lines)
  const ready = useRuns((state) => state.logReady)
  const scroller = useRef<HTMLDivElement>(null)
  const [from, setFrom] = useState(0)
  const [height, setHeight] = useState(0)
  const follow = useFollow(scroller, lines.length)
  useEffect(() => {
    const observer = new ResizeObserver(([entry]) => setHeight(entry!.contentRect.height))
    observer.observe(scroller.current!)
    return () => observer.disconnect()
  }, [])
  const onScroll = () => {
    follow()
    setFrom(Math.floor(scroller.current!.scrollTop / LINE))
  }
  const first = Math.max(0, from - AROUND)
  const shown = lines.slice(first, from + Math.ceil(height / LINE) + AROUND)
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard.
    <div ref={scroller} className="log-lines mono" role="log" aria-label={i18n._('Log lines')} tabIndex={0} onScroll={onScroll}>
      {ready && lines.length === 0 && (
        <EmptyNote title={i18n._('Nothing was logged')}>{i18n._('What a run does is written here, line by line.')}</EmptyNote>
      )}
      <div style={{ height: lines.length * LINE, position: 'relative' }}>
        <div style={{ position: 'absolute', top: first * LINE, left: 0, right: 0 }}>
          {shown.map((line) => (
            <Line key={line.seq} line={line} />
          ))}
        </div>
      </div>
    </div>
  )
}

/** Keeps the end in sight until the person scrolls up, and again once they are back there. @returns what to call on every scroll */
function useFollow(scroller: RefObject<HTMLDivElement | null>, count: number): () => void {
  const following = useRef(true)
  const top = useRef(0)
  useLayoutEffect(() => {
    const element = scroller.current
    if (following.current && element && count > 0) element.scrollTop = element.scrollHeight
  }, [count, scroller])
  return () => {
    const { scrollTop, scrollHeight, clientHeight } = scroller.current!
    if (scrollTop < top.current) following.current = false
    if (scrollTop + clientHeight > scrollHeight - 2 * LINE) following.current = true
    top.current = scrollTop
  }
}

const LEVEL_CLASS: Record<LogLine['level'], string> = { debug: 'dim', info: 'dim', warn: 'warn', error: 'bad' }

const Line = memo(function Line({ line }: { line: LogLine }) {
  return (
    <div className="log-line" data-seq={line.seq}>
      <span className="dim">{clockTime(line.time)}</span>
      <span className={LEVEL_CLASS[line.level]}>{levelLabel(line.level)}</span>
      <bdi className="message" title={coreText(line.message)}>
        {coreText(line.message)}
      </bdi>
    </div>
  )
})
