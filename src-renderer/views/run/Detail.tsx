import type { Progress } from '../../../src-main/contract/run.ts'
import { count, i18n } from '../../i18n/index.ts'
import { durationLabel, stepLabel } from '../labels.ts'
import { sizeLabel } from '../sizes.ts'

/** What the run does at this moment: how much of it, how fast, and how long it will take. */
export function Detail({ progress }: { progress: Progress }) {
  return (
    <>
      {stepLabel(progress)}
      {progress.total > 0 && ` · ${count(progress.done)} / ${count(progress.total)}`}
      {progress.bytesTotal !== undefined && ` · ${sizeLabel(progress.bytesDone ?? 0)} / ${sizeLabel(progress.bytesTotal)}`}
      {progress.model !== undefined &&
        progress.model.tokensPerSecond > 0 &&
        ` · ${i18n._('{speed} tokens/s, {n} at once', { speed: count(progress.model.tokensPerSecond), n: progress.model.inFlight })}`}
      {progress.model?.cost !== undefined && ` · ${i18n._('cost {cost}', { cost: progress.model.cost.toFixed(4) })}`}
      {progress.etaMs !== undefined && ` · ${i18n._('about {time} left', { time: durationLabel(progress.etaMs) })}`}
      {progress.item && <span className="dim"> · {progress.item}</span>}
    </>
  )
}
