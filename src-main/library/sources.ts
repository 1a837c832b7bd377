import type { LeftOutRule } from '../contract/left-out.ts'
import type { CommandEntry, ScanSummary } from '../contract/library-api.ts'
import { type Wanted, withBefore } from './changes.ts'
import { applyPlan } from './commands.ts'
import { addFolder, addUp, type DocumentsStore, NOTHING_FOUND, type ScanFolder, type ScanOptions } from './documents.ts'
import { addFiles, type Place } from './single-files.ts'

/** Which files of the folders belong to a library: single ones, and what is left out. */
export class LibrarySources {
  readonly #store: DocumentsStore
  readonly #scan: ScanFolder
  readonly #command: <T>(work: () => Promise<T>) => Promise<T>
  readonly #options: () => Promise<ScanOptions>

  /** @param command runs one write after the other @param options of every scan of this library */
  constructor(
    { store, scan }: { readonly store: DocumentsStore; readonly scan: ScanFolder },
    command: <T>(work: () => Promise<T>) => Promise<T>,
    options: () => Promise<ScanOptions>,
  ) {
    this.#store = store
    this.#scan = scan
    this.#command = command
    this.#options = options
  }

  /** Adds folders, and single files: those of one call as one step that can be undone. Throws what `addFolder` and `addFiles` do. */
  addPlaces(places: readonly Place[]): Promise<ScanSummary> {
    return this.#command(async () => {
      const options = await this.#options()
      let sum = NOTHING_FOUND
      for (const { path, file } of places) if (!file) sum = addUp(sum, await addFolder(this.#store, this.#scan, path, options))
      const files = places.filter(({ file }) => file).map(({ path }) => path)
      return files.length === 0 ? sum : addUp(sum, await addFiles(this.#store, this.#scan, files, options))
    })
  }

  leftOut(): Promise<readonly LeftOutRule[]> {
    return this.#store.documents.leftOut()
  }

  /**
   * Leaves out exactly these subfolders and kinds of files from now on, as one step that can be undone; null when it was like that already.
   * Documents known by now follow at once, those never read so far with the next scan.
   */
  leaveOut(rules: readonly LeftOutRule[]): Promise<CommandEntry | null> {
    return this.#command(async () => {
      const now = await this.#store.documents.leftOut()
      const has = (list: readonly LeftOutRule[], rule: LeftOutRule) =>
        list.some(({ root, path }) => root === rule.root && path === rule.path)
      const off = now.filter((rule) => !has(rules, rule)).map((key): Wanted => ({ kind: 'left-out', key, after: null }))
      const on = rules.filter((rule) => !has(now, rule)).map((key): Wanted => ({ kind: 'left-out', key, after: true }))
      const label = on.length > 0 ? `Leave out ${this.#named(on)}` : `Take in ${this.#named(off)}`
      return applyPlan(this.#store, { label, changes: await withBefore(this.#store, [...off, ...on]) })
    })
  }

  #named(wanted: readonly Wanted[]): string {
    const [first] = wanted
    return wanted.length === 1 && first?.kind === 'left-out' ? first.key.path : `${wanted.length} folders and kinds of files`
  }
}
