import type { WorkerExit, WorkerHost, WorkerProcess } from '../../runs/ports.ts'

/** A process under test and all that was heard of it. */
export interface Started {
  readonly process: WorkerProcess
  readonly got: unknown[]
  readonly exit: Promise<WorkerExit>
  readonly events: string[]
  /** Resolves when `count` values have come. */
  received(count: number): Promise<void>
}

let launches = 0
const launched = new Set<WorkerProcess>()

/** A process nobody listens to yet; {@link endAll} ends it if its case does not. */
export function launch(host: WorkerHost): WorkerProcess {
  launches += 1
  const process = host.launch({ serviceName: `conformance-${launches}`, maxOldSpaceMb: 256 })
  launched.add(process)
  return process
}

/** Starts the worker of the cases, and keeps what comes of it. */
export function start(host: WorkerHost): Started {
  const process = launch(host)
  const got: unknown[] = []
  const events: string[] = []
  const waiting: { readonly count: number; readonly resolve: () => void }[] = []
  process.link.onMessage((value) => {
    got.push(value)
    events.push('message')
    for (const one of waiting) if (got.length >= one.count) one.resolve()
  })
  process.link.onClose(() => void events.push('close'))
  const exit = new Promise<WorkerExit>((resolve) => {
    process.onExit((how) => {
      events.push('exit')
      resolve(how)
    })
  })
  const received = (count: number): Promise<void> => {
    if (got.length >= count) return Promise.resolve()
    return within(5000, new Promise((resolve) => waiting.push({ count, resolve })), `${count} messages, ${got.length} came`)
  }
  return { process, got, exit, events, received }
}

/** Ends what a failed case left behind; killing what is gone does nothing. */
export function endAll(): void {
  for (const process of launched) process.kill('SIGKILL')
  launched.clear()
}

/** @throws when `promise` takes longer than `ms`, saying what did not come */
export async function within<T>(ms: number, promise: Promise<T>, what: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`not within ${ms} ms: ${what}`)), ms)
  })
  try {
    return await Promise.race([promise, late])
  } finally {
    clearTimeout(timer)
  }
}

/** Kills the process and waits for its exit. */
export async function stop({ process, exit }: Started): Promise<WorkerExit> {
  process.kill('SIGKILL')
  return await within(5000, exit, 'exit after SIGKILL')
}
