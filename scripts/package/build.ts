import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Configuration } from 'electron-builder'
import { parse } from 'yaml'
import { ROOT } from '../tracked-files.ts'

/** Where the app is put together from, and what is made. */
export interface Package {
  /** Folder of an unpacked Electron distribution of this system, absolute. */
  readonly electronDist: string
  /** The system's installers too. */
  readonly installer?: boolean
  /** Folder of the bundles that `electron-vite build` made; default `out`. */
  readonly bundles?: string
  /** Folder the package goes to; default `dist`. */
  readonly output?: string
  /** The system `electronDist` is for; default this one. */
  readonly platform?: NodeJS.Platform
}

/** The configuration that is checked in, with the paths of this call. */
export function configuration({ electronDist, bundles, output }: Package): Configuration {
  const read = parse(readFileSync(join(ROOT, 'packaging', 'electron-builder.yml'), 'utf8')) as Configuration
  const files = (read.files as unknown[]).map((entry) =>
    typeof entry === 'object' && bundles !== undefined ? { ...entry, from: bundles } : entry,
  )
  return {
    ...read,
    electronDist,
    files: files as NonNullable<Configuration['files']>,
    directories: { ...read.directories, ...(output === undefined ? {} : { output }) },
  }
}

/**
 * Under a test runner electron-builder makes hard links instead of copies, and decides that when it is loaded. The samples of the repository would have a
 * second name then, and no scan takes such a file for a document.
 */
async function electronBuilder(): Promise<typeof import('electron-builder')> {
  const { VITEST } = process.env
  delete process.env.VITEST
  try {
    return await import('electron-builder')
  } finally {
    if (VITEST !== undefined) process.env.VITEST = VITEST
  }
}

/**
 * Packages the app for this system; nothing is fetched unless installers are asked for.
 * @returns the folder of the unpacked app, and the installers made
 * @throws Error of electron-builder, or of the fuses when one did not take
 */
export async function packageApp(what: Package): Promise<{ folder: string; installers: readonly string[] }> {
  const platform = what.platform ?? process.platform
  const { build } = await electronBuilder()
  const installers = await build({
    projectDir: ROOT,
    config: configuration(what),
    publish: 'never',
    ...(what.installer ? {} : { dir: true }),
    // An empty list: the targets of the configuration.
    ...(platform === 'darwin' ? { mac: [] } : platform === 'win32' ? { win: [] } : { linux: [] }),
  })
  return { folder: join(what.output ?? join(ROOT, 'dist'), unpackedFolder(platform, process.arch)), installers }
}

/** As electron-builder names it. */
export function unpackedFolder(platform: NodeJS.Platform, arch: string): string {
  const name = platform === 'darwin' ? 'mac' : platform === 'win32' ? 'win' : 'linux'
  const suffix = arch === 'x64' ? '' : `-${arch}`
  return platform === 'darwin' ? `${name}${suffix}` : `${name}${suffix}-unpacked`
}
