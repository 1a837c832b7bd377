import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ConceptItem } from '../../src-main/contract/results.ts'
import type { ContextDocument, ExecutionContext } from '../../src-main/contract/run-protocol.ts'
import { loadReference } from '../language/reference/index.ts'
import { conceptsOf, rankCorpus } from '../terms/concepts.ts'
import { FirstList } from './first-list.ts'
import { gather, sizeOf } from './gather.ts'
import { MemorySession, plainContext } from './memory-session.ts'
import { referencesOf } from './references.ts'

const TOPICS = ['harbour crane', 'mooring line', 'ballast pump', 'cargo manifest', 'pilot boat', 'tide table', 'berth window', 'quay wall']

let folder: string
let documents: ContextDocument[]
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'genglossary-first-list-'))
  documents = TOPICS.map((topic, i) => {
    const other = TOPICS[(i + 1) % TOPICS.length]
    const text = `# ${topic}\n\nA ${topic} is a thing of the port. The ${topic} works beside the ${other}. Every ${topic} is checked daily${'.'.repeat(i + 1)}\n`
    writeFileSync(join(folder, `${i}.md`), text)
    const hash = createHash('sha256').update(text).digest('hex')
    return { id: i + 1, file: join(folder, `${i}.md`), path: `${i}.md`, hash, size: Buffer.byteLength(text) }
  })
})
afterAll(() => rmSync(folder, { recursive: true }))

/** Reads every document with a first list that is due after each one or so, then stages the whole list. */
async function run(changes: Partial<ExecutionContext> = {}, limits = { after: 1, left: 1 }) {
  const session = new MemorySession(plainContext(documents, { settings: { ...plainContext([]).settings, language: 'en' }, ...changes }))
  const first = new FirstList(session, sizeOf(documents), limits)
  const { corpus } = await gather(session, { report: true, threads: 0, onMerged: first.merged.bind(first) })
  const early = session.concepts
  const { constraints, settings } = session.context
  const references = await referencesOf(corpus, loadReference)
  const concepts = conceptsOf(await rankCorpus(corpus, { references, constraints, includeEntities: settings.includeEntities }))
  await first.retractOthers(concepts)
  await session.emit('extract', concepts)
  return { session, early, concepts }
}

const NEVER = { after: Number.MAX_SAFE_INTEGER, left: 1 }
const names = (concepts: readonly ConceptItem[]) => concepts.map(({ headword }) => headword)

test('the best terms of the first documents are staged while the others are read', async () => {
  const { session, early } = await run()
  expect(names(early).length).toBeGreaterThan(0)
  expect(session.logs.filter(({ message }) => /terms of the first \d documents are shown/.test(message)).length).toBeGreaterThan(1)
})

test('nothing of a first list is left in the end: the same terms, in the same order, with the same figures', async () => {
  const { session, concepts } = await run()
  const plain = await run({}, NEVER)
  expect(plain.early).toEqual([])
  expect(concepts).toEqual(plain.concepts)
  expect(session.concepts).toEqual(plain.session.concepts)
})

test('required terms change nothing about that, those of documents read late included', async () => {
  const surfaces = ['quay wall', 'harbour cranes', 'unheard of']
  const required = surfaces.map((surface) => ({ language: 'en' as const, key: surface, surface }))
  const constraints = { ...plainContext([]).constraints, required }
  expect((await run({ constraints })).concepts).toEqual((await run({ constraints }, NEVER)).concepts)
})

test('a library that has terms keeps showing them: nothing is staged early', async () => {
  expect((await run({ liveDigests: { extract: 'before' } })).early).toEqual([])
})

test('little left to read: the whole list is there nearly as soon', async () => {
  expect((await run({}, { after: 1, left: 1e9 })).early).toEqual([])
})
