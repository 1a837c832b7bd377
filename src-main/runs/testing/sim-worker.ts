import type { Link } from '../../contract/link.ts'
import { createLinkCore, type LinkCore } from '../../contract/link-core.ts'
import type { ExecutionContext } from '../../contract/run-protocol.ts'
import type { WorkerExit, WorkerHost, WorkerProcess, WorkerSpec } from '../ports.ts'
import type { Choose, Lane, SimWorld } from './sim-world.ts'

/** What a simulated worker does, step by step, and how it takes being asked to leave. */
export interface WorkerScript {
  readonly steps: readonly ('log' | 'progress' | 'batch' | 'heartbeat' | 'stray')[]
  readonly end: 'done' | 'error' | 'exit' | 'hang' | 'breach' | 'uninvited'
  readonly onCancel: 'cancelled' | 'ignore' | 'done' | 'error' | 'exit'
  /** After its outcome: waits for `bye`, leaves without waiting, or stays until it is killed. */
  readonly leaving: 'bye' | 'at-once' | 'never'
  readonly obeysSigterm: boolean
  readonly launch: 'ok' | 'throws' | 'dies' | 'deaf'
}

/** What really happened at one worker, for the invariants. */
export interface WorkerFacts {
  /** Run id of the context it was given. */
  runId: number | null
  token: string | null
  cancelsHeard: number
  signals: string[]
  emitted: number
  alive: boolean
}

/** What ends a run from the worker's side, at the moment main gets it. */
export type Told = 'done' | 'cancelled' | 'error' | 'breach' | 'exit'

/** A host of simulated workers. Every message between the two sides is a task of the world, in order per direction. */
export class SimHost implements WorkerHost {
  readonly #world: SimWorld
  readonly #owner: object
  readonly #next: () => WorkerScript
  readonly #tells: (worker: SimWorker, what: Told) => void
  readonly workers: SimWorker[] = []

  constructor(world: SimWorld, owner: object, next: () => WorkerScript, tells: (worker: SimWorker, what: Told) => void) {
    this.#world = world
    this.#owner = owner
    this.#next = next
    this.#tells = tells
  }

  launch(spec: WorkerSpec): WorkerProcess {
    const script = this.#next()
    if (script.launch === 'throws') throw new Error('fork: resource temporarily unavailable')
    const worker = new SimWorker(this.#world, this.#owner, script, spec.serviceName, this.#tells)
    this.workers.push(worker)
    return worker
  }
}

let nextPid = 1000

class SimWorker implements WorkerProcess {
  readonly link: Link
  readonly facts: WorkerFacts = { runId: null, token: null, cancelsHeard: 0, signals: [], emitted: 0, alive: true }
  readonly name: string
  readonly #script: WorkerScript
  readonly #tells: (worker: SimWorker, what: Told) => void
  readonly #toMain: Lane
  readonly #toWorker: Lane
  readonly #work: Lane
  readonly #core: LinkCore
  readonly #pid = nextPid++
  #spawned = false
  #onSpawn: (() => void) | null = null
  #onExit: ((exit: WorkerExit) => void) | null = null
  #step = 0
  #seq = 0
  #batch = 0
  #acked = 0
  #over = false
  /** Main got its `ready`. */
  saidReady = false
  #waiting: (() => void) | null = null

  constructor(world: SimWorld, owner: object, script: WorkerScript, name: string, tells: (worker: SimWorker, what: Told) => void) {
    this.#tells = tells
    this.#script = script
    this.name = name
    this.#toMain = world.lane(owner)
    this.#toWorker = world.lane(owner)
    this.#work = world.lane(owner)
    this.#core = createLinkCore({
      send: (value) => {
        if (!this.facts.alive) return false
        this.#toWorker.push(`${name} hears`, () => this.#hear(value))
        return true
      },
      shut: () => undefined,
    })
    this.link = this.#core.link
    this.#work.push(`${name} spawns`, () => this.#spawn())
  }

  /** The run it was launched for, known before its context arrives. */
  get runId(): number {
    return Number(/^run-(\d+)-/.exec(this.name)?.[1])
  }

  get pid(): number | undefined {
    return this.#spawned ? this.#pid : undefined
  }

  onSpawn(spawned: () => void): void {
    if (this.#spawned) spawned()
    else this.#onSpawn = spawned
  }

  onExit(exited: (exit: WorkerExit) => void): void {
    this.#onExit = exited
  }

  kill(signal: 'SIGTERM' | 'SIGKILL'): boolean {
    if (!this.#spawned || !this.facts.alive) return false
    this.facts.signals.push(signal)
    if (signal === 'SIGKILL' || this.#script.obeysSigterm) this.#die(null, signal)
    return true
  }

  stderrTail(): string {
    return ''
  }

  rssBytes(): number | null {
    return null
  }

  startTime(): string | null {
    return this.#spawned ? `start-${this.#pid}` : null
  }

  #spawn(): void {
    this.#spawned = true
    this.#onSpawn?.()
    if (this.#script.launch === 'dies') this.#die(3, null)
  }

  #hear(value: unknown): void {
    if (!this.facts.alive || !this.#spawned || this.#script.launch === 'deaf') return
    const frame = value as { tag: string; body: Record<string, unknown> }
    if (frame.tag === 'rpc') this.#call(frame.body)
    else if (frame.body.type === 'ack') this.#ack(Number(frame.body.batch))
    else if (frame.body.type === 'bye' && this.#script.leaving === 'bye') this.#die(0, null)
  }

  #ack(batch: number): void {
    this.#acked = batch
    const waiting = this.#waiting
    this.#waiting = null
    if (waiting !== null) this.#work.push(`${this.name} goes on`, waiting)
  }

  #call(call: Record<string, unknown>): void {
    const method = (call.path as string[])[0]
    if (method === 'start') this.#start((call.argumentList as { value: ExecutionContext }[])[0]!.value)
    if (method === 'cancel') this.#cancel()
    this.#post({ tag: 'rpc', body: { id: call.id, type: 'RAW', value: undefined } })
  }

  #start(context: ExecutionContext): void {
    this.facts.runId = context.runId
    this.facts.token = context.token
    const ready = this.#address({ type: 'ready', protocol: context.protocol, pid: this.#pid })
    this.#toMain.push(`${this.name} ready`, () => {
      this.saidReady = true
      this.#core.deliver(ready)
    })
    this.#work.push(`${this.name} works`, () => this.#workOn())
  }

  #cancel(): void {
    this.facts.cancelsHeard += 1
    if (this.#over) return
    const how = this.#script.onCancel
    if (how === 'cancelled') this.#outcome({ type: 'cancelled', lastSeq: this.#seq })
    if (how === 'error') this.#outcome({ type: 'error', lastSeq: this.#seq, message: 'client closed' })
    if (how === 'exit') this.#die(0, null)
    if (how === 'done') this.#done()
  }

  #workOn(): void {
    if (!this.facts.alive || this.#over) return
    const step = this.#script.steps[this.#step]
    if (step === undefined) {
      this.#endAsScripted()
      return
    }
    if (step === 'batch' && this.#batch - this.#acked >= 4) {
      this.#waiting = () => this.#workOn()
      return
    }
    this.#step += 1
    this.#do(step)
    this.#work.push(`${this.name} works`, () => this.#workOn())
  }

  #do(step: WorkerScript['steps'][number]): void {
    const runId = this.facts.runId!
    if (step === 'log') this.#logLine()
    if (step === 'progress') this.#say({ type: 'progress', progress: { stage: 'extract', step: 'parse', done: this.#step, total: 9 } })
    if (step === 'heartbeat') this.#say({ type: 'heartbeat', rssBytes: 1000 })
    if (step === 'stray') this.#post({ tag: 'run', body: { type: 'cancelled', lastSeq: 0, runId, token: 'not this run at all' } })
    if (step === 'batch') {
      this.#batch += 1
      this.facts.emitted += 1
      this.#say({ type: 'batch', batch: this.#batch, stage: 'extract', items: [{ type: 'document', documentId: runId, status: 'ok' }] })
    }
  }

  #logLine(): void {
    this.#seq += 1
    // The line says whose it is: a log that holds another run's line is seen at once.
    this.#say({ type: 'logs', lines: [{ seq: this.#seq, time: 0, level: 'info', message: `${this.name} ${this.#seq}` }] })
  }

  #endAsScripted(): void {
    const { end } = this.#script
    if (end === 'done') this.#done()
    if (end === 'error') this.#outcome({ type: 'error', lastSeq: this.#seq, message: 'it broke' })
    if (end === 'exit') this.#die(0, null)
    if (end === 'breach') this.#toMain.push(`${this.name} breach`, () => this.#deliver('breach', { tag: 'run', body: 'nonsense' }))
    if (end === 'uninvited') this.#outcome({ type: 'cancelled', lastSeq: this.#seq })
  }

  #done(): void {
    if (!this.facts.alive || this.#over) return
    if (this.#batch > this.#acked) {
      this.#waiting = () => this.#done()
      return
    }
    const stages = [{ stage: 'extract', result: 'staged', inputDigest: this.name, items: this.#batch }]
    this.#outcome({ type: 'done', lastSeq: this.#seq, batches: this.#batch, stages, counts: { n: this.#batch } })
  }

  #outcome(body: { type: 'done' | 'cancelled' | 'error'; [key: string]: unknown }): void {
    if (this.#over) return
    this.#over = true
    const frame = this.#address(body)
    this.#toMain.push(`${this.name} ${body.type}`, () => this.#deliver(body.type, frame))
    if (this.#script.leaving === 'at-once') this.#die(0, null)
  }

  #say(body: { type: string; [key: string]: unknown }): void {
    this.#post(this.#address(body))
  }

  #address(body: object): unknown {
    return { tag: 'run', body: { ...body, runId: this.facts.runId, token: this.facts.token } }
  }

  #post(frame: unknown): void {
    if (this.facts.alive) this.#toMain.push(`${this.name} says`, () => this.#core.deliver(frame))
  }

  #deliver(what: Told, frame: unknown): void {
    this.#tells(this, what)
    this.#core.deliver(frame)
  }

  /** The process ends now; main hears of it after everything the worker had sent. */
  #die(code: number | null, signal: string | null): void {
    if (!this.facts.alive) return
    this.facts.alive = false
    this.#work.clear()
    this.#toWorker.clear()
    this.#toMain.push(`${this.name} exit`, () => {
      this.#core.ended()
      queueMicrotask(() => {
        this.#tells(this, 'exit')
        this.#onExit?.({ code, signal, reason: signal === null ? 'exited' : 'killed' })
      })
    })
  }
}

const pick = <T>(choose: Choose, ...from: readonly T[]): T => from[choose(from.length)]!

/** A script by chance: most workers behave. */
export function chooseScript(choose: Choose): WorkerScript {
  const steps = Array.from({ length: choose(5) }, () => pick(choose, 'log', 'batch', 'log', 'batch', 'progress', 'stray' as const))
  return {
    steps,
    end: pick(choose, 'done', 'done', 'hang', 'error', 'hang', 'exit', 'done', 'breach', 'uninvited'),
    onCancel: pick(choose, 'cancelled', 'cancelled', 'done', 'ignore', 'error', 'exit'),
    leaving: pick(choose, 'bye', 'bye', 'at-once', 'never'),
    obeysSigterm: choose(4) !== 3,
    launch: pick(choose, 'ok', 'ok', 'ok', 'ok', 'ok', 'ok', 'deaf', 'dies', 'throws'),
  }
}

export type { SimWorker }
