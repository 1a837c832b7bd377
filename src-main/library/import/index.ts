import { AppError } from '../../contract/errors.ts'
import type { ImportReport } from '../../contract/imports.ts'
import type { Clock, Ids } from '../../runs/ports.ts'
import type { LibraryStore } from '../../store/api.ts'
import type { ImportOptions } from './protocol.ts'
import { type ApplyOptions, ImportSession } from './session.ts'

export type { ImportOptions, ImportSource } from './protocol.ts'
export { type ApplyOptions, ImportSession } from './session.ts'

export interface ImportPorts {
  readonly store: LibraryStore
  readonly clock: Clock
  readonly ids: Ids
}

/** Sessions that may be open at once: a window each, and some. */
const MOST_SESSIONS = 4

/** Glossary files and one library. */
export class LibraryImports {
  readonly #ports: ImportPorts
  readonly #command: <T>(work: () => Promise<T>) => Promise<T>
  readonly #sessions = new Map<string, ImportSession>()

  /** @param command does writing work after every write before it; throws when this process may not write */
  constructor(ports: ImportPorts, command: <T>(work: () => Promise<T>) => Promise<T>) {
    this.#ports = ports
    this.#command = command
  }

  /**
   * Reads a file and compares it with the library. The oldest of more than a few sessions is closed.
   *
   * @throws AppError IMPORT_FAILED, FILE_UNREADABLE
   */
  async open(source: Parameters<typeof ImportSession.open>[1], options: ImportOptions = {}): Promise<ImportSession> {
    const session = await ImportSession.open(this.#ports.store, source, options, this.#ports)
    this.#sessions.set(session.id, session)
    const [oldest] = this.#sessions.keys()
    if (this.#sessions.size > MOST_SESSIONS && oldest !== undefined) await this.close(oldest)
    return session
  }

  /** @throws AppError IMPORT_FAILED when it is not open any more */
  get(id: string): ImportSession {
    const session = this.#sessions.get(id)
    if (!session) throw new AppError('IMPORT_FAILED', 'This import is not open any more. Choose the file again.')
    return session
  }

  async close(id: string): Promise<void> {
    const session = this.#sessions.get(id)
    this.#sessions.delete(id)
    await session?.close()
  }

  /** Before the library's file is closed: every session reads it on a connection of its own. */
  async closeAll(): Promise<void> {
    await Promise.all([...this.#sessions.keys()].map((id) => this.close(id)))
  }

  /** Does what the session's preview says, as one command of the history; a dry run writes nothing. @throws AppError NOT_OWNER, READ_ONLY */
  apply(session: ImportSession, options: ApplyOptions = {}): Promise<ImportReport> {
    return options.dryRun ? session.apply(options) : this.#command(() => session.apply(options))
  }
}
