import { writeSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { createForkHost } from '../../src-main/hosts/fork-host.ts'
import { createRunManager } from '../../src-main/runs/run-manager.ts'
import { systemClock, systemIds } from '../../src-main/runs/system.ts'
import { openLibrary } from '../../src-main/store/open.ts'
import { fileOf } from './store-life.ts'

/**
 * A whole main process for the kill suites: `node victim.ts <folder> <runs>` opens the library as the app does and completes that many
 * runs, one after the other, each line on standard output an acknowledgement. Somebody kills it at a random moment.
 */

const say = (what: string): void => {
  writeSync(1, `${what}\n`)
}

const emptyConstraints = { required: [], excluded: [], mustLink: [], cannotLink: [], forbidden: [] }
const settings = { language: 'auto', definitionLimit: 0, maxFileBytes: 1, includeEntities: false } as const

export async function liveThrough(folder: string, runs: number): Promise<void> {
  const started = performance.now()
  const store = await openLibrary({ file: fileOf(folder), create: true, appDataDir: folder, clock: systemClock, ids: systemIds })
  say(`opened ${Math.round(performance.now() - started)} ${store.recovery.orphans.length}`)
  const host = createForkHost({ entry: fileURLToPath(new URL('./worker.ts', import.meta.url)) })
  const manager = createRunManager({
    store: store.runs,
    sidecar: store.sidecar,
    host,
    clock: systemClock,
    ids: systemIds,
    context: async () => ({ settings, documents: [], constraints: emptyConstraints, liveDigests: {} }),
  })
  for (let i = 0; i < runs; i++) {
    const row = await manager.start({ scope: 'full' })
    say(`started ${row.id}`)
    const end = await manager.ended(row.id)
    if (end.status === 'completed' && !end.unsaved) say(`completed ${row.id} ${row.id}`)
    else say(`ended ${row.id} ${end.status} ${end.error ?? ''}`)
  }
  await manager.close()
  await store.close()
}

if (import.meta.main) {
  const [folder, runs] = process.argv.slice(2)
  if (!folder || !runs) throw new Error('usage: victim.ts <folder> <runs>')
  await liveThrough(folder, Number(runs))
}
