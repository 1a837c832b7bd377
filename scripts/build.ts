import { join } from 'node:path'
import { runNode } from './tests/suite.ts'
import { ROOT } from './tracked-files.ts'

/** `npm run build`: everything the desktop app starts from, below out/. No Electron binary is needed. */

const cli = join(ROOT, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js')
process.exitCode = (await runNode([cli, 'build'], { cwd: ROOT, limitMs: 10 * 60_000 })).code
