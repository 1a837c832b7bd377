import type { ConnectionReport } from '../contract/network.ts'
import type { Progress, RunId } from '../contract/run.ts'
import type { ExecutionContext, WorkerMessage } from '../contract/run-protocol.ts'
import { PROTOCOL_VERSION } from '../contract/version.ts'
import type { RunLimits } from './limits.ts'
import type { LogHub } from './log-hub.ts'
import { type Ending, type LatchedOutcome, TAKEN_OVER } from './outcome.ts'
import type { Clock, Ids, RunStore, WorkerExit, WorkerHost, WorkerProcess } from './ports.ts'
import { PullServer } from './pull-server.ts'
import { Staging } from './staging.ts'
import { Stopper } from './stopper.ts'
import { Watchdog } from './watchdog.ts'
import { openWorkerChannel, type WorkerChannel } from './worker-channel.ts'

export interface RunWorkerOptions {
  readonly runId: RunId
  /** Only messages that carry it are this run's. */
  readonly token: string
  readonly host: WorkerHost
  readonly store: RunStore
  readonly clock: Clock
  readonly ids: Ids
  readonly limits: RunLimits
  readonly log: LogHub
  readonly ready: (workerPid: number, workerStart: string | null) => void
  readonly progress: (progress: Progress) => void
  readonly connected: (reports: readonly ConnectionReport[]) => void
  /** Something that may end the run; called any number of times, the receiver's latch takes the first. */
  readonly ending: (ending: Ending) => void
  /** The process is gone, after its last message. Once. */
  readonly gone: () => void
  readonly report: (what: string, error: unknown) => void
}

/** The worker of one run as main sees it: its process, its messages checked, its results stored, its silence noticed. */
export class RunWorker {
  readonly #options: RunWorkerOptions
  readonly #process: WorkerProcess
  readonly #channel: WorkerChannel
  readonly #stopper: Stopper
  readonly #watchdog: Watchdog
  readonly #staging: Staging
  readonly #pulls: PullServer
  #ready = false
  #over = false
  #strays = 0

  /** @throws Error when the process can't be started. */
  constructor(options: RunWorkerOptions) {
    const { runId, token, host, store, clock, ids, limits, ending } = options
    this.#options = options
    this.#process = host.launch({ serviceName: `run-${runId}-${ids.token().slice(0, 8)}`, maxOldSpaceMb: limits.maxOldSpaceMb })
    const process = this.#process
    const message = (value: WorkerMessage) => this.#receive(value)
    const breach = (detail: string) => this.#breach(detail)
    this.#channel = openWorkerChannel(process.link, { runId, token }, { message, breach, stray: () => this.#countStray() })
    this.#stopper = new Stopper(process, clock, limits)
    const failed = (error: unknown) => ending({ type: 'storage', detail: error instanceof Error ? error.message : String(error) })
    const lost = () => ending(TAKEN_OVER)
    const ack = (batch: number) => void this.#channel.post({ type: 'ack', batch })
    this.#staging = new Staging({ runId, store, clock, limits, failed, refused: breach, lost, ack })
    this.#pulls = new PullServer({ runId, store, clock, limits, answer: (page) => void this.#channel.post(page) })
    this.#watchdog = new Watchdog({
      clock,
      limits,
      process,
      notReady: () => ending({ type: 'not-ready', afterMs: limits.readyMs }),
      stalled: () => ending({ type: 'stalled', afterMs: limits.silenceMs }),
      overMemory: (rssBytes) => ending({ type: 'over-memory', rssBytes }),
    })
    process.onExit((exit) => this.#onExit(exit))
  }

  async start(context: ExecutionContext): Promise<void> {
    // The time to get ready counts from here: building a context may take long.
    this.#watchdog.sign()
    const refused = await this.#channel.start(context)
    if (refused !== null) this.#breach(`the run was refused: ${refused}`)
  }

  pause(on: boolean): void {
    if (on) this.#channel.pause()
    else this.#channel.resume()
  }

  /** Climbs the cancel ladder. */
  askToStop(): void {
    this.#stopper.ask(
      () => this.#channel.cancel(),
      () => this.#options.ending({ type: 'unkillable' }),
    )
  }

  /**
   * The run has its outcome: nothing more is stored or answered, and the process has to leave: by itself when it told its outcome, else it
   * is killed.
   */
  release(ending: Ending, outcome: LatchedOutcome): void {
    this.#over = true
    this.#staging.stop()
    this.#pulls.stop()
    this.#watchdog.stop()
    if (ending.type === 'exit') return
    const told = ending.type === 'done' || ending.type === 'cancelled' || ending.type === 'error'
    if (told && outcome.failureKind !== 'protocol') {
      this.#channel.post({ type: 'bye' })
      this.#stopper.linger()
    } else this.#stopper.kill()
  }

  stderrTail(): string {
    return this.#process.stderrTail().trim()
  }

  #receive(message: WorkerMessage): void {
    // After the outcome nothing a worker says counts.
    if (this.#over) return
    this.#watchdog.sign()
    if (message.type === 'ready') this.#onReady(message)
    else if (this.#ready) this.#handle(message)
    else this.#breach(`${message.type} before ready`)
  }

  #handle(message: Exclude<WorkerMessage, { type: 'ready' }>): void {
    const { log, ending, progress, connected } = this.#options
    switch (message.type) {
      case 'logs':
        this.#check(log.append(message.lines))
        break
      case 'progress':
        progress(message.progress)
        break
      case 'connections':
        connected(message.connections)
        break
      case 'heartbeat':
        this.#watchdog.memory(message.rssBytes)
        break
      case 'pull':
        this.#check(this.#pulls.accept(message.requestId, message.pull, message.cursor))
        break
      case 'batch':
        this.#check(this.#staging.accept(message.batch, message.stage, message.items))
        break
      case 'done':
        this.#onDone(message)
        break
      case 'cancelled':
        ending({ type: 'cancelled' })
        break
      case 'error':
        ending({ type: 'error', message: message.message })
        break
    }
  }

  #onReady(message: WorkerMessage & { type: 'ready' }): void {
    if (this.#ready) this.#breach('ready twice')
    else if (message.protocol !== PROTOCOL_VERSION) this.#breach(`protocol ${message.protocol}`)
    else {
      this.#ready = true
      this.#watchdog.ready()
      this.#options.ready(this.#process.pid ?? message.pid, this.#process.startTime())
    }
  }

  #onDone(message: WorkerMessage & { type: 'done' }): void {
    const { log, ending } = this.#options
    if (message.batches !== this.#staging.committed)
      this.#breach(`done after ${message.batches} batches, ${this.#staging.committed} stored`)
    else if (message.lastSeq !== log.lastSeq) this.#breach(`done after log line ${message.lastSeq}, ${log.lastSeq} came`)
    else ending({ type: 'done', stages: message.stages, counts: message.counts })
  }

  #onExit(exit: WorkerExit): void {
    this.#stopper.gone()
    this.#watchdog.stop()
    this.#options.ending({ type: 'exit', exit })
    this.#channel.close()
    this.#options.gone()
  }

  #check(wrong: string | null): void {
    if (wrong !== null) this.#breach(wrong)
  }

  #breach(detail: string): void {
    if (!this.#over) this.#options.ending({ type: 'breach', detail })
  }

  #countStray(): void {
    this.#strays += 1
    if (this.#strays === 1) this.#options.report(`run ${this.#options.runId} got messages of another run; they are ignored`, null)
  }
}
