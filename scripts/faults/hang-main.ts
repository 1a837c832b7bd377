import { writeSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { createApp } from '../../src-main/app.ts'
import { createForkHost } from '../../src-main/hosts/fork-host.ts'
import { systemProcesses } from '../../src-main/hosts/process-system.ts'
import { sourceWorkerEntry } from '../../src-main/hosts/worker-entry.ts'

/**
 * A main process whose worker will read a document from a drive that does not answer: `hang-main.ts <folder>`. Told `start` and `cancel`, a
 * line each; says `scanned`, `started <run>`, `ended <status> <ms since the cancel> <worker gone>`.
 */
const [folder] = process.argv.slice(2)
if (folder === undefined) throw new Error('usage: hang-main.ts <folder>')
const say = (text: string): void => void writeSync(1, `${text}\n`)

const app = createApp({ home: join(folder, 'home'), workerHost: createForkHost({ entry: sourceWorkerEntry() }) })
const library = await app.open(join(folder, 'lib.glossary'), { create: true })
await library.addFolder(join(folder, 'docs'))
say('scanned')
/** Looks until the process has ended; false after ten seconds. One its tracer has not let go of yet has ended all the same. */
async function leaves(pid: number, start: string | null): Promise<boolean> {
  for (const end = performance.now() + 10_000; performance.now() < end; ) {
    if (systemProcesses().startTime(pid) !== start) return true
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  return false
}

let run = 0
for await (const word of createInterface({ input: process.stdin })) {
  if (word === 'start') {
    run = (await library.runs.start('full')).id
    say(`started ${run}`)
  }
  if (word === 'cancel') {
    const row = await library.runs.get(run)
    const asked = performance.now()
    await library.runs.cancel(run)
    const { status } = await library.runs.ended(run)
    const gone = await leaves(row?.workerPid ?? 0, row?.workerStart ?? null)
    say(`ended ${status} ${Math.round(performance.now() - asked)} ${gone}`)
    await app.close()
    break
  }
}
process.exit(0)
