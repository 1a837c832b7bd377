import { type ChildProcess, fork } from 'node:child_process'
import { EventEmitter } from 'node:events'
import type { Readable } from 'node:stream'
import type { PortLike, UtilityForkOptions, UtilityHostOptions, UtilityProcessLike } from '../utility-host.ts'

type Gone = (details: { readonly serviceName: string; readonly reason: string }) => void

/** What the fake was used for that would have hurt with Electron. */
export interface FakeUtility {
  readonly options: Pick<UtilityHostOptions<PortLike>, 'fork' | 'channel' | 'onGone' | 'reasonOf'>
  readonly crimes: string[]
  readonly listeners: Set<Gone>
}

/**
 * Electron's utilityProcess as it is known to misbehave (electron-and-architecture.md §1), around a real Node child: no pid and no kill
 * before `spawn`, exit code 0 after a kill, `exit` told before the last messages, a port that closes on a value it can't clone and is silent
 * until it is started, and a crash of main (here: a crime) when something is posted to the process after its exit. The child has Node's IPC
 * where Electron's has the port it was handed.
 */
export function fakeUtility(): FakeUtility {
  const listeners = new Set<Gone>()
  const crimes: string[] = []
  return {
    crimes,
    listeners,
    options: {
      reasonOf: (gone, killed) => (killed || gone === 'killed' ? 'killed' : gone === 'crashed' ? 'crashed' : 'exited'),
      channel() {
        const port1 = new FakePort(crimes)
        return { port1, port2: port1.other }
      },
      fork: (entry, args, options) => new FakeProcess(entry, args, options, listeners, crimes),
      onGone(listener) {
        listeners.add(listener)
        return () => void listeners.delete(listener)
      },
    },
  }
}

/** This side's end of a channel; `other` is the end that is handed over, after which the process is behind it. */
class FakePort extends EventEmitter implements PortLike {
  readonly other = new FakeEnd()
  readonly #crimes: string[]
  readonly #queue: unknown[] = []
  #started = false
  #open = true

  constructor(crimes: string[]) {
    super()
    this.#crimes = crimes
    this.other.heard = (message) => {
      if (!this.#open) return
      if (this.#started) this.emit('message', { data: message })
      else this.#queue.push(message)
    }
  }

  postMessage(message: unknown): void {
    try {
      structuredClone(message)
    } catch {
      this.#open = false
      this.#crimes.push('postMessage of a value that can not be cloned')
    }
    if (this.#open) this.other.take(message)
  }

  start(): void {
    this.#started = true
    for (const data of this.#queue.splice(0)) this.emit('message', { data })
  }

  close(): void {
    this.#open = false
  }
}

class FakeEnd extends EventEmitter implements PortLike {
  heard: (message: unknown) => void = () => undefined
  #deliver: ((message: unknown) => void) | null = null
  readonly #queue: unknown[] = []

  take(message: unknown): void {
    if (this.#deliver) this.#deliver(message)
    else this.#queue.push(message)
  }

  handOver(deliver: (message: unknown) => void): void {
    this.#deliver = deliver
    for (const message of this.#queue.splice(0)) deliver(message)
  }

  postMessage(): void {
    throw new Error('this end belongs to the process')
  }

  start(): void {}

  close(): void {}
}

class FakeProcess extends EventEmitter implements UtilityProcessLike<PortLike> {
  readonly stderr: Readable | null
  readonly stdout: Readable | null
  readonly #child: ChildProcess
  readonly #crimes: string[]
  #spawned = false
  #killed = false
  #gone = false
  #end: FakeEnd | null = null

  constructor(entry: string, args: string[], options: UtilityForkOptions, listeners: Set<Gone>, crimes: string[]) {
    super()
    this.#crimes = crimes
    this.#child = fork(entry, args, {
      env: options.env,
      execArgv: options.execArgv,
      serialization: 'advanced',
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    })
    this.stderr = this.#child.stderr
    this.stdout = this.#child.stdout
    setTimeout(() => {
      this.#spawned = true
      this.emit('spawn')
    }, 15)
    // Messages take a detour; the exit does not.
    this.#child.on('message', (message) => setTimeout(() => this.#end?.heard(message), 20))
    this.#child.on('exit', (code, signal) => {
      this.#gone = true
      const reason = this.#killed ? 'killed' : signal !== null ? 'crashed' : code === 0 ? 'clean-exit' : 'abnormal-exit'
      for (const listener of [...listeners]) listener({ serviceName: options.serviceName, reason })
      this.emit('exit', this.#killed ? 0 : (code ?? 11))
    })
  }

  get pid(): number | undefined {
    return this.#spawned && !this.#gone ? this.#child.pid : undefined
  }

  postMessage(message: unknown, [port]: PortLike[]): void {
    if (this.#gone) this.#crimes.push('postMessage after exit')
    if (!this.#spawned) this.#crimes.push('postMessage before spawn')
    if (message !== null || !(port instanceof FakeEnd) || this.#end !== null) this.#crimes.push('something else than one port')
    else {
      this.#end = port
      port.handOver((value) => this.#child.connected && this.#child.send(value as object, () => undefined))
    }
  }

  kill(): boolean {
    if (!this.#spawned || this.#gone) return false
    this.#killed = true
    return this.#child.kill('SIGTERM')
  }
}
