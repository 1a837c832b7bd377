import type { Link } from '../../contract/link.ts'
import { createLinkCore, type LinkCore } from '../../contract/link-core.ts'
import type { LogLine, RunStatus } from '../../contract/run.ts'
import type { ExecutionContext } from '../../contract/run-protocol.ts'
import type { Decision } from '../active-run.ts'
import type { RunEnd, RunManager } from '../api.ts'
import type { RunLimits } from '../limits.ts'
import type { ContextBuilder, WorkerExit, WorkerHost, WorkerProcess, WorkerSpec } from '../ports.ts'
import { createRunManager } from '../run-manager.ts'
import { emptyContext } from './context.ts'
import { type Fault, MemoryRunStore, MemorySidecar, type StoreMethod } from './memory-store.ts'
import { microtasks } from './sim-world.ts'
import { TestClock } from './test-clock.ts'

/** A worker that says and does exactly what a test tells it to, at once. */
export class PuppetWorker implements WorkerProcess {
  readonly link: Link
  readonly spec: WorkerSpec
  /** Names of control calls main made: start, cancel, pause, resume. */
  readonly calls: string[] = []
  /** Run messages main sent: ack, page, bye. */
  readonly heard: { readonly type: string; readonly [key: string]: unknown }[] = []
  readonly signals: string[] = []
  context: ExecutionContext | null = null
  pid: number | undefined = 4711
  rss: number | null = 1000
  tail = ''
  /** What `start` throws in the worker; null = it accepts. */
  refuses: string | null = null
  #core: LinkCore
  #spawned: (() => void) | null = null
  #exited: ((exit: WorkerExit) => void) | null = null

  constructor(spec: WorkerSpec) {
    this.spec = spec
    this.#core = createLinkCore({ send: (value) => this.#receive(structuredClone(value)), shut: () => undefined })
    this.link = this.#core.link
  }

  onSpawn(spawned: () => void): void {
    this.#spawned = spawned
  }

  onExit(exited: (exit: WorkerExit) => void): void {
    this.#exited = exited
  }

  kill(signal: 'SIGTERM' | 'SIGKILL'): boolean {
    if (this.pid === undefined) return false
    this.signals.push(signal)
    return true
  }

  stderrTail(): string {
    return this.tail
  }

  rssBytes(): number | null {
    return this.rss
  }

  startTime(): string | null {
    return 'boot:42'
  }

  // ---- the strings -----------------------------------------------------------------------------------------------------------

  spawn(pid = 4711): void {
    this.pid = pid
    this.#spawned?.()
  }

  /** A raw value over the link. */
  send(value: unknown): void {
    this.#core.deliver(value)
  }

  /** A run message with this run's address, unless the body brings another. */
  say(body: object): void {
    this.send({ tag: 'run', body: { runId: this.context?.runId, token: this.context?.token, ...body } })
  }

  ready(): void {
    this.say({ type: 'ready', protocol: this.context?.protocol, pid: this.pid ?? 0 })
  }

  log(...messages: string[]): void {
    const lines = messages.map((message) => ({ seq: ++this.lastSeq, time: 0, level: 'info' as const, message }))
    this.say({ type: 'logs', lines })
  }

  batch(number: number, items: readonly unknown[] = [{ type: 'document', documentId: number, status: 'ok' }]): void {
    this.say({ type: 'batch', batch: number, stage: 'extract', items })
  }

  done(batches = 0): void {
    const stages = [{ stage: 'extract', result: 'staged', inputDigest: 'd', items: batches }]
    this.say({ type: 'done', lastSeq: this.lastSeq, batches, stages, counts: { batches } })
  }

  cancelled(): void {
    this.say({ type: 'cancelled', lastSeq: this.lastSeq })
  }

  error(message = 'it broke'): void {
    this.say({ type: 'error', lastSeq: this.lastSeq, message })
  }

  async exit(exit: Partial<WorkerExit> = {}): Promise<void> {
    this.#core.ended()
    await microtasks()
    this.#exited?.({ code: 0, signal: null, reason: 'exited', ...exit })
    await microtasks()
  }

  lastSeq = 0

  #receive(value: unknown): boolean {
    const { tag, body } = value as { tag: string; body: Record<string, unknown> & { type: string } }
    if (tag === 'run') this.heard.push(body)
    else this.#answer(body)
    return true
  }

  #answer(call: Record<string, unknown>): void {
    const method = (call.path as string[])[0]!
    this.calls.push(method)
    if (method === 'start') this.context = (call.argumentList as { value: ExecutionContext }[])[0]!.value
    const refusal = { type: 'HANDLER', name: 'throw', value: { isError: true, value: { name: 'Error', message: this.refuses, stack: '' } } }
    const reply = method === 'start' && this.refuses !== null ? refusal : { type: 'RAW', value: undefined }
    queueMicrotask(() => this.send({ tag: 'rpc', body: { id: call.id, ...reply } }))
  }
}

export interface BenchOptions {
  readonly limits?: Partial<RunLimits>
  readonly context?: ContextBuilder
  /** Called for every launch; may throw. Default: a new PuppetWorker. */
  readonly launch?: (spec: WorkerSpec) => PuppetWorker
}

/** A run manager on a table: store, clock and workers in the test's hands. */
export class Bench {
  readonly clock = new TestClock()
  readonly sidecar = new MemorySidecar()
  readonly workers: PuppetWorker[] = []
  readonly reports: string[] = []
  readonly decisions: Decision[] = []
  readonly store: MemoryRunStore
  readonly manager: RunManager
  /** Faults per method, the first for its next call. */
  readonly faults: Partial<Record<StoreMethod, (Fault | null)[]>> = {}
  /** Calls made, in order. */
  readonly calls: StoreMethod[] = []

  constructor({ limits = {}, context = async () => emptyContext(), launch = (spec) => new PuppetWorker(spec) }: BenchOptions = {}) {
    this.store = new MemoryRunStore({ wall: () => this.clock.wall(), fault: (method) => this.#fault(method) })
    const host: WorkerHost = {
      launch: (spec) => {
        const worker = launch(spec)
        this.workers.push(worker)
        return worker
      },
    }
    let ids = 0
    this.manager = createRunManager({
      store: this.store,
      sidecar: this.sidecar,
      host,
      clock: this.clock,
      ids: { token: () => `token-${(++ids).toString().padStart(26, '0')}` },
      context,
      limits,
      report: (what) => void this.reports.push(what),
      decided: (decision) => void this.decisions.push(decision),
    })
  }

  /** Starts a run and brings its worker to where it asked for: its context, or `ready`. */
  async run(until: 'launched' | 'ready' = 'ready') {
    const row = await this.manager.start({ scope: 'extract' })
    await microtasks()
    const worker = this.workers.at(-1)!
    if (until === 'ready') worker.ready()
    await microtasks()
    return { id: row.id, worker, ...(await this.follow(row.id)) }
  }

  async follow(id: number, afterSeq = 0) {
    const lines: LogLine[] = []
    const statuses: RunStatus[] = []
    const savings: (RunStatus | null)[] = []
    const ends: RunEnd[] = []
    const subscription = await this.manager.subscribe(
      id,
      {
        logs: (some) => void lines.push(...some),
        status: (status, { saving }) => {
          statuses.push(status)
          savings.push(saving)
        },
        end: (end) => void ends.push(end),
      },
      { afterSeq },
    )
    await microtasks()
    return { lines, statuses, savings, ends, subscription }
  }

  /** Row of the run as it is stored. */
  row(id: number) {
    return this.store.file.rows.get(id)!
  }

  /** Statuses the row went through. */
  history(id: number): RunStatus[] {
    return this.store.file.history.filter((one) => one.id === id).map((one) => one.to)
  }

  fail(method: StoreMethod, times: number, kind: Fault['kind'] = 'busy', when: Fault['when'] = 'before'): void {
    this.faults[method] = [...(this.faults[method] ?? []), ...Array.from({ length: times }, () => ({ when, kind }))]
  }

  #fault(method: StoreMethod): Fault | null {
    this.calls.push(method)
    return this.faults[method]?.shift() ?? null
  }
}

export { microtasks }
