import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import type { ThreadAnswer, ThreadTask } from './analysis-thread.ts'
import type { FreshRequest, FreshResult } from './fresh.ts'

/** The thread's entry beside this module: the source, or what a bundler made of it. Null where neither is: the work is then done right here. */
export function threadEntry(): URL | null {
  for (const name of ['./analysis-thread.ts', './analysis-thread.js']) {
    const url = new URL(name, import.meta.url)
    if (url.protocol === 'file:' && existsSync(fileURLToPath(url))) return url
  }
  return null
}

/** A document's tokens die young in a few megabytes; V8's default lets every thread hoard garbage. */
const YOUNG_GENERATION_MB = 16

interface Task {
  readonly id: number
  readonly request: FreshRequest
  readonly resolve: (result: FreshResult) => void
  readonly reject: (error: Error) => void
}

/**
 * Threads of one run that analyse documents side by side. Requests are taken in order; answers come as they are ready. A thread that dies costs
 * the document it had; another takes its place for the next one.
 */
export class AnalysisPool {
  private readonly idle: Worker[] = []
  private readonly busy = new Map<Worker, Task>()
  private readonly queue: Task[] = []
  private readonly entry: URL
  private readonly size: number
  private next = 1
  private closed = false

  constructor(entry: URL, size: number) {
    this.entry = entry
    this.size = size
  }

  /** @throws when the thread died over the document, or the pool was closed */
  analyse(request: FreshRequest): Promise<FreshResult> {
    return new Promise((resolve, reject) => {
      if (this.closed) {
        reject(new Error('The analysis threads are closed.'))
        return
      }
      this.queue.push({ id: this.next++, request, resolve, reject })
      this.dispatch()
    })
  }

  /**
   * Ends every thread; what was under way rejects at once. Nobody waits for a thread that is in the middle of reading its dictionary: a
   * cancelled run would answer half a second late, and the process takes its threads with it anyway.
   */
  close(): void {
    this.closed = true
    const workers = [...this.idle, ...this.busy.keys()]
    for (const task of [...this.busy.values(), ...this.queue.splice(0)]) task.reject(new Error('The analysis threads were closed.'))
    this.busy.clear()
    this.idle.length = 0
    for (const worker of workers) void worker.terminate()
  }

  private dispatch(): void {
    while (this.queue.length > 0 && !this.closed) {
      const worker = this.idle.pop() ?? (this.busy.size < this.size ? this.launch() : undefined)
      if (!worker) return
      const task = this.queue.shift()!
      this.busy.set(worker, task)
      worker.postMessage({ id: task.id, request: task.request } satisfies ThreadTask)
    }
  }

  private launch(): Worker {
    const worker = new Worker(this.entry, { resourceLimits: { maxYoungGenerationSizeMb: YOUNG_GENERATION_MB } })
    worker.on('message', (answer: ThreadAnswer) => this.answered(worker, answer))
    worker.on('error', (error) => this.died(worker, error))
    worker.on('exit', (code) => this.died(worker, new Error(`The analysis thread ended with code ${code}.`)))
    return worker
  }

  private answered(worker: Worker, answer: ThreadAnswer): void {
    const task = this.busy.get(worker)
    if (!task || task.id !== answer.id) return
    this.busy.delete(worker)
    this.idle.push(worker)
    if ('error' in answer) task.reject(new Error(answer.error))
    else task.resolve(answer.result)
    this.dispatch()
  }

  private died(worker: Worker, error: Error): void {
    const task = this.busy.get(worker)
    this.busy.delete(worker)
    const at = this.idle.indexOf(worker)
    if (at >= 0) this.idle.splice(at, 1)
    task?.reject(error)
    this.dispatch()
  }
}
