import { writeSync } from 'node:fs'
import { createRunManager } from '../../src-main/runs/run-manager.ts'
import { systemClock, systemIds } from '../../src-main/runs/system.ts'
import { PuppetWorker } from '../../src-main/runs/testing/bench.ts'
import { emptyContext } from '../../src-main/runs/testing/context.ts'
import { concept } from '../../src-main/store/testing.ts'
import { openInline } from './inline-library.ts'

/**
 * The whole life of a few runs, in one thread, to be killed at any write: `engine-life.ts <library> <home> <life|open>`. What it says on
 * standard output (`ack …`) has been acknowledged to somebody and must survive.
 */
const [file, home, what] = process.argv.slice(2) as [string, string, string]
const ack = (text: string) => writeSync(1, `ack ${text}\n`)
const turn = () => new Promise<void>((resolve) => setImmediate(resolve))

const library = await openInline(file, home)
ack('opened')

const workers: PuppetWorker[] = []
const manager = createRunManager({
  store: library.runs,
  sidecar: library.sidecar,
  clock: systemClock,
  ids: systemIds,
  context: async () => emptyContext(),
  host: {
    launch(spec) {
      const worker = new PuppetWorker(spec)
      workers.push(worker)
      return worker
    },
  },
  report: (text, error) => writeSync(2, `${text}: ${String(error)}\n`),
})

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await turn()
}

/** One run with `batches` batches of terms, ended as asked. */
async function run(batches: number, end: 'completed' | 'cancelled' | 'failed'): Promise<void> {
  const { id } = await manager.start({ scope: 'extract' })
  ack(`started ${id}`)
  const worker = workers.at(-1)!
  await until(() => worker.context !== null)
  worker.ready()
  worker.log('one', 'two', 'three')
  for (let n = 1; n <= batches; n += 1) {
    worker.batch(n, [concept(`term ${id} ${n} a`, 2 * n - 1), concept(`term ${id} ${n} b`, 2 * n)])
    await until(() => worker.heard.some((one) => one.type === 'ack' && one.batch === n))
  }
  if (end === 'completed') worker.done(batches)
  if (end === 'failed') worker.error('it broke')
  if (end === 'cancelled') {
    await manager.cancel(id)
    ack(`cancel ${id}`)
    worker.cancelled()
  }
  const told = await manager.ended(id)
  if (!told.unsaved) ack(`ended ${id} ${told.status} ${batches * 2}`)
  await worker.exit()
}

if (what === 'life') {
  await run(2, 'completed')
  await run(1, 'cancelled')
  await run(0, 'failed')
  await run(2, 'completed')
}
await manager.close()
await library.close()
ack('closed')
// Nothing may keep the process; timers of a failing disk would.
process.exit(0)
