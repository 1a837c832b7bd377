import { setFlagsFromString } from 'node:v8'
import { MessageChannel, receiveMessageOnPort, Worker } from 'node:worker_threads'
import { AppError } from '../../contract/errors.ts'
import { type FileBatch, PLACES, type WriteFailure } from './write-batch.ts'

/**
 * The export thread's side of the thread that writes files (write-many-thread.ts). The export thread never turns its event loop, so both sides
 * speak through shared numbers; messages only carry the bytes.
 */

/** Bytes and files of a batch, and batches on their way: what is held is a few of them. */
const BATCH_BYTES = 256 * 1024
const BATCH_FILES = 512
const AHEAD = 6
/** So long without a file begun: the thread is gone, or the disk hangs. */
const SILENCE_MS = 60_000
const LIMITS = { maxYoungGenerationSizeMb: 8 }

export class FolderWriter {
  readonly #shared = new Int32Array(new SharedArrayBuffer(4 * Int32Array.BYTES_PER_ELEMENT))
  readonly #worker: Worker
  readonly #failures = new MessageChannel()
  readonly #silenceMs: number
  #sent = 0
  #bytes = Buffer.allocUnsafeSlow(BATCH_BYTES)
  #length = 0
  #paths: string[] = []
  #ends: number[] = []

  /** @param entry the thread's module, and how long it may be silent: for tests */
  constructor(entry: URL = new URL('./write-many-thread.ts', import.meta.url), silenceMs: number = SILENCE_MS) {
    // Sources only: store/thread/client.ts has the story.
    if (entry.pathname.endsWith('.ts')) setFlagsFromString('--wasm-wrapper-tiering-budget=1000000000')
    const { port2 } = this.#failures
    this.#silenceMs = silenceMs
    this.#worker = new Worker(entry, {
      name: 'genglossary-export-writer',
      workerData: { state: this.#shared.buffer, port: port2 },
      transferList: [port2],
      resourceLimits: LIMITS,
    })
    // Told only when this thread turns its event loop, which is after the export: #wait finds out by the silence.
    this.#worker.on('error', (error) => process.emitWarning(error))
  }

  /**
   * Takes a file; it is written later.
   *
   * @param path absolute, in a folder that exists
   * @returns its bytes
   * @throws the system's error of this or an earlier file; AppError EXPORT_FAILED when nothing is written any more
   */
  write(path: string, pieces: Iterable<Uint8Array>): number {
    const from = this.#length
    for (const piece of pieces) this.#add(piece)
    this.#paths.push(path)
    this.#ends.push(this.#length)
    const bytes = this.#length - from
    if (this.#length >= BATCH_BYTES || this.#paths.length >= BATCH_FILES) this.#send()
    return bytes
  }

  /** Waits until every file is written. @throws as write */
  finish(): void {
    this.#send()
    this.#wait(0)
    this.#end()
  }

  /** Writes nothing more, and returns when nothing is being written. Never throws. */
  abandon(): void {
    Atomics.store(this.#shared, PLACES.stop, 1)
    const done = () => Atomics.load(this.#shared, PLACES.done)
    // A thread that has not begun finds the stop when it begins.
    if (Atomics.load(this.#shared, PLACES.begun) > 0)
      for (let now = done(), waited = 0; now < this.#sent && waited < this.#silenceMs; now = done(), waited += 100)
        Atomics.wait(this.#shared, PLACES.done, now, 100)
    this.#end()
  }

  #end(): void {
    this.#worker.postMessage(null)
    this.#failures.port1.close()
  }

  #add(piece: Uint8Array): void {
    const needed = this.#length + piece.length
    if (needed > this.#bytes.length) {
      const larger = Buffer.allocUnsafeSlow(Math.max(needed, this.#bytes.length * 2))
      larger.set(this.#bytes.subarray(0, this.#length))
      this.#bytes = larger
    }
    this.#bytes.set(piece, this.#length)
    this.#length = needed
  }

  #send(): void {
    if (this.#paths.length > 0) {
      const { buffer } = this.#bytes
      const batch: FileBatch = { paths: this.#paths, ends: this.#ends, bytes: new Uint8Array(buffer as ArrayBuffer, 0, this.#length) }
      this.#worker.postMessage(batch, [buffer as ArrayBuffer])
      this.#sent++
      this.#bytes = Buffer.allocUnsafeSlow(BATCH_BYTES)
      this.#length = 0
      this.#paths = []
      this.#ends = []
    }
    this.#wait(AHEAD)
  }

  /** Until at most so many batches are on their way. */
  #wait(ahead: number): void {
    let [begun, since] = [-1, performance.now()]
    for (;;) {
      const done = Atomics.load(this.#shared, PLACES.done)
      if (Atomics.load(this.#shared, PLACES.failed) !== 0) throw this.#failure()
      if (this.#sent - done <= ahead) return
      const now = Atomics.load(this.#shared, PLACES.begun)
      if (now !== begun) [begun, since] = [now, performance.now()]
      else if (performance.now() - since > this.#silenceMs)
        throw new AppError('EXPORT_FAILED', 'Nothing could be written for a minute. Check the disk and try again.')
      Atomics.wait(this.#shared, PLACES.done, done, Math.min(1_000, this.#silenceMs))
    }
  }

  #failure(): Error {
    const { code, message } = (receiveMessageOnPort(this.#failures.port1)?.message ?? { code: '', message: 'unknown' }) as WriteFailure
    return Object.assign(new Error(message), { code })
  }
}
