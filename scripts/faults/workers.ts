import { join } from 'node:path'
import { createForkHost } from '../../src-main/hosts/fork-host.ts'
import { realManager } from '../../src-main/runs/testing/real.ts'
import { percentile, type Suite, type SuiteResult, shorten } from './suite.ts'

/** Real workers, many times over: leaving right after their outcome (row 21), cancelled at any moment under load (rows 6–10). */

const entry = join(import.meta.dirname, '..', '..', 'src-worker', 'run', 'fixtures', 'scripted.ts')
const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))

export const doneThenExit: Suite = {
  name: 'a worker that leaves right after its outcome',
  rows: [21],
  async run({ sample }): Promise<SuiteResult> {
    const { manager } = realManager(createForkHost({ entry, env: { SCENARIO: 'done-then-exit' } }))
    const rounds = sample ? 50 : 1000
    const violations: string[] = []
    for (let round = 1; round <= rounds; round += 1) {
      const { id } = await manager.start({ scope: 'extract' })
      const end = await manager.ended(id)
      if (end.status !== 'completed') violations.push(`round ${round}: ${end.status} (${end.failureKind}) ${end.error}`)
    }
    await manager.close()
    return { cases: rounds, violations: shorten(violations), figures: [], skipped: null }
  },
}

export const cancelAnyMoment: Suite = {
  name: 'cancel at any moment, two libraries at work',
  rows: [6, 8, 14],
  async run({ sample, seed }): Promise<SuiteResult> {
    const both = ['cooperative', 'cooperative'].map((scenario) => realManager(createForkHost({ entry, env: { SCENARIO: scenario } })))
    const rounds = sample ? 40 : 400
    const violations: string[] = []
    const latencies: number[] = []
    await Promise.all(
      both.map(async ({ manager }, index) => {
        for (let round = 1; round <= rounds / 2; round += 1) {
          const { id } = await manager.start({ scope: 'extract' })
          await sleep(((seed + round * 37 + index * 11) % 600) + 1)
          const view = await manager.get(id)
          const asked = performance.now()
          const [first, second] = await Promise.all([manager.cancel(id), manager.cancel(id)])
          const end = await manager.ended(id)
          if (view?.status === 'running') latencies.push(performance.now() - asked)
          if (end.status !== 'cancelled') violations.push(`round ${round}: ${end.status}`)
          // Before the worker is ready a cancel is decided at once, and the second one comes after that.
          const expected = view?.status === 'pending' ? ['already', 'too-late'] : ['already']
          if (first.answer !== 'accepted' || !expected.includes(second.answer))
            violations.push(`round ${round}: ${first.answer}, ${second.answer}`)
        }
        await manager.close()
      }),
    )
    const figure = `cancel → stored: p50 ${percentile(latencies, 0.5).toFixed(0)} ms, p99 ${percentile(latencies, 0.99).toFixed(0)} ms (goal ≤ 100)`
    return { cases: rounds, violations: shorten(violations), figures: [figure], skipped: null }
  },
}
