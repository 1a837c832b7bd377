import { createHash } from 'node:crypto'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { Worker } from 'node:worker_threads'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { ContextDocument } from '../../src-main/contract/run-protocol.ts'
import { loadReference } from '../language/reference/index.ts'
import { Gate } from '../run/gate.ts'
import { systemTime } from '../run/time.ts'
import { conceptsOf, rankCorpus } from '../terms/concepts.ts'
import type { FreshRequest } from './fresh.ts'
import { gather } from './gather.ts'
import { emptyCaches, MemorySession, plainContext } from './memory-session.ts'
import { AnalysisPool, threadEntry } from './pool.ts'
import { referencesOf } from './references.ts'
import { tooBig, tooSlow, type WorkLimits } from './work-limits.ts'

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
  return {
    file: join(folder, path),
    path,
    hash: document?.hash ?? '',
    size: document?.size ?? 0,
    maxFileBytes: 1e6,
    language: 'auto',
    known: null,
    engineVersion: '',
  }
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

/** A thread with every way not to come back: in a loop, in a pattern, waiting for a disk, filling its heap, filling buffers. */
function hangingEntry(): URL {
  const file = join(folder, 'hanging.mjs')
  writeFileSync(
    file,
    `import { writeFileSync } from 'node:fs'
     import { parentPort } from 'node:worker_threads'
     const kept = []
     parentPort.on('message', async ({ id, request }) => {
       if (request.path === 'read.md') return
       parentPort.postMessage({ id, phase: 'parse' })
       if (request.path === 'loop.md') {
         writeFileSync(${JSON.stringify(join(folder, 'entered'))}, '')
         for (;;);
       }
       if (request.path === 'regexp.md') /^(a+)+$/.test('a'.repeat(60) + 'b')
       if (request.path === 'heap.md') for (;;) kept.push({ a: kept.length, b: [kept.length] })
       if (request.path === 'buffers.md') {
         for (let i = 0; i < 8; i++) kept.push(Buffer.alloc(40_000_000, 1))
         for (;;);
       }
       parentPort.postMessage({ id, result: { status: 'skipped', reason: 'read' } })
     })`,
  )
  return pathToFileURL(file)
}

describe('analysis threads', () => {
  it('give the same bytes whatever their number, with and without documents that are cached', async () => {
    const extracted = async (threads: number, cached: number) => {
      const caches = emptyCaches()
      if (cached > 0) await gather(new MemorySession(plainContext(documents.slice(0, cached)), { caches }), { report: true, threads: 0 })
      const session = new MemorySession(plainContext(documents), { caches })
      const { corpus, counts } = await gather(session, { report: true, threads })
      const references = await referencesOf(corpus, loadReference)
      const ranking = await rankCorpus(corpus, { references, constraints: session.context.constraints, includeEntities: false })
      const merged = [...corpus.languages.values()].map((one) => [...one.candidates])
      return { counts, items: JSON.stringify(session.items), found: JSON.stringify([merged, conceptsOf(ranking)]) }
    }
    const inline = await extracted(0, 0)
    expect(inline.found).toContain('"headword":"span"')
    expect(inline.found).toContain('スパン')
    for (const threads of [1, 2, 3, 4]) {
      const { items, found } = await extracted(threads, 0)
      expect(items).toBe(inline.items)
      expect(found).toBe(inline.found)
      if (threads !== 1 && threads !== 4) continue
      const half = await extracted(threads, 6)
      expect(half.counts).toMatchObject({ 'documents.parsed': 6, 'documents.cached': 6 })
      expect(half.found).toBe(inline.found)
    }
  }, 120_000)

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

  it('are ended over a document that hangs, reads for ever, or fills the memory; the others go on in the same pool', async () => {
    const limits: WorkLimits = {
      // What fills the memory gets time to do so.
      milliseconds: (phase, bytes) => (phase === 'read' ? 3000 : bytes > 0 ? 60_000 : 300),
      heapMb: 64,
      bufferBytes: 200_000_000,
      crowdedBytes: 100_000_000_000,
      watchMs: 50,
    }
    const pool = new AnalysisPool(hangingEntry(), 2, { limits })
    const paths = ['a.md', 'loop.md', 'b.md', 'heap.md', 'buffers.md', 'c.md', 'read.md', 'regexp.md', 'd.md']
    const results = await Promise.all(
      paths.map((path) => pool.analyse({ ...request(path), size: path === 'heap.md' || path === 'buffers.md' ? 1 : 0 })),
    )
    const reasons = Object.fromEntries(results.map(({ result }, i) => [paths[i], 'reason' in result ? result.reason : '']))
    expect(reasons).toEqual({
      'a.md': 'read',
      'b.md': 'read',
      'c.md': 'read',
      'd.md': 'read',
      'loop.md': tooSlow('parse', 300),
      'regexp.md': tooSlow('parse', 300),
      'read.md': tooSlow('read', 3000),
      'heap.md': tooBig,
      'buffers.md': tooBig,
    })
    pool.close()
  }, 60_000)

  it('have their whole time after the computer slept', async () => {
    const limits: WorkLimits = {
      milliseconds: () => 60_000,
      heapMb: 64,
      bufferBytes: 200_000_000,
      crowdedBytes: 100_000_000_000,
      watchMs: 10,
    }
    let slept = 0
    let looks = 0
    // Eight hours pass between two looks, and a minute of waking time after that.
    const now = () => {
      looks += 1
      if (looks === 10) slept += 8 * 3600_000
      if (looks > 20) slept += 390
      return slept
    }
    const pool = new AnalysisPool(hangingEntry(), 1, { limits, now })
    const { result } = await pool.analyse(request('read.md'))
    expect(result).toEqual({ status: 'skipped', reason: tooSlow('read', 60_000) })
    expect(looks).toBeGreaterThan(150)
    pool.close()
  }, 60_000)

  it('are ended when all of them together take too much, the one with a large part of it first', async () => {
    const limits: WorkLimits = {
      milliseconds: () => 60_000,
      heapMb: 2000,
      bufferBytes: 10_000_000_000,
      crowdedBytes: 100_000_000,
      watchMs: 50,
    }
    const pool = new AnalysisPool(hangingEntry(), 2, { limits })
    const results = await Promise.all(['buffers.md', 'a.md'].map((path) => pool.analyse({ ...request(path), size: 1 })))
    expect(results.map(({ result }) => result.status === 'skipped' && result.reason)).toEqual([tooBig, 'read'])
    pool.close()
  }, 60_000)

  it('are ended in the middle of a parser when the run is cancelled', async () => {
    rmSync(join(folder, 'entered'), { force: true })
    const pool = new AnalysisPool(hangingEntry(), 1)
    const abort = new AbortController()
    abort.signal.addEventListener('abort', () => pool.close())
    const stuck = pool.analyse(request('loop.md'))
    const answer = expect(stuck).rejects.toThrow('closed')
    await vi.waitFor(() => expect(existsSync(join(folder, 'entered'))).toBe(true), 30_000)
    abort.abort()
    await answer
  }, 60_000)

  it('begin no document while the run is paused; those begun go on to their end', async () => {
    const gate = new Gate(new AbortController().signal, systemTime)
    const pool = new AnalysisPool(dyingEntry(), 2, { turn: () => gate.pass() })
    const begun = vi.spyOn(Worker.prototype, 'postMessage')
    const handed = () => begun.mock.calls.map(([task]) => (task as { request: FreshRequest }).request.path)
    try {
      const first = ['a.md', 'b.md'].map((path) => pool.analyse(request(path)))
      await expect.poll(handed).toEqual(['a.md', 'b.md'])
      const rest = ['c.md', 'd.md', 'e.md'].map((path) => pool.analyse(request(path)))
      gate.pause()
      await Promise.all(first)
      await new Promise((resolve) => setTimeout(resolve, 50))
      expect(handed()).toEqual(['a.md', 'b.md'])
      gate.resume()
      expect((await Promise.all(rest)).map(({ result }) => result.status)).toEqual(['skipped', 'skipped', 'skipped'])
      expect(handed()).toHaveLength(5)
    } finally {
      begun.mockRestore()
      pool.close()
    }
  }, 60_000)

  it('are fewer from the first document on that has to be unpacked', async () => {
    const pool = new AnalysisPool(dyingEntry(), 3, { unpacking: 1 })
    const begun = vi.spyOn(Worker.prototype, 'postMessage')
    const ended = vi.spyOn(Worker.prototype, 'terminate')
    try {
      const first = ['a.md', 'b.md', 'c.md'].map((path) => pool.analyse(request(path)))
      await expect.poll(() => new Set(begun.mock.contexts).size).toBe(3)
      const rest = ['d.pdf', 'e.md', 'f.md'].map((path) => pool.analyse(request(path)))
      const results = await Promise.all([...first, ...rest])
      expect(results.map(({ result }) => 'reason' in result && result.reason)).toEqual(['a.md', 'b.md', 'c.md', 'd.pdf', 'e.md', 'f.md'])
      expect(ended).toHaveBeenCalledTimes(2)
      expect(new Set(begun.mock.contexts.slice(3)).size).toBe(1)
    } finally {
      begun.mockRestore()
      ended.mockRestore()
      pool.close()
    }
  }, 60_000)

  it('wait at the gate of their run, and let go of what was cancelled there', async () => {
    const abort = new AbortController()
    const gate = new Gate(abort.signal, systemTime)
    gate.pause()
    const session = new MemorySession(plainContext(documents))
    session.checkpoint = () => gate.pass()
    const begun = vi.spyOn(Worker.prototype, 'postMessage')
    try {
      const gathering = gather(session, { report: true, threads: 2 })
      const answer = expect(gathering).rejects.toThrow('cancelled')
      await new Promise((resolve) => setTimeout(resolve, 100))
      expect(begun).not.toHaveBeenCalled()
      abort.abort(new Error('cancelled'))
      await answer
      expect(begun).not.toHaveBeenCalled()
    } finally {
      begun.mockRestore()
    }
  }, 60_000)

  it('stop when the run is cancelled', async () => {
    const abort = new AbortController()
    const session = new MemorySession(plainContext(documents), { signal: abort.signal })
    const gathering = gather(session, { report: true, threads: 2 })
    abort.abort(new Error('cancelled'))
    await expect(gathering).rejects.toThrow('cancelled')
  }, 60_000)
})
