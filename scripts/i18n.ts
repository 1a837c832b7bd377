import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { ROOT } from './tracked-files.ts'

/**
 * `npm run i18n`: collects the window's strings into src-renderer/locales/*.po and compiles both catalogs. Fails on a missing translation;
 * src-renderer/i18n/catalog.test.ts fails on a catalog that was not brought up to date.
 */
const cli = join(ROOT, 'node_modules', '@lingui', 'cli', 'dist')
const steps = [
  [join(cli, 'lingui-extract.js'), '--clean'],
  [join(cli, 'lingui-compile.js'), '--strict'],
]
process.exitCode = steps.every((args) => spawnSync(process.execPath, args, { cwd: ROOT, stdio: 'inherit' }).status === 0) ? 0 : 1
