import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { ROOT } from '../../tracked-files.ts'
import { buildServer, NoServer, PACKAGE } from './build.ts'

/**
 * `npm run test:llama [-- --record] [-- --jobs N]`: builds llama.cpp's server once, outside the repository, and runs the suite on it with a
 * model of random weights. Where it can't be built, it says why and skips. `--record` writes the fixtures that npm test runs the suite on.
 */

const args = process.argv.slice(2)
const jobs = args.includes('--jobs') ? Number(args[args.indexOf('--jobs') + 1]) : 2
const say = (text: string): void => {
  process.stderr.write(`${text}\n`)
}

try {
  const binary = await buildServer(say, jobs)
  const vitest = join(ROOT, 'node_modules', 'vitest', 'vitest.mjs')
  const record = join(import.meta.dirname, 'recorded.jsonl')
  const { status } = spawnSync(process.execPath, [vitest, 'run', '--config', join(import.meta.dirname, 'vitest.config.ts')], {
    cwd: ROOT,
    stdio: 'inherit',
    env: {
      ...process.env,
      GENGLOSSARY_LLAMA_SERVER: binary,
      GENGLOSSARY_LLAMA_NAME: `llama.cpp server of ${PACKAGE}`,
      ...(args.includes('--record') ? { GENGLOSSARY_LLAMA_RECORD: record } : {}),
    },
  })
  process.exitCode = status ?? 1
} catch (error) {
  if (!(error instanceof NoServer)) throw error
  say(`Skipped: there is no llama.cpp server to test against. ${error.message}`)
  process.stdout.write('0 passed, 0 failed, 1 skipped\n')
}
