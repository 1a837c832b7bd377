import { chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createPackage } from '@electron/asar'

/**
 * An Electron distribution for Linux in which nothing runs: the files that packaging touches, with a fuse wire as Electron ships it
 * (Electron's tutorial on fuses: sentinel, version, length, one character a fuse).
 */

const SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'
/** Electron 45 as it is delivered: run as Node, NODE_OPTIONS, inspect and file privileges on, the rest off; WebAssembly's traps on. */
export const DELIVERED = '101100011'

/** A file with a fuse wire somewhere in the middle. @param wire one of `0`, `1`, `r` (removed) a fuse */
export function fakeBinary(file: string, wire: string = DELIVERED): void {
  const noise = Buffer.alloc(300_000, 'not a program ')
  const head = Buffer.from([1, wire.length])
  writeFileSync(file, Buffer.concat([noise, Buffer.from(SENTINEL), head, Buffer.from(wire), noise]))
  chmodSync(file, 0o755)
}

/** Makes the distribution in an empty folder. */
export async function fakeElectron(folder: string): Promise<void> {
  for (const name of ['resources', 'locales', 'app']) mkdirSync(join(folder, name), { recursive: true })
  fakeBinary(join(folder, 'electron'))
  writeFileSync(join(folder, 'app', 'main.js'), '')
  await createPackage(join(folder, 'app'), join(folder, 'resources', 'default_app.asar'))
  rmSync(join(folder, 'app'), { recursive: true })
  writeFileSync(join(folder, 'locales', 'en-US.pak'), '')
  writeFileSync(join(folder, 'LICENSE'), "Electron's licence\n")
  writeFileSync(join(folder, 'LICENSES.chromium.html'), "<p>Chromium's licences\n")
  writeFileSync(join(folder, 'version'), '45.4.1')
}
