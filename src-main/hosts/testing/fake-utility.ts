import { type ChildProcess, fork } from 'node:child_process'
import { EventEmitter } from 'node:events'
import type { Readable } from 'node:stream'
import type { UtilityForkOptions, UtilityHostOptions, UtilityProcessLike } from '../utility-host.ts'

type Gone = (details: { readonly serviceName: string; readonly reason: string }) => void

/** What the fake was used for that would have hurt with Electron. */
export interface FakeUtility {
  readonly options: Pick<UtilityHostOptions, 'fork' | 'onGone' | 'reasonOf'>
  readonly crimes: string[]
  readonly listeners: Set<Gone>
}

/**
 * Electron's utilityProcess as it is known to misbehave (electron-and-architecture.md §1), around a real Node child: no pid and no kill
 * before `spawn`, exit code 0 after a kill, `exit` told before the last messages, a port that closes on a value it can't clone, and a
 * crash of main (here: a crime) when something is posted after the exit.
 */
export function fakeUtility(): FakeUtility {
  const listeners = new Set<Gone>()
  const crimes: string[] = []
  return {
    crimes,
    listeners,
    options: {
      reasonOf: (gone, killed) => (killed || gone === 'killed' ? 'killed' : gone === 'crashed' ? 'crashed' : 'exited'),
      fork: (entry, args, options) => new FakeProcess(entry, args, options, listeners, crimes),
      onGone(listener) {
        listeners.add(listener)
        return () => void listeners.delete(listener)
      },
    },
  }
}

class FakeProcess extends EventEmitter implements UtilityProcessLike {
  readonly stderr: Readable | null
  readonly stdout: Readable | null
  readonly #child: ChildProcess
  readonly #crimes: string[]
  #spawned = false
  #killed = false
  #gone = false
  #portOpen = true

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
    this.#child.on('message', (message) => setTimeout(() => this.#portOpen && this.emit('message', message), 20))
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

  postMessage(message: unknown): void {
    if (this.#gone) this.#crimes.push('postMessage after exit')
    if (!this.#spawned) this.#crimes.push('postMessage before spawn')
    try {
      structuredClone(message)
    } catch {
      this.#portOpen = false
      this.#crimes.push('postMessage of a value that can not be cloned')
    }
    if (this.#portOpen && this.#child.connected) this.#child.send(message as object, () => undefined)
  }

  kill(): boolean {
    if (!this.#spawned || this.#gone) return false
    this.#killed = true
    return this.#child.kill('SIGTERM')
  }
}
