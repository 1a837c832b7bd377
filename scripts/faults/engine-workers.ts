import { join } from 'node:path'
import { createForkHost } from '../../src-main/hosts/fork-host.ts'
import { realManager } from '../../src-main/runs/testing/real.ts'
import { randomOf } from './random.ts'
import { percentile, type SuiteResult, Tally } from './report.ts'

/** Real workers, many times over: leaving right after their outcome (row 21), cancelled at any moment under load (rows 6–10). */

const entry = join(import.meta.dirname, '..', '..', 'src-worker', 'run', 'fixtures', 'scripted.ts')
const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))

/** The outcome is the last thing a process says before it is gone: it counts, every time. */
export async function doneThenExit(rounds: number): Promise<SuiteResult> {
  const { manager } = realManager(createForkHost({ entry, env: { SCENARIO: 'done-then-exit' } }))
  const tally = new Tally()
  for (let round = 1; round <= rounds; round += 1) {
    const { id } = await manager.start({ scope: 'extract' })
    const end = await manager.ended(id)
    tally.add(end.status === 'completed' ? [] : [`round ${round}: ${end.status} (${end.failureKind}) ${end.error}`])
  }
  await manager.close()
  return tally.result('run engine: a worker that leaves right after its outcome', {})
}

/** Two libraries at work, runs cancelled at any moment of their lives. */
export async function cancelAnyMoment(rounds: number, seed: number): Promise<SuiteResult> {
  const random = randomOf(seed)
  const tally = new Tally()
  const latencies: number[] = []
  const one = async () => {
    const { manager } = realManager(createForkHost({ entry, env: { SCENARIO: 'cooperative' } }))
    for (let round = 1; round <= rounds / 2; round += 1) {
      const { id } = await manager.start({ scope: 'extract' })
      await sleep(random() * 600)
      const view = await manager.get(id)
      const asked = performance.now()
      const [first, second] = await Promise.all([manager.cancel(id), manager.cancel(id)])
      const end = await manager.ended(id)
      if (view?.status === 'running') latencies.push(performance.now() - asked)
      // Before the worker is ready a cancel is decided at once, and the second one comes after that.
      const expected = view?.status === 'pending' ? ['already', 'too-late'] : ['already']
      const answered = first.answer === 'accepted' && expected.includes(second.answer)
      tally.add([
        ...(end.status === 'cancelled' ? [] : [`round ${round}: ${end.status}`]),
        ...(answered ? [] : [`round ${round}: ${first.answer}, ${second.answer}`]),
      ])
    }
    await manager.close()
  }
  await Promise.all([one(), one()])
  const p = (share: number) => Math.round(percentile(latencies, share))
  return tally.result('run engine: cancel at any moment', { 'cancel → stored, ms p50': p(0.5), 'p99 (goal ≤ 100)': p(0.99) })
}
