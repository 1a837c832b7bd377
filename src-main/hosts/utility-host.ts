import type { Link } from '../contract/link.ts'
import { createLinkCore } from '../contract/link-core.ts'
import type { WorkerExit, WorkerHost, WorkerProcess, WorkerSpec } from '../runs/ports.ts'
import { afterGrace } from './grace.ts'
import { isPlainData } from './links.ts'
import { type ProcessSystem, systemProcesses } from './process-system.ts'
import { TextTail } from './stderr-tail.ts'
import { LEAN_HEAP, workerEnv } from './worker-env.ts'

/** The structure of Electron's MessagePortMain: events carry the message in `data`, and nothing comes before `start`. */
export interface PortLike {
  postMessage(message: unknown): void
  start(): void
  close(): void
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): unknown
}

/** The structure of Electron's UtilityProcess, so that its host can be tested without Electron. */
export interface UtilityProcessLike<Port extends PortLike> {
  /** Undefined until `spawn` and after `exit`. */
  readonly pid: number | undefined
  readonly stderr: NodeJS.ReadableStream | null
  readonly stdout: NodeJS.ReadableStream | null
  postMessage(message: unknown, transfer: Port[]): void
  kill(): boolean
  on(event: 'spawn', listener: () => void): unknown
  on(event: 'exit', listener: (code: number) => void): unknown
}

export interface UtilityForkOptions {
  readonly serviceName: string
  readonly env: Record<string, string>
  readonly execArgv: string[]
  readonly stdio: 'pipe'
}

export interface UtilityHostOptions<Port extends PortLike> {
  readonly entry: string
  /** Electron's utilityProcess.fork. */
  readonly fork: (entry: string, args: string[], options: UtilityForkOptions) => UtilityProcessLike<Port>
  /** Electron's `new MessageChannelMain()`. */
  readonly channel: () => { readonly port1: Port; readonly port2: Port }
  /** Electron's `child-process-gone` of app, matched by `serviceName`; the returned function unsubscribes. */
  readonly onGone: (listener: (details: { readonly serviceName: string; readonly reason: string }) => void) => () => void
  /** Electron's word for how a process went (null: it said nothing), in ours. */
  readonly reasonOf: (gone: string | null, killed: boolean) => WorkerExit['reason']
  readonly env?: Readonly<Record<string, string>>
  readonly system?: ProcessSystem
  /** Milliseconds an exit waits for messages still on their way: Electron tells neither when the last one came nor in which order. */
  readonly drainGraceMs?: number
}

/**
 * Runs workers as Electron utility processes. Each gets one end of a channel of its own as soon as it is there; everything else – the context
 * first, cancellation, results, logs – goes over that channel. Everything that is odd about them is in this file (docs/decisions).
 */
export function createUtilityHost<Port extends PortLike>(options: UtilityHostOptions<Port>): WorkerHost {
  return { launch: (spec) => new UtilityWorker(options, spec) }
}

class UtilityWorker<Port extends PortLike> implements WorkerProcess {
  readonly link: Link
  readonly #child: UtilityProcessLike<Port>
  readonly #port: Port
  /** The worker's end, until it is handed over. */
  readonly #itsPort: Port
  readonly #system: ProcessSystem
  readonly #tail = new TextTail()
  readonly #pending: unknown[] = []
  readonly #reasonOf: UtilityHostOptions<Port>['reasonOf']
  #pid: number | undefined
  #startTime: string | null = null
  #killed: 'SIGTERM' | 'SIGKILL' | null = null
  #gone: string | null = null
  #exitCode: number | null = null
  #exit: WorkerExit | null = null
  #onSpawn: (() => void) | null = null
  #onExit: ((exit: WorkerExit) => void) | null = null

  constructor(options: UtilityHostOptions<Port>, spec: WorkerSpec) {
    this.#system = options.system ?? systemProcesses()
    this.#reasonOf = options.reasonOf
    const core = createLinkCore({ send: (value) => this.#send(value), shut: () => undefined })
    this.link = core.link
    const unsubscribe = options.onGone(({ serviceName, reason }) => {
      if (serviceName === spec.serviceName) this.#gone = reason
    })
    this.#child = options.fork(options.entry, [spec.serviceName], {
      serviceName: spec.serviceName,
      env: workerEnv(process.env, options.env),
      execArgv: [`--max-old-space-size=${spec.maxOldSpaceMb}`, ...LEAN_HEAP],
      stdio: 'pipe',
    })
    const { port1, port2 } = options.channel()
    this.#port = port1
    this.#itsPort = port2
    const child = this.#child
    child.stderr?.on('data', (bytes: Buffer) => this.#tail.push(bytes))
    child.stdout?.resume()
    child.on('spawn', () => this.#spawned())
    let messages = 0
    port1.on('message', ({ data }) => {
      messages += 1
      core.deliver(data)
    })
    port1.start()
    child.on('exit', (code) => {
      this.#exitCode = code
      const over = () => {
        unsubscribe()
        port1.close()
        core.ended()
        setImmediate(() => this.#ended(code))
      }
      afterGrace(options.drainGraceMs ?? 250, () => messages, over)
    })
  }

  get pid(): number | undefined {
    return this.#pid
  }

  onSpawn(spawned: () => void): void {
    if (this.#pid !== undefined) queueMicrotask(spawned)
    else this.#onSpawn = spawned
  }

  onExit(exited: (exit: WorkerExit) => void): void {
    this.#onExit = exited
    this.#tell()
  }

  kill(signal: 'SIGTERM' | 'SIGKILL'): boolean {
    if (this.#pid === undefined || this.#exitCode !== null) return false
    this.#killed = signal
    // UtilityProcess.kill() only knows SIGTERM; the pid is ours as long as `exit` has not been told.
    return signal === 'SIGTERM' ? this.#child.kill() : this.#system.signal(this.#pid, 'SIGKILL')
  }

  stderrTail(): string {
    return this.#tail.text()
  }

  rssBytes(): number | null {
    return this.#pid !== undefined && this.#exitCode === null ? this.#system.rssBytes(this.#pid) : null
  }

  startTime(): string | null {
    return this.#startTime
  }

  #send(value: unknown): boolean {
    // After `exit` nobody listens; a value that can't be cloned closes the port for good (electron#42373).
    if (this.#exitCode !== null || !isPlainData(value)) return false
    if (this.#pid === undefined) this.#pending.push(value)
    else this.#port.postMessage(value)
    return true
  }

  #spawned(): void {
    this.#pid = this.#child.pid
    if (this.#pid !== undefined) this.#startTime = this.#system.startTime(this.#pid)
    // The one thing posted to the process itself, and never after its exit: that would bring main down (electron#53923).
    if (this.#exitCode === null) this.#child.postMessage(null, [this.#itsPort])
    for (const value of this.#pending.splice(0)) this.#port.postMessage(value)
    this.#onSpawn?.()
  }

  #ended(code: number): void {
    this.#exit = this.#classify(code)
    this.#tell()
  }

  /** Electron reports exit code 0 for a process it killed: a signal sent from here is told instead. */
  #classify(code: number): WorkerExit {
    const reason = this.#reasonOf(this.#gone, this.#killed !== null)
    return reason === 'killed' ? { code: null, signal: this.#killed, reason } : { code, signal: null, reason }
  }

  #tell(): void {
    const tell = this.#onExit
    if (this.#exit === null || tell === null) return
    this.#onExit = null
    tell(this.#exit)
  }
}
