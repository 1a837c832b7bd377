import { type ChildProcess, fork } from 'node:child_process'
import { EventEmitter } from 'node:events'
import { PassThrough } from 'node:stream'
import type Electron from 'electron'
import type { FakeApp } from './lifecycle.ts'
import { FakeEvent, needReady } from './object.ts'

/**
 * `utilityProcess` and `MessageChannelMain` (docs/api/utility-process.md, message-port-main.md) on real processes, with their traps: no pid before
 * `spawn` and after `exit`, code 0 after `kill()`, no message after `exit`, a port that closes on what can't be copied, streams that are gone with
 * the process, and V8 options that count only inside `--js-flags` (shell/browser/javascript_environment.cc).
 */

type Listener = (data: unknown) => void

export class FakePort extends EventEmitter {
  peer: FakePort | null = null
  #remote: Listener | null = null
  #started = false
  #closed = false
  readonly #waiting: unknown[] = []

  postMessage(value: unknown): void {
    if (this.#closed) return
    try {
      this.peer?.take(structuredClone(value))
    } catch (error) {
      this.close()
      throw error
    }
  }

  take(value: unknown): void {
    if (this.#remote) this.#remote(value)
    else if (this.#started) setImmediate(() => this.#closed || this.emit('message', { data: value, ports: [] }))
    else this.#waiting.push(value)
  }

  start(): void {
    this.#started = true
    for (const value of this.#waiting.splice(0)) this.take(value)
  }

  /** The port lives in another process from now on. */
  moveTo(remote: Listener): void {
    if (this.#remote !== null) throw new TypeError('Port at index 0 is already neutered')
    this.#remote = remote
    for (const value of this.#waiting.splice(0)) remote(value)
  }

  close(): void {
    if (this.#closed) return
    this.#closed = true
    setImmediate(() => this.emit('close'))
    this.peer?.close()
  }
}

export class FakeChannel {
  readonly port1 = new FakePort()
  readonly port2 = new FakePort()
  constructor() {
    this.port1.peer = this.port2
    this.port2.peer = this.port1
  }
}

/** What Electron's helper would tell V8 of its command line. */
const v8Flags = (execArgv: readonly string[]): string[] =>
  execArgv.flatMap((one) => (one.startsWith('--js-flags=') ? one.slice('--js-flags='.length).split(/\s+/) : []))

function checked(modulePath: string, options: Electron.ForkOptions): Record<string, string> {
  if (!modulePath) throw new Error('Missing UtilityProcess entry script.')
  const env = options.env as Record<string, unknown> | undefined
  if (env === undefined) throw new Error('Without an environment of its own a utility process gets all of main’s.')
  if (Object.values(env).some((value) => typeof value !== 'string')) throw new TypeError('Invalid value for env')
  const { stdio } = options
  if (!Array.isArray(stdio) || stdio.length < 3) throw new Error('configuration missing for stdin, stdout or stderr.')
  if (stdio[0] !== 'ignore') throw new Error('stdin value other than ignore is not supported.')
  return env as Record<string, string>
}

export class FakeUtility extends EventEmitter {
  stdout: PassThrough | null = new PassThrough()
  stderr: PassThrough | null = new PassThrough()
  readonly serviceName: string
  /** What the process says of itself when it is up. */
  up: { readonly heap: number; readonly env: readonly string[] } | null = null
  readonly #app: FakeApp
  readonly #child: ChildProcess
  #spawned = false
  #killed = false
  #gone = false
  #near: FakePort | null = null

  constructor(app: FakeApp, modulePath: string, args: string[], options: Electron.ForkOptions) {
    super()
    needReady(app.isReady(), 'utilityProcess')
    const env = checked(modulePath, options)
    this.#app = app
    this.serviceName = options.serviceName ?? 'Node Utility Process'
    const shim = new URL('./utility-child.mjs', import.meta.url).href
    this.#child = fork(modulePath, args, {
      env,
      execArgv: [...v8Flags(options.execArgv ?? []), '--import', shim],
      serialization: 'advanced',
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    })
    this.#child.stdout!.pipe(this.stdout!)
    this.#child.stderr!.pipe(this.stderr!)
    this.#child.on('spawn', () => setImmediate(() => this.#started()))
    this.#child.on('message', (message) => this.#heard(message as { kind: string; data: unknown }))
    this.#child.on('exit', (code, signal) => this.#ended(code, signal))
  }

  #started(): void {
    if (this.#gone) return
    this.#spawned = true
    this.emit('spawn')
  }

  #heard({ kind, data }: { kind: string; data: unknown }): void {
    if (kind === 'up') this.up = data as typeof this.up
    else this.#near?.take(data)
  }

  get pid(): number | undefined {
    return this.#spawned && !this.#gone ? this.#child.pid : undefined
  }

  /** For tests: what happens to the real process. */
  get process(): ChildProcess {
    return this.#child
  }

  postMessage(message: unknown, transfer: FakePort[] = []): void {
    // Electron goes down with it (electron#53923).
    if (this.#gone) throw new Error('postMessage after exit: main would have crashed')
    const [port] = transfer
    if (!(port instanceof FakePort)) throw new TypeError('Invalid value for transfer')
    this.#near = port.peer
    this.#child.send({ kind: 'hand-over', data: structuredClone(message) })
    port.moveTo((data) => this.#child.connected && this.#child.send({ kind: 'port', data }, () => undefined))
  }

  kill(): boolean {
    if (!this.#spawned || this.#gone) return false
    this.#killed = true
    return this.#child.kill('SIGTERM')
  }

  #ended(code: number | null, signal: NodeJS.Signals | null): void {
    this.#gone = true
    const reason = this.#killed || signal === 'SIGKILL' ? 'killed' : signal !== null ? 'crashed' : code === 0 ? null : 'abnormal-exit'
    const exitCode = this.#killed ? 0 : (code ?? 11)
    const details = { type: 'Utility', reason, exitCode, name: this.serviceName, serviceName: 'node.mojom.NodeService' }
    if (reason !== null) this.#app.emit('child-process-gone', new FakeEvent(), details)
    this.emit('exit', exitCode)
    for (const stream of [this.stdout, this.stderr]) stream?.removeAllListeners()
    this.stdout = null
    this.stderr = null
    setImmediate(() => this.#near?.close())
  }
}
