import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ROOT } from './root.ts'

/**
 * Where the tests of one Playwright worker happen, one after the other. The paths stay the same, because a library knows its documents by
 * theirs: so what reading a folder gives is made once and copied for every test that only starts from it.
 */
export class Place {
  readonly #root = mkdtempSync(join(tmpdir(), 'genglossary-e2e-'))
  readonly home = join(this.#root, 'home')
  readonly folder = join(this.#root, 'handbook')
  /** From the documents to the data folder in which they have been read. */
  readonly #read = new Map<string, string>()

  /** An empty data folder and a copy of the documents. @param documents a folder, absolute */
  empty(documents: string): { readonly home: string; readonly folder: string } {
    this.#clear()
    mkdirSync(this.home)
    cpSync(documents, this.folder, { recursive: true, preserveTimestamps: true })
    return { home: this.home, folder: this.folder }
  }

  /**
   * Puts the library of the documents, read by the terminal's `generate` the first time, into the data folder.
   * @param documents as given to `empty`
   * @returns the file of the library
   */
  fill(documents: string): string {
    const libraries = join(this.home, 'libraries')
    const kept = this.#read.get(documents)
    if (kept === undefined) this.#read.set(documents, this.#readOnce())
    else cpSync(kept, this.home, { recursive: true })
    return join(libraries, readdirSync(libraries).find((name) => name.endsWith('.glossary'))!)
  }

  #readOnce(): string {
    const main = join(ROOT, 'src-main', 'cli', 'main.ts')
    const env = { ...process.env, GENGLOSSARY_HOME: this.home }
    execFileSync(process.execPath, [main, 'generate', this.folder], { env, stdio: ['ignore', 'ignore', 'pipe'] })
    const kept = join(this.#root, `read-${this.#read.size}`)
    cpSync(this.home, kept, { recursive: true })
    return kept
  }

  remove(): void {
    rmSync(this.#root, { recursive: true, force: true })
  }

  #clear(): void {
    for (const path of [this.home, this.folder]) rmSync(path, { recursive: true, force: true })
  }
}
