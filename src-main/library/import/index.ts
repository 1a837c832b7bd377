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

/** Glossary files and one library. */
export class LibraryImports {
  readonly #ports: ImportPorts
  readonly #command: <T>(work: () => Promise<T>) => Promise<T>

  /** @param command does writing work after every write before it; throws when this process may not write */
  constructor(ports: ImportPorts, command: <T>(work: () => Promise<T>) => Promise<T>) {
    this.#ports = ports
    this.#command = command
  }

  /** Reads a file and compares it with the library; whoever opens a session closes it. @throws AppError IMPORT_FAILED, FILE_UNREADABLE */
  open(source: Parameters<typeof ImportSession.open>[1], options: ImportOptions = {}): Promise<ImportSession> {
    return ImportSession.open(this.#ports.store, source, options, this.#ports)
  }

  /** Does what the session's preview says, as one command of the history; a dry run writes nothing. @throws AppError NOT_OWNER, READ_ONLY */
  apply(session: ImportSession, options: ApplyOptions = {}): Promise<ImportReport> {
    return options.dryRun ? session.apply(options) : this.#command(() => session.apply(options))
  }
}
