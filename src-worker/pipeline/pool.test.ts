import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ContextDocument } from '../../src-main/contract/run-protocol.ts'
import type { FreshRequest } from './fresh.ts'
import { gather } from './gather.ts'
import { MemorySession, plainContext } from './memory-session.ts'
import { AnalysisPool, threadEntry } from './pool.ts'

let folder: string
let documents: ContextDocument[]

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'genglossary-pool-'))
  documents = Array.from({ length: 12 }, (_, i) => {
    const text =
      i % 3 === 0
        ? `スパン${'番'.repeat(i)}とは、処理の単位である。属性を持つ。`
        : `A span number ${i} is a unit of work. The tracer makes spans.`
    const path = `d${i}.md`
    writeFileSync(join(folder, path), text)
    return { id: i, file: join(folder, path), path, hash: createHash('sha256').update(text).digest('hex'), size: Buffer.byteLength(text) }
  })
})
afterAll(() => rmSync(folder, { recursive: true }))

const request = (path: string): FreshRequest => {
  const document = documents.find((one) => one.path === path)
  return { file: join(folder, path), path, hash: document?.hash ?? '', maxFileBytes: 1e6, language: 'auto', known: null }
}

/** A thread that dies over some documents. */
function dyingEntry(): URL {
  const file = join(folder, 'dying.mjs')
  writeFileSync(
    file,
    `import { parentPort } from 'node:worker_threads'
     parentPort.on('message', ({ id, request }) => {
       if (request.path === 'dies.md') process.exit(3)
       if (request.path === 'throws.md') throw new Error('boom')
       parentPort.postMessage(request.path === 'refuses.md' ? { id, error: 'no' } : { id, result: { status: 'skipped', reason: request.path } })
     })`,
  )
  return pathToFileURL(file)
}

describe('analysis threads', () => {
  it('give the same result as none', async () => {
    const staged = async (threads: number) => {
      const session = new MemorySession(plainContext(documents))
      const { corpus, counts } = await gather(session, { report: true, threads })
      return JSON.stringify([session.items, counts, [...corpus.languages.values()].map((one) => [...one.candidates])])
    }
    expect(await staged(3)).toBe(await staged(0))
  }, 60_000)

  it('lose only the document they die over', async () => {
    const pool = new AnalysisPool(dyingEntry(), 2)
    const results = await Promise.allSettled(
      ['a.md', 'dies.md', 'b.md', 'throws.md', 'refuses.md', 'c.md'].map((path) => pool.analyse(request(path))),
    )
    expect(results.map((one) => one.status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'rejected', 'rejected', 'fulfilled'])
    pool.close()
  }, 60_000)

  it('end at once, and say so to whoever waits', async () => {
    const pool = new AnalysisPool(threadEntry()!, 2)
    const waiting = ['d0.md', 'd1.md', 'd2.md'].map((path) => pool.analyse(request(path)))
    const settled = Promise.allSettled(waiting)
    pool.close()
    expect((await settled).map((one) => one.status)).toEqual(['rejected', 'rejected', 'rejected'])
    await expect(pool.analyse(request('d0.md'))).rejects.toThrow('closed')
  }, 60_000)

  it('stop when the run is cancelled', async () => {
    const abort = new AbortController()
    const session = new MemorySession(plainContext(documents), { signal: abort.signal })
    const gathering = gather(session, { report: true, threads: 2 })
    abort.abort(new Error('cancelled'))
    await expect(gathering).rejects.toThrow('cancelled')
  }, 60_000)
})
