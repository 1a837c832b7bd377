import type { ReaderPlace } from '../contract/host-readers.ts'
import { infoOf } from './calls-library.ts'
import type { Calls, HostParts } from './host.ts'
import type { HostClient } from './shell.ts'

type ReaderCalls = Pick<Calls, Extract<keyof Calls, `readers.${string}`>>

/** The window that is the reader of a library, and what a reader that is still opening is to show. */
export class Readers {
  readonly #windows = new Map<string, HostClient>()
  readonly #waiting = new Map<string, ReaderPlace>()

  /** @returns what it is to show first */
  join(library: string, client: HostClient): ReaderPlace | null {
    this.#windows.set(library, client)
    const place = this.#waiting.get(library) ?? null
    this.#waiting.delete(library)
    return place
  }

  /** For a reader that is about to join. */
  prepare(library: string, place: ReaderPlace | null): void {
    if (place) this.#waiting.set(library, place)
    else this.#waiting.delete(library)
  }

  of(library: string): HostClient | null {
    return this.#windows.get(library) ?? null
  }

  leave(client: HostClient): void {
    for (const [library, reader] of this.#windows) if (reader === client) this.#windows.delete(library)
  }
}

/** A reader in a window of its own: made, found, and told what to show. */
export function readerCalls({ open, shell, readers }: HostParts): ReaderCalls {
  return {
    'readers.open': async ({ library, place }) => {
      open.get(library)
      readers.prepare(library, place)
      return shell.newReader?.(library) ?? false
    },
    'readers.join': async ({ library }, client) => {
      const own = open.get(library)
      await open.add(own, client)
      return { library: await infoOf(own), place: readers.join(library, client) }
    },
    'readers.show': async ({ library, place }) => {
      const reader = readers.of(library)
      if (reader === null) return false
      reader.send('readers.show', { library, place })
      shell.bringForward?.(reader)
      return true
    },
    'readers.goTo': async ({ library, concept }, client) => {
      for (const other of open.clientsOf(library)) if (other !== client) other.send('readers.term', { library, concept })
      return null
    },
  }
}
