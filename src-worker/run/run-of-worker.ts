import type { Channel } from '../../src-main/contract/channel.ts'
import { type ExecutionContext, mainMessageSchema, type WorkerMessage } from '../../src-main/contract/run-protocol.ts'
import { PROTOCOL_VERSION } from '../../src-main/contract/version.ts'
import type { Pipeline, PipelineResult, RunSession } from '../session.ts'
import { Gate } from './gate.ts'
import { LogBatcher } from './log-batcher.ts'
import { ProgressThrottle } from './progress-throttle.ts'
import { PullClient } from './pull-client.ts'
import { ResultSender } from './result-sender.ts'
import type { WorkerTime } from './time.ts'

const HEARTBEAT_MS = 2000

type Body = WorkerMessage extends infer M ? (M extends WorkerMessage ? Omit<M, 'runId' | 'token'> : never) : never

/** Scopes as the log tells them. The window translates these phrases (src-renderer/locales/core-ja.json). */
const SCOPES = {
  full: 'the whole pipeline',
  extract: 'extraction alone',
  generate: 'definitions alone',
  review: 'review alone',
  refine: 'refinement alone',
} as const

/** The reason of the run's AbortSignal: the only error that means `cancelled`. */
export class RunCancelled extends Error {
  constructor() {
    super('The run was cancelled.')
    this.name = 'AbortError'
  }
}

/**
 * The one run of this worker: everything that belongs to it hangs on this object, nothing on the module. It ends with exactly one
 * outcome message; `ended` resolves when that message is posted.
 */
export class RunOfWorker {
  readonly ended: Promise<void>
  readonly #end = Promise.withResolvers<void>()
  readonly #channel: Channel
  readonly #context: ExecutionContext
  readonly #time: WorkerTime
  readonly #abort = new AbortController()
  readonly #gate: Gate
  readonly #logs: LogBatcher
  readonly #progress: ProgressThrottle
  readonly #results: ResultSender
  readonly #pulls: PullClient
  #heartbeat: { cancel(): void } | null = null
  #outcome = false

  constructor(channel: Channel, context: ExecutionContext, time: WorkerTime) {
    this.ended = this.#end.promise
    this.#channel = channel
    this.#context = context
    this.#time = time
    this.#gate = new Gate(this.#abort.signal, time)
    this.#logs = new LogBatcher((lines) => this.#post({ type: 'logs', lines: [...lines] }), time)
    this.#progress = new ProgressThrottle((progress) => this.#post({ type: 'progress', progress }), time)
    this.#results = new ResultSender((batch, stage, items) => this.#post({ type: 'batch', batch, stage, items: [...items] }), time)
    this.#pulls = new PullClient((requestId, pull, cursor) => this.#post({ type: 'pull', requestId, pull, cursor }))
  }

  /** Runs the pipeline to its end. Never rejects: whatever happens becomes the outcome message. */
  async run(load: () => Promise<Pipeline>): Promise<void> {
    this.#post({ type: 'ready', protocol: PROTOCOL_VERSION, pid: process.pid })
    this.#beat()
    const { scope, documents } = this.#context
    const size = documents.length === 1 ? '1 document' : `${documents.length} documents`
    this.#logs.add('info', `Run ${this.#context.runId} started: ${SCOPES[scope]}, ${size}.`)
    try {
      const pipeline = await load()
      this.#abort.signal.throwIfAborted()
      const result = await pipeline(this.#session())
      // From here on the work is done: a cancel that comes now is too late, so nothing below looks at the signal.
      await this.#results.flush()
      this.#finish((lastSeq) => this.#done(lastSeq, result))
    } catch (error) {
      this.fail(error)
    }
  }

  cancel(): void {
    this.#abort.abort(new RunCancelled())
  }

  pause(): void {
    this.#gate.pause()
  }

  resume(): void {
    this.#gate.resume()
  }

  receive(body: unknown): void {
    const message = mainMessageSchema.parse(body)
    if (message.type === 'ack') this.#results.ack(message.batch)
    else if (message.type === 'page') this.#pulls.answer(message.requestId, message)
  }

  /** The outcome of an error: `cancelled` for the run's own cancellation, else `error`. Also where uncaught errors of the process go. */
  fail(error: unknown): void {
    if (error === this.#abort.signal.reason && this.#abort.signal.aborted) {
      this.#finish((lastSeq) => ({ type: 'cancelled', lastSeq }))
      return
    }
    const message = error instanceof Error ? error.message : String(error)
    const stack = error instanceof Error ? error.stack : undefined
    this.#logs.add('error', message)
    this.#finish((lastSeq) => ({ type: 'error', lastSeq, message, ...(stack === undefined ? {} : { stack }) }))
  }

  #done(lastSeq: number, result: PipelineResult): Body {
    return { type: 'done', lastSeq, batches: this.#results.batches, stages: [...result.stages], counts: result.counts }
  }

  #finish(outcome: (lastSeq: number) => Body): void {
    if (this.#outcome) return
    this.#outcome = true
    this.#heartbeat?.cancel()
    this.#progress.flush()
    this.#logs.flush()
    this.#post(outcome(this.#logs.lastSeq))
    this.#end.resolve()
  }

  #beat(): void {
    this.#heartbeat = this.#time.after(HEARTBEAT_MS, () => {
      this.#post({ type: 'heartbeat', rssBytes: process.memoryUsage.rss() })
      this.#beat()
    })
  }

  #post(body: Body): void {
    this.#channel.postRun({ ...body, runId: this.#context.runId, token: this.#context.token })
  }

  #session(): RunSession {
    const signal = this.#abort.signal
    return {
      context: this.#context,
      signal,
      log: (level, message) => this.#logs.add(level, message),
      progress: (progress) => this.#progress.report(progress),
      connected: (connections) => this.#post({ type: 'connections', connections: [...connections] }),
      emit: (stage, items) => orAborted(this.#results.emit(stage, items), signal),
      flush: () => orAborted(this.#results.flush(), signal),
      pull: (pull) => this.#pulls.rows(pull, signal),
      checkpoint: () => this.#gate.pass(),
    }
  }
}

/** Waits for the promise, but not longer than until the signal fires. */
function orAborted(promise: Promise<void>, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.reject(signal.reason)
  return new Promise((resolve, reject) => {
    const aborted = () => reject(signal.reason)
    signal.addEventListener('abort', aborted, { once: true })
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', aborted))
  })
}
