import { existsSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { setFlagsFromString } from 'node:v8'
import { Worker } from 'node:worker_threads'
import { containerOfPath } from '../../src-main/contract/formats.ts'
import type { ThreadAnswer, ThreadTask } from './analysis-thread.ts'
import type { FreshRequest } from './fresh.ts'
import type { Handed } from './handed.ts'
import { HeapGrowth, YoungObjects } from './lean-heaps.ts'
import { ServiceThreads } from './service-threads.ts'
import { Services } from './services.ts'
import { type Phase, tooBig, tooSlow, WORK_LIMITS, type WorkLimits } from './work-limits.ts'

/** The thread's entry beside this module: the source, or what a bundler made of it. Null where neither is: the work is then done right here. */
export function threadEntry(): URL | null {
  for (const name of ['./analysis-thread.ts', './analysis-thread.js']) {
    const url = new URL(name, import.meta.url)
    if (url.protocol === 'file:' && existsSync(fileURLToPath(url))) return url
  }
  return null
}

/** A document's tokens die young in a few megabytes; V8's default lets every thread hoard garbage. */
const YOUNG_GENERATION_MB = 8

interface Task {
  readonly id: number
  readonly request: FreshRequest
  readonly resolve: (done: Timed) => void
  readonly reject: (error: Error) => void
  /** Told when a thread takes it. */
  readonly taken: (() => void) | undefined
  /** When a thread took it, by the monotonic clock. */
  began: number
  phase: Phase
  /** When the phase began, by the monotonic clock; infinitely late as long as no thread has it. */
  since: number
  /** The thread was asked for its memory and has not answered yet. */
  weighing: boolean
}

/** A result and what it took. */
export interface Timed {
  readonly result: Handed
  /** Milliseconds a thread was busy with it. */
  readonly ms: number
}

/** What a pool is told besides its thread's entry and how many of them there may be. */
export interface PoolOptions {
  readonly limits?: WorkLimits
  readonly now?: () => number
  /** Awaited before each document is given to a thread: resolves when the run is not paused, rejects when it is cancelled. */
  readonly turn?: () => Promise<void>
  /** Threads at most from the first document on that has to be unpacked: they hold far more than its bytes. Default: as many as before. */
  readonly unpacking?: number
}

/**
 * Threads of one run that read and analyse documents side by side. Requests are taken in order; answers come as they are ready. Threads are
 * used again and again. One that dies, hangs or takes more memory than a document may is ended and costs the document it had; another takes
 * its place for the next one.
 */
export class AnalysisPool {
  private readonly idle: Worker[] = []
  private readonly busy = new Map<Worker, Task>()
  private readonly queue: Task[] = []
  private readonly entry: URL
  private size: number
  private readonly unpacking: number
  private readonly limits: WorkLimits
  private readonly now: () => number
  private readonly turn: () => Promise<void>
  private readonly watch: NodeJS.Timeout
  private readonly beside: ServiceThreads
  private readonly services: Services
  private readonly growth = new HeapGrowth()
  private readonly young: YoungObjects
  private next = 1
  private closed = false
  /** When time was last looked at, by the monotonic clock. */
  private looked: number

  constructor(
    entry: URL,
    size: number,
    { limits = WORK_LIMITS, now = () => performance.now(), turn = () => Promise.resolve(), unpacking = size }: PoolOptions = {},
  ) {
    this.entry = entry
    this.size = size
    this.unpacking = unpacking
    this.limits = limits
    this.now = now
    this.turn = turn
    this.looked = now()
    this.young = new YoungObjects(size, availableParallelism())
    this.beside = new ServiceThreads(entry)
    this.services = new Services({
      readDictionary: () => this.beside.readDictionary(),
      guess: (sample) => this.beside.guess(sample),
    })
    this.watch = setInterval(() => this.look(), limits.watchMs)
    this.watch.unref()
    // Sources only: type stripping in threads that come and go can abort V8 (store/thread/client.ts has the story).
    if (import.meta.url.endsWith('.ts')) setFlagsFromString('--wasm-wrapper-tiering-budget=1000000000')
  }

  /**
   * A document that takes too long or too much memory is `skipped`, with a sentence.
   * @param taken called when a thread takes it
   * @throws when the thread died over the document, or the pool was closed
   */
  analyse(request: FreshRequest, taken?: () => void): Promise<Timed> {
    return new Promise((resolve, reject) => {
      if (this.closed) {
        reject(new Error('The analysis threads are closed.'))
        return
      }
      if (containerOfPath(request.path) !== null) this.shrink(this.unpacking)
      this.queue.push({
        id: this.next++,
        request,
        resolve,
        reject,
        taken,
        began: 0,
        phase: 'read',
        since: Number.POSITIVE_INFINITY,
        weighing: false,
      })
      this.dispatch()
    })
  }

  /**
   * Ends every thread; what was under way rejects at once. Nobody waits for a thread that is in the middle of reading its dictionary: a
   * cancelled run would answer half a second late, and the process takes its threads with it anyway.
   */
  close(): void {
    this.closed = true
    this.young.release()
    clearInterval(this.watch)
    const workers = [...this.idle, ...this.busy.keys()]
    for (const task of [...this.busy.values(), ...this.queue.splice(0)]) task.reject(new Error('The analysis threads were closed.'))
    this.busy.clear()
    this.idle.length = 0
    for (const worker of workers) void worker.terminate()
    this.beside.close()
  }

  private dispatch(): void {
    while (this.queue.length > 0 && !this.closed) {
      if (this.busy.size >= this.size) return
      const worker = this.idle.pop() ?? this.launch()
      const task = this.queue.shift()!
      this.busy.set(worker, task)
      void this.hand(worker, task)
    }
  }

  /** A pause holds a document here: those that threads have go on to their end, none is begun. */
  private async hand(worker: Worker, task: Task): Promise<void> {
    try {
      await this.turn()
    } catch (error) {
      task.reject(error instanceof Error ? error : new Error(String(error)))
      if (!this.busy.delete(worker) || this.closed) return
      this.rest(worker)
      this.dispatch()
      return
    }
    // Closed, or the thread died, while it waited: whoever did that has answered the task.
    if (this.busy.get(worker) !== task) return
    task.began = this.now()
    task.since = task.began
    task.taken?.()
    worker.postMessage({ id: task.id, request: task.request } satisfies ThreadTask)
  }

  private launch(): Worker {
    const worker = new Worker(this.entry, {
      name: 'analysis',
      resourceLimits: { maxYoungGenerationSizeMb: YOUNG_GENERATION_MB, maxOldGenerationSizeMb: this.limits.heapMb },
    })
    worker.on('message', (answer: ThreadAnswer) => this.answered(worker, answer))
    worker.on('error', (error) => this.died(worker, error))
    worker.on('exit', (code) => this.died(worker, new Error(`The analysis thread ended with code ${code}.`)))
    return worker
  }

  private answered(worker: Worker, answer: ThreadAnswer): void {
    if ('want' in answer) {
      void this.services.serve(worker, answer)
      return
    }
    const task = this.busy.get(worker)
    if (!task || task.id !== answer.id) return
    if ('phase' in answer) {
      task.phase = answer.phase
      task.since = this.now()
      return
    }
    this.busy.delete(worker)
    this.rest(worker)
    if ('error' in answer) task.reject(new Error(answer.error))
    else this.end(task, answer.result)
    this.dispatch()
  }

  /** From now on there may be so many threads at most; those that have nothing to do end at once, others when they are through. */
  private shrink(size: number): void {
    this.size = Math.min(this.size, size)
    while (this.idle.length > 0 && this.busy.size + this.idle.length > this.size) void this.idle.pop()!.terminate()
  }

  /** A thread without a document waits for the next; one more than there may be ends. */
  private rest(worker: Worker): void {
    if (this.busy.size + this.idle.length < this.size) this.idle.push(worker)
    else void worker.terminate()
  }

  private end(task: Task, result: Handed): void {
    task.resolve({ result, ms: this.now() - task.began })
  }

  private died(worker: Worker, error: Error & { code?: string }): void {
    const task = this.busy.get(worker)
    this.busy.delete(worker)
    const at = this.idle.indexOf(worker)
    if (at >= 0) this.idle.splice(at, 1)
    if (error.code === 'ERR_WORKER_OUT_OF_MEMORY') {
      if (task) this.end(task, { status: 'skipped', reason: tooBig })
    } else task?.reject(error)
    this.dispatch()
  }

  /** Ends what is past its time, and asks what has been at one phase for a while how much memory it has. */
  private look(): void {
    this.growth.look()
    const now = this.now()
    // Looks this far apart: the computer slept, and no thread worked.
    const slept = now - this.looked > this.limits.watchMs * 40 ? now - this.looked : 0
    this.looked = now
    for (const [worker, task] of this.busy) {
      // Not a phase that began after it.
      if (slept > 0 && task.since < now) task.since = Math.min(now, task.since + slept)
      const limit = this.limits.milliseconds(task.phase, task.request.size)
      if (now - task.since > limit) this.giveUp(worker, task, tooSlow(task.phase, limit))
      else if (!task.weighing && now - task.since > this.limits.watchMs) void this.weigh(worker, task)
    }
  }

  private async weigh(worker: Worker, task: Task): Promise<void> {
    task.weighing = true
    // A thread that ended meanwhile has no memory to speak of.
    const memory = await worker.getHeapStatistics().catch(() => null)
    task.weighing = false
    if (memory === null) return
    const { bufferBytes, crowdedBytes } = this.limits
    const crowded = process.memoryUsage.rss() > crowdedBytes && memory.external_memory + memory.total_heap_size > crowdedBytes / 4
    if (memory.external_memory > bufferBytes || crowded) this.giveUp(worker, task, tooBig)
  }

  /** Ends a thread over the document it has; nobody waits for it, another begins with the next document. */
  private giveUp(worker: Worker, task: Task, reason: string): void {
    if (this.busy.get(worker) !== task) return
    this.busy.delete(worker)
    void worker.terminate()
    this.end(task, { status: 'skipped', reason })
    this.dispatch()
  }
}
