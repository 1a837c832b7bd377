import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'
import type { ContextDocument } from '../../src-main/contract/run-protocol.ts'
import { FakeServer } from './fake-server.ts'
import { modelSettings, runWithModel } from './memory-run.ts'
import { type Personality, scriptedAnswer } from './scripted-model.ts'

/** Full scope over folders with a scripted model: `node scripts/models/whole-runs.ts FOLDER [headwords] [personality]`. Prints counts, nothing of the documents. */

const [folder = 'samples/handbook', limit = '200', personality = 'good'] = process.argv.slice(2)

const documents = readdirSync(folder, { recursive: true })
  .map((name) => join(folder, String(name)))
  .filter((file) => statSync(file).isFile() && /\.(?:md|txt|html|rst|adoc)$/u.test(file))
  .sort()
  .map((file, index): ContextDocument => {
    const bytes = readFileSync(file)
    return { id: index + 1, file, path: relative(folder, file), hash: createHash('sha256').update(bytes).digest('hex'), size: bytes.length }
  })
const server = await FakeServer.start({ answer: (messages) => scriptedAnswer(personality as Personality, messages) })
const changes = {
  scope: 'full' as const,
  settings: { language: 'auto' as const, definitionLimit: Number(limit), maxFileBytes: 50_000_000, includeEntities: false },
}
const began = performance.now()
const { session, result } = await runWithModel(documents, modelSettings(server.url, { concurrency: 8 }), { changes })
const asked = server.chats.length
const seconds = (performance.now() - began) / 1000
await runWithModel(documents, modelSettings(server.url, { concurrency: 8 }), { changes, session: { caches: session.caches } })
const wrong = session.definitions.filter(
  ({ ordinal, kind, text }) => ordinal === 0 && kind === 'written' && /Acme|アクメ|1987|PWNED|unverified|未確認/u.test(text),
)
console.log({
  folder,
  personality,
  documents: documents.length,
  seconds: Math.round(seconds),
  requests: asked,
  requestsOfSecondRun: server.chats.length - asked,
  shownWrongly: wrong.length,
})
console.log(result.stages.map(({ stage, result: how, items }) => `${stage}: ${how}, ${items}`).join('; '))
console.log(result.counts)
await server.stop()
