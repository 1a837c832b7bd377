import { type ChildProcess, type ForkOptions, fork } from 'node:child_process'
import type { Link } from '../contract/link.ts'
import type { WorkerExit, WorkerHost, WorkerProcess, WorkerSpec } from '../runs/ports.ts'
import { afterGrace } from './grace.ts'
import { ipcLink } from './links.ts'
import { type ProcessSystem, systemProcesses } from './process-system.ts'
import { TextTail } from './stderr-tail.ts'
import { LEAN_HEAP, workerEnv } from './worker-env.ts'

export interface ForkHostOptions {
  /** Absolute path of the worker's entry (worker-entry.ts, or a bundle's). */
  readonly entry: string
  /** The Node that runs workers; default: the one running this. */
  readonly execPath?: string
  readonly env?: Readonly<Record<string, string>>
  readonly execArgv?: readonly string[]
  readonly system?: ProcessSystem
  /** Node's own fork, or what a test puts in its place. */
  readonly fork?: (entry: string, args: readonly string[], options: ForkOptions) => ChildProcess
  /** Milliseconds an exit waits for messages and output still on their way. */
  readonly drainGraceMs?: number
}

const HEAP_EXHAUSTED = /JavaScript heap out of memory|Allocation failed|Array buffer allocation failed/

/**
 * Node strips types with WebAssembly in every thread anew, and V8 can abort a process whose threads come and go while it tiers up the
 * wrappers (store/thread/client.ts has the story). A worker run from its sources starts threads too; a bundle needs nothing.
 */
const typeStrippingFlags = (entry: string): string[] => (entry.endsWith('.ts') ? ['--wasm-wrapper-tiering-budget=1000000000'] : [])

/** Runs workers as Node child processes. Every launch is a process of its own; nothing is shared between two of them. */
export function createForkHost(options: ForkHostOptions): WorkerHost {
  const system = options.system ?? systemProcesses()
  return {
    launch(spec: WorkerSpec): WorkerProcess {
      const child = (options.fork ?? fork)(options.entry, [spec.serviceName], {
        execPath: options.execPath ?? process.execPath,
        execArgv: [
          `--max-old-space-size=${spec.maxOldSpaceMb}`,
          ...LEAN_HEAP,
          ...typeStrippingFlags(options.entry),
          ...(options.execArgv ?? []),
        ],
        env: workerEnv(process.env, options.env),
        serialization: 'advanced',
        stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      })
      return new ForkedWorker(child, system, options)
    },
  }
}

class ForkedWorker implements WorkerProcess {
  readonly link: Link
  readonly #child: ChildProcess
  readonly #system: ProcessSystem
  readonly #tail = new TextTail()
  readonly #drainGraceMs: number
  readonly #endLink: () => void
  #startTime: string | null = null
  #exit: WorkerExit | null = null
  #onExit: ((exit: WorkerExit) => void) | null = null
  #messages = 0
  #delivered = false

  constructor(child: ChildProcess, system: ProcessSystem, options: ForkHostOptions) {
    this.#child = child
    this.#system = system
    this.#drainGraceMs = options.drainGraceMs ?? 250
    child.on('message', () => {
      this.#messages += 1
    })
    const core = ipcLink(child)
    this.link = core.link
    this.#endLink = () => core.ended()
    child.stderr?.on('data', (bytes: Buffer) => this.#tail.push(bytes))
    // Whatever a library prints must be read, or the worker blocks on a full pipe.
    child.stdout?.resume()
    this.#watchEnd()
    if (child.pid !== undefined) this.#startTime = system.startTime(child.pid)
  }

  get pid(): number | undefined {
    return this.#child.pid
  }

  onSpawn(spawned: () => void): void {
    if (this.#child.pid !== undefined) queueMicrotask(spawned)
    else this.#child.once('spawn', spawned)
  }

  onExit(exited: (exit: WorkerExit) => void): void {
    this.#onExit = exited
    this.#deliverExit()
  }

  kill(signal: 'SIGTERM' | 'SIGKILL'): boolean {
    // The pid of a child that has not been reaped can't belong to anyone else; ChildProcess.kill refuses a reaped one.
    return this.#exit === null && this.#child.pid !== undefined && this.#child.kill(signal)
  }

  stderrTail(): string {
    return this.#tail.text()
  }

  rssBytes(): number | null {
    return this.#exit === null && this.#child.pid !== undefined ? this.#system.rssBytes(this.#child.pid) : null
  }

  startTime(): string | null {
    return this.#startTime
  }

  /**
   * Three things end separately and in any order: the process (`exit`), its messages (`disconnect`) and its output (`close`). The exit is
   * told when all three have, or after a grace: a grandchild may hold the pipes open for ever.
   */
  #watchEnd(): void {
    const child = this.#child
    const open = new Set(['exit', 'disconnect', 'close'])
    const ended = (what: string) => {
      open.delete(what)
      // Messages are emitted in ticks of their own: one turn of the loop lets those that were read before the end go first.
      if (open.size === 0) setImmediate(() => this.#finish())
    }
    child.once('disconnect', () => ended('disconnect'))
    child.once('close', () => ended('close'))
    child.once('exit', (code, signal) => {
      this.#exit = { code, signal, reason: this.#classify(code, signal) }
      ended('exit')
      afterGrace(
        this.#drainGraceMs,
        () => this.#messages,
        () => this.#finish(),
      )
    })
    child.once('error', (error) => {
      if (child.pid !== undefined) return
      this.#tail.push(Buffer.from(String(error.message)))
      this.#exit = { code: null, signal: null, reason: 'launch-failed' }
      this.#finish()
    })
  }

  #classify(code: number | null, signal: string | null): WorkerExit['reason'] {
    if (signal === 'SIGTERM' || signal === 'SIGKILL' || signal === 'SIGINT') return 'killed'
    if (signal !== null || (code !== null && code >= 128)) return 'crashed'
    return 'exited'
  }

  #finish(): void {
    if (this.#delivered || this.#exit === null) return
    this.#delivered = true
    if (this.#exit.reason === 'crashed' && HEAP_EXHAUSTED.test(this.#tail.text())) this.#exit = { ...this.#exit, reason: 'oom' }
    this.#endLink()
    // The link tells its close in a microtask; the exit comes after it.
    setImmediate(() => this.#deliverExit())
  }

  #deliverExit(): void {
    const tell = this.#onExit
    if (!this.#delivered || this.#exit === null || tell === null) return
    this.#onExit = null
    tell(this.#exit)
  }
}
