import { MessageChannel } from 'node:worker_threads'
import type { Link } from '../../contract/link.ts'
import type { WorkerExit, WorkerHost, WorkerProcess } from '../../runs/ports.ts'
import { messagePortLink } from '../links.ts'

/**
 * The host, with every frame taken over a real MessageChannel: what Electron's MessagePorts do to timing and cloning, on a process that
 * can be run anywhere.
 */
export function relayed(host: WorkerHost): WorkerHost {
  return { launch: (spec) => new RelayedWorker(host.launch(spec)) }
}

class RelayedWorker implements WorkerProcess {
  readonly link: Link
  readonly #process: WorkerProcess
  #exit: WorkerExit | null = null
  #closed = false
  #onClosed: (() => void) | null = null
  #onExit: ((exit: WorkerExit) => void) | null = null

  constructor(process: WorkerProcess) {
    this.#process = process
    const { port1, port2 } = new MessageChannel()
    const near = messagePortLink(port1)
    const far = messagePortLink(port2)
    far.onMessage((value) => void process.link.post(value))
    process.link.onMessage((value) => void far.post(value))
    process.link.onClose(() => far.close())
    process.onExit((exit) => {
      this.#exit = exit
      this.#tell()
    })
    this.link = {
      post: (value) => near.post(value),
      onMessage: (receive) => near.onMessage(receive),
      onClose: (closed) => {
        this.#onClosed = closed
        if (this.#closed) closed()
      },
      close: () => near.close(),
    }
    near.onClose(() => {
      this.#closed = true
      this.#onClosed?.()
      setImmediate(() => this.#tell())
    })
  }

  get pid(): number | undefined {
    return this.#process.pid
  }

  onSpawn(spawned: () => void): void {
    this.#process.onSpawn(spawned)
  }

  onExit(exited: (exit: WorkerExit) => void): void {
    this.#onExit = exited
    this.#tell()
  }

  kill(signal: 'SIGTERM' | 'SIGKILL'): boolean {
    return this.#process.kill(signal)
  }

  stderrTail(): string {
    return this.#process.stderrTail()
  }

  rssBytes(): number | null {
    return this.#process.rssBytes()
  }

  startTime(): string | null {
    return this.#process.startTime()
  }

  /** The exit comes after the last message that is still in the channel. */
  #tell(): void {
    const tell = this.#onExit
    if (this.#exit === null || !this.#closed || tell === null) return
    this.#onExit = null
    tell(this.#exit)
  }
}
