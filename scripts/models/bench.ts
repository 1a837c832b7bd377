import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { LEAN_HEAP, workerEnv } from '../../src-main/hosts/worker-env.ts'
import { type DefineInput, defineQuestion } from '../../src-worker/models/define-prompt.ts'
import { emptyCaches, MemorySession, plainContext } from '../../src-worker/pipeline/memory-session.ts'
import { defineWithModel } from '../../src-worker/pipeline/model/define.ts'
import { forEachItem, withModel } from '../../src-worker/pipeline/model/work.ts'
import { Corpus } from '../../src-worker/terms/corpus.ts'
import type { BenchReport, BenchServerOptions } from './bench-server.ts'
import { bigConcepts, documentOf, filler, HASHES, TERMS } from './big-folder.ts'
import { modelSettings } from './memory-run.ts'
import type { MemoryReport } from './memory-worker.ts'

/** `npm run bench:models`: what the scheduler gets out of a server with N slots and realistic token times. Arguments: which measurements, all by default. Exit 1 when a figure misses its bar. */

const PREFILL_MS = 0.05
const DECODE_MS = 4
const GROUP = 40

async function start(
  options: BenchServerOptions,
): Promise<{ child: ChildProcess; url: string; report(): Promise<BenchReport>; stop(): Promise<void> }> {
  const child = fork(join(import.meta.dirname, 'bench-server.ts'))
  child.send({ start: options })
  const [{ url }] = (await once(child, 'message')) as [{ url: string }]
  return {
    child,
    url,
    async report() {
      child.send({ report: true })
      const [figures] = (await once(child, 'message')) as [BenchReport]
      return figures
    },
    async stop() {
      child.send({ stop: true })
      await once(child, 'exit')
    },
  }
}

/** About 1 450 tokens of shared passages for each group of terms, 300 of the term's own. */
const groups = new Map<number, DefineInput['shared']>()
function sharedOf(group: number): DefineInput['shared'] {
  const passage = (i: number) => ({ id: `s${i + 1}`, from: 'guide.md', text: filler(270, `Group${group} passage${i} of the guide`) })
  const known = groups.get(group) ?? Array.from({ length: 5 }, (_, i) => passage(i))
  groups.set(group, known)
  return known
}

function inputOf(index: number): DefineInput {
  const group = Math.floor(index / GROUP)
  const term = `widget${index}`
  return {
    language: 'en',
    headword: term,
    surfaces: [term],
    shared: sharedOf(group),
    own: [
      {
        id: 'p1',
        from: 'own.md',
        text: `The ${term} is a small machine that turns the main wheel. ${filler(230, `Details of the machine`)}`,
      },
    ],
    pointed: [],
  }
}

const newSession = (url: string, over = {}): MemorySession => {
  const plain = plainContext([])
  return new MemorySession({ ...plain, settings: { ...plain.settings, model: modelSettings(url, over) } })
}

async function askAll(url: string, items: number, concurrency: number, termFirst = false, signal?: AbortSignal): Promise<number> {
  const session = newSession(url, { concurrency })
  const all = signal ? Object.assign(session, { signal }) : session
  const began = performance.now()
  await withModel(all, session.context.settings.model!, (model) =>
    forEachItem(
      {
        session: all,
        model,
        stage: 'generate',
        step: 'define',
        items: Array.from({ length: items }, (_, i) => i),
        nameOf: String,
        groupOf: (index) => Math.floor(index / GROUP),
      },
      async (index) => {
        const question = defineQuestion(inputOf(index))
        const { system, shared, own } = question.prompt
        await model.asker.ask(termFirst ? { ...question, prompt: { system, shared: own, own: shared } } : question)
      },
    ),
  )
  return performance.now() - began
}

let missed = 0
function figure(name: string, value: string, bar: string, reached: boolean): void {
  console.log(`${reached ? 'ok  ' : 'MISS'}  ${name.padEnd(62)} ${value.padEnd(36)} ${bar}`)
  if (!reached) missed++
}
const percent = (share: number): string => `${(share * 100).toFixed(1)} %`

async function throughput(): Promise<void> {
  let single = 0
  for (const slots of [1, 4, 16, 64]) {
    const server = await start({ slots, prefillMsPerToken: PREFILL_MS, decodeMsPerToken: DECODE_MS })
    const items = GROUP * slots
    // As many in flight as there are slots: more would wait at the server, which gives a free slot to whoever waits longest, and the slot's
    // prefix to nobody.
    const ms = await askAll(server.url, items, slots)
    const { busy, tailMs } = await server.report()
    await server.stop()
    if (slots === 1) single = ms / items
    const speedUp = (single * items) / ms
    figure(`busy, ${slots} slots, ${items} items`, `${percent(busy)} (tail ${Math.round(tailMs)} ms)`, '≥ 95 %', busy >= 0.95)
    figure(
      `speed-up, ${slots} slots`,
      `${speedUp.toFixed(2)} × (${(ms / 1000).toFixed(1)} s)`,
      `≥ ${(0.9 * slots).toFixed(1)}`,
      speedUp >= 0.9 * slots,
    )
  }
}

async function adaptive(): Promise<void> {
  const server = await start({ slots: 16, prefillMsPerToken: PREFILL_MS, decodeMsPerToken: DECODE_MS })
  const session = newSession(server.url)
  const { concurrency: _, ...model } = session.context.settings.model!
  const limit = await withModel(session, model, async (open) => {
    const items = Array.from({ length: 600 }, (_, i) => i)
    await forEachItem(
      { session, model: open, stage: 'generate', step: 'define', items, nameOf: String, groupOf: (index) => Math.floor(index / GROUP) },
      async (index) => void (await open.asker.ask(defineQuestion(inputOf(index)))),
    )
    return open.limiter.limit
  })
  await server.stop()
  figure('in flight found for 16 slots, begun at 4', String(limit), '16–32', limit >= 16 && limit <= 32)
}

async function prefix(): Promise<void> {
  const computed: number[] = []
  for (const termFirst of [false, true]) {
    // Slots that are at work, as a real server's are: one that is done before the next question comes takes them all.
    const server = await start({ slots: 4, prefillMsPerToken: PREFILL_MS, decodeMsPerToken: DECODE_MS })
    await askAll(server.url, 4 * GROUP, 4, termFirst)
    computed.push((await server.report()).computedTokens)
    await server.stop()
  }
  const share = computed[0]! / computed[1]!
  figure('prompt tokens computed, shared first : term first', `${percent(share)} (${computed[0]} : ${computed[1]})`, '≤ 30 %', share <= 0.3)
}

async function cancel(): Promise<void> {
  const server = await start({ slots: 64, prefillMsPerToken: PREFILL_MS, decodeMsPerToken: 50 })
  const abort = new AbortController()
  const asked = askAll(server.url, 500, 64, false, abort.signal).catch(() => undefined)
  await new Promise((next) => setTimeout(next, 1500))
  const at = performance.timeOrigin + performance.now()
  abort.abort(new Error('cancelled'))
  await asked
  await new Promise((next) => setTimeout(next, 300))
  const { open, lastEnd, requests } = await server.report()
  await server.stop()
  figure(
    `cancel with ${requests} in flight: last socket closed after`,
    `${Math.round(lastEnd - at)} ms, ${open} open`,
    '≤ 100 ms, 0',
    lastEnd - at <= 100 && open === 0,
  )
}

/** A process with a run worker's own V8 options and environment; the results it sends are let go, as a store would have written them. */
async function defineApart(url: string): Promise<MemoryReport> {
  const child = fork(join(import.meta.dirname, 'memory-worker.ts'), [url], {
    execArgv: ['--max-old-space-size=4096', ...LEAN_HEAP, '--expose-gc'],
    env: workerEnv(process.env),
    serialization: 'advanced',
  })
  const { promise, resolve, reject } = Promise.withResolvers<MemoryReport>()
  child.on('message', (message: { report?: MemoryReport }) => message.report && resolve(message.report))
  child.once('exit', (code) => reject(new Error(`The memory measurement ended with code ${code}.`)))
  return promise
}

const MEMORY_RUNS = 3

async function memory(): Promise<void> {
  const server = await start({ slots: 16, prefillMsPerToken: 0, decodeMsPerToken: 0 })
  for (let run = 1; run <= MEMORY_RUNS; run++) {
    const { peak, heap, written } = await defineApart(server.url)
    const megabytes = Math.round(peak / 1e6)
    const used = `${megabytes} MB, ${Math.round(heap / 1e6)} MB of it still in use at the end, ${written} written`
    figure(
      `memory of a worker above the start at ${TERMS} terms, run ${run}`,
      used,
      `≤ 300 MB, ${TERMS}`,
      megabytes <= 300 && written === TERMS,
    )
  }
  await server.stop()
}

async function resume(): Promise<void> {
  const server = await start({ slots: 16, prefillMsPerToken: 0, decodeMsPerToken: 0 })
  const caches = emptyCaches()
  for (const hash of HASHES) caches.parsed.set(hash, documentOf(hash))
  const documents = HASHES.map((hash, id) => ({ id, file: '', path: `d${String(id).padStart(3, '0')}.md`, hash, size: 1000 }))
  const plain = plainContext(documents)
  const settings = { ...plain.settings, model: modelSettings(server.url, { concurrency: 16 }) }
  const concepts = bigConcepts()
  const requests: number[] = []
  for (let run = 0; run < 2; run++) {
    const session = new MemorySession({ ...plain, settings }, { caches })
    const { counts } = await withModel(session, settings.model, (model) =>
      defineWithModel(session, model, { concepts, corpus: new Corpus(), inputDigest: 'x' }),
    )
    requests.push(counts['model.requests']!)
  }
  await server.stop()
  figure('requests of a second run of a finished stage', `${requests[1]} (first ${requests[0]})`, '0', requests[1] === 0)
}

const all = { memory, resume, prefix, cancel, throughput, adaptive }
const wanted = process.argv.slice(2)
for (const [name, measure] of Object.entries(all)) if (wanted.length === 0 || wanted.includes(name)) await measure()
process.exitCode = missed > 0 ? 1 : 0
