import type { RunRow } from '../../../src-main/contract/run.ts'
import { count, i18n } from '../../i18n/index.ts'
import { durationLabel } from '../labels.ts'

type Counts = Readonly<Record<string, number | undefined>>

/** What a run asked of a model: questions, tokens, time, cost. Nothing for a run without one. */
export function RunAccount({ run }: { run: RunRow }) {
  const counts = JSON.parse(run.counts) as Counts
  const of = (name: string): number => counts[`model.${name}`] ?? 0
  if (counts['model.requests'] === undefined) return null
  const speed = of('busyMs') > 0 ? of('outputTokens') / (of('busyMs') / 1000) : 0
  const parts = [
    i18n._('{n, plural, one {# request} other {# requests}}', { n: of('requests') }),
    of('failed') > 0 ? i18n._('{n} without an answer', { n: count(of('failed')) }) : '',
    of('kept') > 0 ? i18n._('{n} answers kept from before', { n: count(of('kept')) }) : '',
    i18n._('{n} prompt tokens', { n: count(of('promptTokens')) }),
    of('cachedTokens') > 0 ? i18n._('{n} of them from the cache of the server', { n: count(of('cachedTokens')) }) : '',
    i18n._('{n} answer tokens', { n: count(of('outputTokens')) }),
    speed > 0 ? i18n._('{speed} tokens/s an answer', { speed: speed.toFixed(1) }) : '',
    run.durationMs === null ? '' : durationLabel(run.durationMs),
    counts['model.cost'] === undefined ? '' : i18n._('cost {cost}', { cost: of('cost').toFixed(4) }),
  ]
  return <p className="dim tabular run-account">{parts.filter((part) => part !== '').join(' · ')}</p>
}
