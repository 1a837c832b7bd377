import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { parseArgs } from 'node:util'
import { electronBinary } from './electron-binary.ts'
import { packageApp } from './package/build.ts'
import { ROOT } from './tracked-files.ts'

/**
 * `npm run package [-- --installer]`: the desktop app as a folder below dist/ that runs by itself, made from the Electron binary found here.
 * With `--installer` also the system's installers; electron-builder fetches the tools it needs for those.
 */

/** Folder of an Electron distribution, from the path of its executable. */
export function distributionOf(binary: string, platform: NodeJS.Platform): string {
  return platform === 'darwin' ? dirname(dirname(dirname(dirname(binary)))) : dirname(binary)
}

async function main(): Promise<number> {
  const { values } = parseArgs({ options: { installer: { type: 'boolean', default: false } } })
  const binary = electronBinary(ROOT)
  if (binary === null) {
    process.stderr.write(
      'Nothing was packaged: Electron is installed without its binary. Run npx install-electron, or set ELECTRON_EXEC_PATH to one, then repeat.\n',
    )
    return 1
  }
  const build = spawnSync(process.execPath, [join(ROOT, 'scripts', 'build.ts')], { cwd: ROOT, stdio: 'inherit' })
  if (build.status !== 0) return build.status ?? 1
  const made = await packageApp({ electronDist: distributionOf(binary, process.platform), installer: values.installer })
  process.stdout.write(`Packaged: ${[made.folder, ...made.installers].filter((file) => existsSync(file)).join(', ')}\n`)
  return 0
}

if (import.meta.main) process.exitCode = await main()
