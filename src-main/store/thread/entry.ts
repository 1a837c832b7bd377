import { type MessagePort, parentPort, workerData } from 'node:worker_threads'
import { StorageError } from '../../runs/ports.ts'
import { type Db, openBulk, openReader } from '../connection.ts'
import { copyLibrary } from '../copies.ts'
import { isBusy, toErrorData } from '../errors.ts'
import { type Preparation, prepare } from '../prepare.ts'
import type { ThreadReply, ThreadRequest, ThreadRole } from './protocol.ts'
import { READS } from './reads.ts'
import { Scheduler } from './scheduler.ts'
import { LANES, WRITES } from './writes.ts'

/** Entry of the threads beside main: the store thread of an open library, or a thread that makes one copy and ends. */

/** How long a read waits in this thread for a lock another process holds while it recovers the log. */
const READ_WAIT_MS = 2_000
/** How long opening a connection waits: a reader that closes the file holds it alone for a moment. */
const OPEN_WAIT_MS = 5_000

function start(port: MessagePort, role: ThreadRole): void {
  const reply = (message: ThreadReply): void => port.postMessage(message)
  try {
    if (role.role === 'copy') {
      copyLibrary(role.order)
      reply({ seq: 0, ok: true, value: null })
      port.close()
      return
    }
    const prepared = prepare(role.preparation)
    new StoreThread(port, role.preparation, role.gate)
    reply({ seq: 0, ok: true, value: prepared })
  } catch (error) {
    reply({ seq: 0, ok: false, error: toErrorData(error) })
    port.close()
  }
}

class StoreThread {
  readonly #port: MessagePort
  readonly #file: string
  #reader: Db
  readonly #scheduler: Scheduler | null

  constructor(port: MessagePort, { file, readOnly, epoch }: Preparation, gate: SharedArrayBuffer) {
    this.#port = port
    this.#file = file
    this.#reader = openWaitingReader(file)
    this.#scheduler = readOnly ? null : new Scheduler(openBulk(file, OPEN_WAIT_MS), gate, epoch)
    port.on('message', (request: ThreadRequest) => {
      void this.#answer(request)
    })
  }

  async #answer({ seq, method, args }: ThreadRequest): Promise<void> {
    try {
      const value = await this.#call(method, args)
      this.#port.postMessage({ seq, ok: true, value } satisfies ThreadReply)
    } catch (error) {
      this.#port.postMessage({ seq, ok: false, error: toErrorData(error) } satisfies ThreadReply)
    }
    if (method === 'close') this.#port.close()
  }

  #call(method: string, args: readonly unknown[]): unknown {
    if (method === 'close') return this.#close()
    if (method in READS) return (READS[method as keyof typeof READS] as Call)(this.#reader, ...args)
    if (this.#scheduler === null) throw new StorageError('read-only', 'This library is open for reading only.')
    if (method === 'checkpoint') return this.#scheduler.db.pragma('wal_checkpoint(PASSIVE)')
    if (method === 'reopen') return this.#reopen()
    if (method === 'vacuum') return this.#scheduler.db.exec('VACUUM') && undefined
    if (method in WRITES) {
      const name = method as keyof typeof WRITES
      return this.#scheduler.run(LANES[name], (slices) => (WRITES[name] as Call)(slices, ...args) as Promise<unknown>)
    }
    throw new StorageError('other', `The store knows no ${method}.`)
  }

  /** After an I/O error a connection is not trusted any more. */
  #reopen(): void {
    const reader = openWaitingReader(this.#file)
    this.#reader.close()
    this.#reader = reader
    this.#scheduler?.replace(openBulk(this.#file, OPEN_WAIT_MS))
  }

  /** Waits for what was accepted. The writing connection closes last: closing it moves the log into the file and removes the log. */
  async #close(): Promise<void> {
    await this.#scheduler?.drain()
    this.#reader.close()
    if (!this.#scheduler) return
    refreshStatistics(this.#scheduler.db)
    this.#scheduler.db.close()
  }
}

function openWaitingReader(file: string): Db {
  const db = openReader(file, OPEN_WAIT_MS)
  db.pragma(`busy_timeout = ${READ_WAIT_MS}`)
  return db
}

/** For the query planner. Another process at work in the file is no reason to wait: the next closing does it. */
function refreshStatistics(db: Db): void {
  try {
    db.pragma('optimize')
  } catch (error) {
    if (!isBusy(error)) throw error
  }
}

type Call = (...args: readonly unknown[]) => unknown

if (parentPort) start(parentPort, workerData as ThreadRole)
