import { expose } from 'comlink'
import { openChannel } from '../../src-main/contract/channel.ts'
import { deepFreeze } from '../../src-main/contract/freeze.ts'
import { executionContextSchema, mainMessageSchema, type WorkerControl } from '../../src-main/contract/run-protocol.ts'
import { PROTOCOL_VERSION } from '../../src-main/contract/version.ts'
import type { Pipeline } from '../session.ts'
import type { WorkerPort } from './port.ts'
import { RunOfWorker } from './run-of-worker.ts'
import { systemTime, type WorkerTime } from './time.ts'

/** Longest wait for main's `bye` after the outcome was posted. */
const BYE_MS = 10_000

export interface ServeOptions {
  readonly port: WorkerPort
  /** Called after `start`, so that a worker answers before it has loaded its engine. */
  readonly load: () => Promise<Pipeline>
  /** Ends this process. */
  readonly exit: (code: number) => void
  readonly time?: WorkerTime
}

export interface ServedWorker {
  /** Where errors nobody caught go; before a run has started there is no one to tell but the exit code. */
  crashed(error: unknown): void
}

/** Serves one run to the main process: exposes WorkerControl, runs the pipeline once, exits when main has the outcome. */
export function serveRun({ port, load, exit, time = systemTime }: ServeOptions): ServedWorker {
  let run: RunOfWorker | null = null
  const bye = Promise.withResolvers<void>()

  const leave = async () => {
    await port.drained()
    const timer = time.after(BYE_MS, bye.resolve)
    await bye.promise
    timer.cancel()
    exit(0)
  }
  const channel = openChannel(port.link, () => exit(run === null ? 1 : 0))
  const control: WorkerControl = {
    start(given) {
      if (run !== null) throw new Error('This worker has a run already.')
      if (given.protocol !== PROTOCOL_VERSION) {
        throw new Error(`Main speaks protocol ${given.protocol}, this worker ${PROTOCOL_VERSION}.`)
      }
      const context = deepFreeze(executionContextSchema.parse(given))
      run = new RunOfWorker(channel, context, time)
      void run.ended.then(leave)
      void run.run(load)
    },
    cancel: () => run?.cancel(),
    pause: () => run?.pause(),
    resume: () => run?.resume(),
    ping: () => time.wall(),
  }
  channel.onRun((body) => {
    if (mainMessageSchema.parse(body).type === 'bye') bye.resolve()
    else run?.receive(body)
  })
  expose(control, channel.rpc)
  return {
    crashed(error) {
      if (run !== null) return run.fail(error)
      console.error(error)
      exit(1)
    },
  }
}
