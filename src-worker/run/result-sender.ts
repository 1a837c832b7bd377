import { jsonSize } from '../../src-main/contract/json-size.ts'
import { MAX_PAGE_BYTES, MAX_UNACKED_BATCHES } from '../../src-main/contract/link.ts'
import { PACK_FROM_BYTES, type PackedItem, packItem, partsOf, type ResultItem, type WireItem } from '../../src-main/contract/results.ts'
import type { Stage } from '../../src-main/contract/run.ts'
import type { WorkerTime } from './time.ts'

const MAX_DELAY_MS = 100

interface Batch {
  readonly stage: Stage
  readonly items: WireItem[]
}

/**
 * Sends result rows in order, in numbered batches of ≤ 256 KB, at most four of them not yet acknowledged (design §2). A single item
 * that is bigger goes in pieces; big items go as text. Rows wait at most 100 ms for company, so that the preview keeps up.
 */
export class ResultSender {
  readonly #post: (batch: number, stage: Stage, items: readonly WireItem[]) => void
  readonly #time: WorkerTime
  #open: Batch | null = null
  #openBytes = 0
  readonly #queue: Batch[] = []
  #sent = 0
  #acked = 0
  #waiting: { readonly done: () => boolean; readonly resolve: () => void }[] = []
  #timer: { cancel(): void } | null = null

  constructor(post: (batch: number, stage: Stage, items: readonly WireItem[]) => void, time: WorkerTime) {
    this.#post = post
    this.#time = time
  }

  /** Batches sent so far. */
  get batches(): number {
    return this.#sent
  }

  /** Resolves when everything queued has been sent: there is credit for more. */
  emit(stage: Stage, items: readonly (ResultItem | PackedItem)[]): Promise<void> {
    for (const item of items) this.#add(stage, item)
    if (this.#open !== null) this.#timer ??= this.#time.after(MAX_DELAY_MS, () => this.#cut())
    return this.#until(() => this.#queue.length === 0)
  }

  /** Resolves when everything emitted so far is committed. */
  flush(): Promise<void> {
    this.#cut()
    const target = this.#sent + this.#queue.length
    return this.#until(() => this.#acked >= target)
  }

  /** Main committed this batch; acknowledgements come in order. */
  ack(batch: number): void {
    this.#acked = Math.max(this.#acked, batch)
    this.#pump()
  }

  #add(stage: Stage, item: ResultItem | PackedItem): void {
    const size = jsonSize(item)
    if (size > MAX_PAGE_BYTES) {
      this.#cut()
      this.#queue.push(...partsOf(item).map((part) => ({ stage, items: [part] })))
      this.#pump()
      return
    }
    if (this.#open !== null && (this.#open.stage !== stage || this.#openBytes + size > MAX_PAGE_BYTES)) this.#cut()
    this.#open ??= { stage, items: [] }
    this.#open.items.push(size >= PACK_FROM_BYTES && item.type !== 'packed' ? packItem(item) : item)
    this.#openBytes += size
  }

  #cut(): void {
    this.#timer?.cancel()
    this.#timer = null
    if (this.#open === null) return
    this.#queue.push(this.#open)
    this.#open = null
    this.#openBytes = 0
    this.#pump()
  }

  #pump(): void {
    while (this.#queue.length > 0 && this.#sent - this.#acked < MAX_UNACKED_BATCHES) {
      const batch = this.#queue.shift()!
      this.#sent += 1
      this.#post(this.#sent, batch.stage, batch.items)
    }
    const still = this.#waiting.filter((one) => !one.done())
    const ready = this.#waiting.filter((one) => !still.includes(one))
    this.#waiting = still
    for (const one of ready) one.resolve()
  }

  #until(done: () => boolean): Promise<void> {
    return done() ? Promise.resolve() : new Promise((resolve) => this.#waiting.push({ done, resolve }))
  }
}
