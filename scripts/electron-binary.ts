import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * The Electron executable of this machine, or null: npm installs Electron without its binary. `import 'electron'` is no way to find
 * out, it starts a download.
 * @param root folder of package.json, absolute
 */
export function electronBinary(root: string, env: NodeJS.ProcessEnv = process.env): string | null {
  if (env.ELECTRON_EXEC_PATH !== undefined) return existsSync(env.ELECTRON_EXEC_PATH) ? env.ELECTRON_EXEC_PATH : null
  const folder = join(root, 'node_modules', 'electron')
  const record = join(folder, 'path.txt')
  const name = existsSync(record) ? readFileSync(record, 'utf8').trim() : defaultName()
  const file = join(env.ELECTRON_OVERRIDE_DIST_PATH ?? join(folder, 'dist'), name)
  return existsSync(file) ? file : null
}

/** As electron's own install script names it. */
function defaultName(): string {
  if (process.platform === 'darwin') return 'Electron.app/Contents/MacOS/Electron'
  return process.platform === 'win32' ? 'electron.exe' : 'electron'
}
