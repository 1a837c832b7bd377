import { runSchedule } from '../../src-main/runs/testing/model.ts'

/**
 * `npm run test:soak [-- schedules] [first seed]`: the model of the run engine (src-main/runs/model.test.ts) for as long as wanted, a million
 * schedules by default. A schedule that breaks an invariant is printed as it belongs into src-main/runs/testing/known-schedules.ts.
 */
const [count = 1_000_000, first = Date.now() % 2 ** 30] = process.argv.slice(2).map(Number)
console.log(`run model: ${count} schedules from seed ${first}`)
const began = performance.now()
let failed = 0
let steps = 0
for (let n = 0; n < count; n += 1) {
  const schedule = [first + n]
  try {
    steps += (await runSchedule(schedule)).steps
  } catch (error) {
    failed += 1
    console.log(`['${error instanceof Error ? error.message : String(error)}', ${JSON.stringify(schedule)}],`)
    if (failed === 10) break
  }
  if ((n + 1) % 100_000 === 0) console.log(`${n + 1} schedules, ${steps} steps, ${((performance.now() - began) / 1000).toFixed(0)} s`)
}
console.log(`${count - failed} passed, ${failed} failed, 0 skipped`)
process.exitCode = failed === 0 ? 0 : 1
