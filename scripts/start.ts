import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { electronBinary } from './electron-binary.ts'
import { ROOT } from './tracked-files.ts'

/** `npm start`: the desktop app, where there is an Electron binary; otherwise two lines saying what works without one. */

const ENTRY = join(ROOT, 'src-main', 'electron', 'main.ts')

function instead(reason: string): number {
  process.stderr.write(`${reason}\nThe same window runs in a browser: npm run preview -- samples/handbook\n`)
  return 1
}

function main(): number {
  if (!existsSync(ENTRY)) return instead('The desktop app is not part of this version yet.')
  const binary = electronBinary(ROOT)
  if (binary === null)
    return instead('Electron is installed without its binary: run npx install-electron, or set ELECTRON_EXEC_PATH to one.')
  const build = spawnSync(process.execPath, [join(ROOT, 'scripts', 'build.ts')], { cwd: ROOT, stdio: 'inherit' })
  if (build.status !== 0) return build.status ?? 1
  return spawnSync(binary, [ROOT, ...process.argv.slice(2)], { cwd: ROOT, stdio: 'inherit' }).status ?? 1
}

process.exitCode = main()
