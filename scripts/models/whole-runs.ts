import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'
import type { ContextDocument } from '../../src-main/contract/run-protocol.ts'
import { dataFolder } from '../bench/quality-data.ts'
import { ROOT } from '../tracked-files.ts'
import { FakeServer } from './fake-server.ts'
import { modelSettings, runWithModel } from './memory-run.ts'
import { type Personality, scriptedAnswer } from './scripted-model.ts'

/**
 * `npm run test:models`: full scope with a scripted model that is good and with one that invents, over samples/handbook and, where the evaluation
 * data are, over the Japanese OpenTelemetry documentation (first 200 headwords). `-- FOLDER [headwords] [personality]` takes another folder.
 * Prints counts, nothing of the documents. Exit 1 when a stage failed, an invention is shown as supported, or a second run asks anything.
 */

const DOCUMENT = /\.(?:md|txt|html|rst|adoc)$/u
/** What the scripted liars put into their sentences. */
const PLANTED = /Acme|アクメ|1987|PWNED|unverified|未確認/u

function documentsOf(folder: string): ContextDocument[] {
  return readdirSync(folder, { recursive: true })
    .map((name) => join(folder, String(name)))
    .filter((file) => statSync(file).isFile() && DOCUMENT.test(file))
    .sort()
    .map((file, index): ContextDocument => {
      const bytes = readFileSync(file)
      const hash = createHash('sha256').update(bytes).digest('hex')
      return { id: index + 1, file, path: relative(folder, file), hash, size: bytes.length }
    })
}

/** One whole run and a second one. @returns whether all was as it should be */
async function whole(name: string, folder: string, limit: number, personality: Personality): Promise<boolean> {
  const documents = documentsOf(folder)
  const server = await FakeServer.start({ answer: (messages) => scriptedAnswer(personality, messages) })
  try {
    const settings = { language: 'auto' as const, definitionLimit: limit, maxFileBytes: 50_000_000, includeEntities: false }
    const changes = { scope: 'full' as const, settings }
    const model = modelSettings(server.url, { concurrency: 8 })
    const { session, result } = await runWithModel(documents, model, { changes })
    const asked = server.chats.length
    await runWithModel(documents, model, { changes, session: { caches: session.caches } })
    const again = server.chats.length - asked
    const wrong = session.definitions.filter(({ ordinal, kind, text }) => ordinal === 0 && kind === 'written' && PLANTED.test(text)).length
    const { counts } = result
    const stages = result.stages.map(({ stage, result: how, items }) => `${stage} ${how} ${items}`).join(', ')
    console.log(`${name}, ${personality}: ${documents.length} documents; ${stages}`)
    console.log(
      `  ${asked} requests, ${again} by a second run; definitions written ${counts['definitions.written']}, in part ${counts['definitions.partial']},` +
        ` quoted ${counts['definitions.quoted']}, failed ${counts['definitions.failed']}; inventions shown as supported: ${wrong}`,
    )
    return wrong === 0 && again === 0 && result.stages.length === 4 && (counts['definitions.failed'] ?? 0) === 0
  } finally {
    await server.stop()
  }
}

const HEADWORDS = 200
const [given, limit = String(HEADWORDS), only] = process.argv.slice(2)
const data = dataFolder()
const japanese = data === null ? null : join(data, 'glossaries', 'opentelemetry-ja', 'docs')
const folders: readonly (readonly [string, string | null])[] = given
  ? [[given, given]]
  : [
      ['samples/handbook', join(ROOT, 'samples', 'handbook')],
      ['OpenTelemetry, Japanese, first 200 headwords', japanese],
    ]
let good = true
for (const [name, folder] of folders) {
  if (folder === null || !existsSync(folder)) {
    console.log(`${name}: skipped, the evaluation data are not here (GENGLOSSARY_DATA, or shared/data beside the repository).`)
    continue
  }
  for (const personality of only === undefined ? (['good', 'inventive'] as const) : [only as Personality])
    good = (await whole(name, folder, Number(limit), personality)) && good
}
process.exitCode = good ? 0 : 1
