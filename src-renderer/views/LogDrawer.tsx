import { IconX } from '@tabler/icons-react'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useRef } from 'react'
import type { LogLine } from '../../src-main/contract/run.ts'
import { i18n } from '../i18n/index.ts'
import { useApp, useRuns, useSession } from './context.ts'
import { EmptyNote, IconButton } from './parts.tsx'

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
      <LogLines />
    </section>
  )
}

export function LogLines() {
  const lines = useRuns((state) => state.lines)
  const ready = useRuns((state) => state.logReady)
  const scroller = useRef<HTMLDivElement>(null)
  const atEnd = useRef(true)
  const virtual = useVirtualizer({ count: lines.length, getScrollElement: () => scroller.current, estimateSize: () => LINE, overscan: 20 })
  useEffect(() => {
    // Follows the end until the person scrolls up.
    if (atEnd.current && lines.length > 0) virtual.scrollToIndex(lines.length - 1)
  }, [lines.length, virtual])
  const onScroll = () => {
    const { scrollTop, scrollHeight, clientHeight } = scroller.current!
    atEnd.current = scrollTop + clientHeight > scrollHeight - 2 * LINE
  }
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard.
    <div ref={scroller} className="log-lines mono" role="log" aria-label={i18n._('Log lines')} tabIndex={0} onScroll={onScroll}>
      {ready && lines.length === 0 && <EmptyNote title={i18n._('Nothing was logged')} />}
      <div style={{ height: virtual.getTotalSize(), position: 'relative' }}>
        {virtual.getVirtualItems().map((item) => (
          <div
            key={item.key}
            ref={virtual.measureElement}
            data-index={item.index}
            style={{ position: 'absolute', top: item.start, left: 0, right: 0 }}
          >
            <Line line={lines[item.index]!} />
          </div>
        ))}
      </div>
    </div>
  )
}

const LEVEL_CLASS: Record<LogLine['level'], string> = { debug: 'dim', info: 'dim', warn: 'warn', error: 'bad' }

function Line({ line }: { line: LogLine }) {
  return (
    <div className="log-line" data-seq={line.seq}>
      <span className="dim">{new Date(line.time).toLocaleTimeString(i18n.locale)}</span>
      <span className={LEVEL_CLASS[line.level]}>{line.level}</span>
      <bdi className="message">{line.message}</bdi>
    </div>
  )
}
