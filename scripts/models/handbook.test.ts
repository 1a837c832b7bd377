import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'
import { expect, it } from 'vitest'
import type { ContextDocument } from '../../src-main/contract/run-protocol.ts'
import { ROOT } from '../tracked-files.ts'
import { FakeServer } from './fake-server.ts'
import { modelSettings, runWithModel } from './memory-run.ts'
import { type Personality, scriptedAnswer } from './scripted-model.ts'

/** Full scope over the sample handbook, English and Japanese, with models that are good, that invent and that obey what documents order. */

const FOLDER = join(ROOT, 'samples', 'handbook')
const documents = readdirSync(FOLDER, { recursive: true })
  .map((name) => join(FOLDER, String(name)))
  .filter((file) => statSync(file).isFile() && /\.(?:md|txt|html|rst|adoc)$/u.test(file))
  .sort()
  .map((file, index): ContextDocument => {
    const bytes = readFileSync(file)
    return { id: index + 1, file, path: relative(FOLDER, file), hash: createHash('sha256').update(bytes).digest('hex'), size: bytes.length }
  })

/** What the scripted liars put into their sentences: nothing of it is in the handbook. */
const PLANTED = /Acme|アクメ|1987|PWNED|treasure|宝の山/u

it.each<Personality>(['good', 'inventive', 'injected', 'wrong-language', 'liar'])(
  '%s: every stage ends, nothing planted is shown as supported, and a second run asks nothing',
  async (personality) => {
    const server = await FakeServer.start({ answer: (messages) => scriptedAnswer(personality, messages) })
    try {
      const changes = { scope: 'full' as const }
      const settings = { language: 'auto' as const, definitionLimit: 60, maxFileBytes: 50_000_000, includeEntities: false }
      const model = modelSettings(server.url, { concurrency: 8 })
      const { session, result } = await runWithModel(documents, model, { changes: { ...changes, settings } })
      expect(result.stages.map(({ stage }) => stage)).toEqual(['extract', 'generate', 'review', 'refine'])
      const supported = session.definitions.filter(({ kind, state }) => kind === 'written' && (state === 'ok' || state === 'partial'))
      for (const { text } of supported) expect(text).not.toMatch(PLANTED)
      if (personality === 'good') expect(supported.length).toBeGreaterThan(30)
      for (const { text, state } of session.definitions) if (state === 'unverified') expect(text).toMatch(/^(?:\[unverified\]|［未確認］)/u)
      const asked = server.chats.length
      expect(asked).toBeGreaterThan(40)
      await runWithModel(documents, model, { changes: { ...changes, settings }, session: { caches: session.caches } })
      expect(server.chats.length).toBe(asked)
    } finally {
      await server.stop()
    }
  },
  120_000,
)
