import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ResultItem } from '../../src-main/contract/results.ts'
import { emptyCaches, type MemoryCaches, MemorySession } from '../../src-worker/pipeline/memory-session.ts'
import { FakeServer } from './fake-server.ts'
import { MarkedModel } from './marked-model.ts'
import { type Folder, folderOf, modelSettings, runWithModel } from './memory-run.ts'
import { scriptedAnswer } from './scripted-model.ts'

/**
 * Cancelled at any moment, the server dying at any moment and coming back: no question whose answer is kept is asked again, nothing half-written
 * is in the results, and in the end they are those of a run nobody disturbed.
 */

let folder: Folder
beforeAll(() => {
  folder = folderOf({
    'runner.md':
      '# Job runner\n\nA job runner is a process that executes jobs from a job spool. The job runner reports every exit code.\n\nEach job runner holds one lease. A lease is a lock that expires after 30 seconds.\n',
    'spool.md':
      '# Job spool\n\nThe job spool is a queue of jobs on disk. Every job runner reads the job spool.\n\nThe spool limit is a number of jobs.\n',
    'ja.md': '# 量子ビット\n\n量子ビットとは、量子計算における情報の最小単位である。量子回路は量子ビットを並べたものである。\n',
  })
})
afterAll(() => folder.dispose())

type Cut = { readonly how: 'cancel' | 'server'; readonly after: number }

/** Every seventh answer is none at all: repairs and retries are interrupted too. */
const markedModel = () => new MarkedModel((request) => request % 7 === 6)

const shown = (items: readonly { readonly item: ResultItem }[]) =>
  items.flatMap(({ item }) => (item.type === 'definition' && item.state !== 'failed' ? [JSON.stringify(item)] : [])).sort()

async function live(
  server: { current: FakeServer },
  marked: MarkedModel,
  caches: MemoryCaches,
  cut: Cut | null,
  changes: object,
): Promise<MemorySession> {
  const stop = new AbortController()
  const from = marked.asked.length
  const { port } = server.current
  let restarting: Promise<void> = Promise.resolve()
  marked.watch = (count) => {
    if (cut === null || count !== from + cut.after) return
    if (cut.how === 'cancel') return stop.abort(new Error('cancelled'))
    restarting = server.current.stop().then(async () => {
      server.current = await FakeServer.start({ port, answer: marked.answer })
    })
  }
  const documents = folder.documents
  const session = { caches, signal: stop.signal }
  const url = `http://127.0.0.1:${port}`
  const run = runWithModel(documents, modelSettings(url, { concurrency: 3 }), { changes: { scope: 'full', ...changes }, session })
  const ended = await run.catch((error: unknown) => {
    expect(error).toMatchObject({ message: 'cancelled' })
    return null
  })
  await restarting
  marked.watch = () => undefined
  marked.note(caches.answers.values())
  return ended?.session ?? new MemorySession({} as never)
}

test('an answer that is kept is never asked for again, whenever a run or its server ends', async () => {
  const quiet = { current: await FakeServer.start({ answer: (messages) => scriptedAnswer('good', messages) }) }
  const calm = await live(quiet, markedModel(), emptyCaches(), null, {})
  await quiet.current.stop()
  const wanted = new Set(shown(calm.items))
  const cuts = fc.array(fc.record({ how: fc.constantFrom('cancel' as const, 'server' as const), after: fc.integer({ min: 1, max: 18 }) }), {
    minLength: 1,
    maxLength: 4,
  })
  await fc.assert(
    fc.asyncProperty(cuts, async (list) => {
      const marked = markedModel()
      const server = { current: await FakeServer.start({ answer: marked.answer }) }
      try {
        const caches = emptyCaches()
        for (const cut of list) await live(server, marked, caches, cut, {})
        const last = await live(server, marked, caches, null, {})
        expect(marked.again).toEqual([])
        const got = shown(last.items)
        // Where the model failed, a quote stands in; what it wrote is what a quiet run shows, whole.
        for (const item of got) if (item.includes('"kind":"written"') && item.includes('"state":"ok"')) expect(wanted).toContain(item)
        expect(got.length).toBeGreaterThan(wanted.size / 2)
      } finally {
        await server.current.stop()
      }
    }),
    { numRuns: 12, seed: 20_261_121 },
  )
}, 240_000)
