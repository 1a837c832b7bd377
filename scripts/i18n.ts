import { join } from 'node:path'
import { runNode } from './tests/suite.ts'
import { ROOT } from './tracked-files.ts'

/** `npm run i18n`: messages of the window's sources into the catalogs, catalogs into modules. Fails when a translation is missing. */

const cli = (name: string): string => join(ROOT, 'node_modules', '@lingui', 'cli', 'dist', `${name}.js`)
const limitMs = 5 * 60_000
const extracted = await runNode([cli('lingui-extract'), '--clean'], { cwd: ROOT, limitMs })
process.exitCode = extracted.code === 0 ? (await runNode([cli('lingui-compile'), '--strict'], { cwd: ROOT, limitMs })).code : extracted.code
