import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { buildRenderer } from './build-renderer.ts'
import { runNode } from './tests/suite.ts'
import { ROOT } from './tracked-files.ts'

/** `npm run build`: everything the desktop app starts from, below out/. No Electron binary is needed. */

const problem = await buildRenderer()
if (problem !== null) {
  process.stderr.write(`${problem}\n`)
  process.exitCode = 1
} else if (existsSync(join(ROOT, 'src-main', 'electron', 'main.ts'))) {
  const cli = join(ROOT, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js')
  process.exitCode = (await runNode([cli, 'build'], { cwd: ROOT, limitMs: 10 * 60_000 })).code
} else {
  process.stdout.write('Built the window (out/renderer). The desktop shell around it does not exist yet.\n')
}
