import { writeSync } from 'node:fs'
import { join } from 'node:path'
import { createForkHost } from '../../src-main/hosts/fork-host.ts'
import { createRunManager } from '../../src-main/runs/run-manager.ts'
import { systemClock, systemIds } from '../../src-main/runs/system.ts'
import { emptyContext } from '../../src-main/runs/testing/context.ts'
import { openLibrary } from '../../src-main/store/open.ts'

/**
 * A main process as the app has one, to be killed: `engine-main.ts <library> <home> <scenario of the worker>`. Runs one run after the
 * other, every third cancelled, and says what it acknowledged.
 */
const [file, home, scenario] = process.argv.slice(2) as [string, string, string]
const ack = (text: string) => writeSync(1, `ack ${text}\n`)

const store = await openLibrary({ file, create: true, appDataDir: home, clock: systemClock, ids: systemIds })
if (store.readOnly) throw new Error('the library belongs to another process')
ack('opened')
const manager = createRunManager({
  store: store.runs,
  sidecar: store.sidecar,
  host: createForkHost({
    entry: join(import.meta.dirname, '..', '..', 'src-worker', 'run', 'fixtures', 'scripted.ts'),
    env: { SCENARIO: scenario },
  }),
  clock: systemClock,
  ids: systemIds,
  context: async () => emptyContext(),
})

for (let n = 1; ; n += 1) {
  const { id } = await manager.start({ scope: 'extract' })
  ack(`started ${id}`)
  const ended = manager.ended(id)
  if (n % 3 === 0) {
    const { answer } = await manager.cancel(id)
    if (answer === 'accepted') ack(`cancel ${id}`)
  }
  const end = await ended
  if (!end.unsaved) ack(`ended ${id} ${end.status} ${end.status === 'completed' ? 20 : 0}`)
}
