import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, realpathSync } from 'node:fs'
import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { createApp } from '../app.ts'
import { toAppError, UNFORESEEN } from '../contract/errors.ts'
import type { AppInfo } from '../contract/host-api.ts'
import { createHost } from '../host/host.ts'
import { createForkHost } from '../hosts/fork-host.ts'
import { sourceWorkerEntry } from '../hosts/worker-entry.ts'
import { homeFolder } from '../library/home.ts'
import { environmentKeys } from '../library/model-keys.ts'
import { USUAL_PORTS } from '../library/models.ts'
import { startPreview } from './server.ts'
import { previewShell } from './shell.ts'

/** `npm run preview -- [--port N] <folders>`: the app in an ordinary browser, on this computer only. */

const ROOT = join(import.meta.dirname, '..', '..')

interface Wanted {
  readonly port: number
  readonly folders: readonly string[]
}

/** @throws Error with a sentence when the command line makes no sense */
export function parseArguments(argv: readonly string[], cwd: string): Wanted {
  let port = 0
  const folders: string[] = []
  for (let i = 0; i < argv.length; i++) {
    if (argv[i] === '--port') {
      port = Number(argv[++i])
      if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Error('--port takes a number from 0 to 65535.')
    } else if (argv[i]!.startsWith('-')) throw new Error(`Unknown option ${argv[i]}. Usage: npm run preview -- [--port N] <folders>`)
    else folders.push(resolve(cwd, argv[i]!))
  }
  const missing = folders.find((folder) => !existsSync(folder))
  if (missing !== undefined) throw new Error(`The folder ${missing} does not exist. Check the path.`)
  return { port, folders: folders.map((folder) => realpathSync(folder)) }
}

function appInfo(folders: readonly string[]): AppInfo {
  const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string }
  const { platform } = process
  return {
    version,
    host: 'preview',
    platform: platform === 'darwin' || platform === 'win32' ? platform : 'linux',
    locale: Intl.DateTimeFormat().resolvedOptions().locale,
    folders,
    dialogs: false,
  }
}

async function main(): Promise<void> {
  const { port, folders } = parseArguments(process.argv.slice(2), process.cwd())
  const home = homeFolder({ platform: process.platform, homedir: homedir(), env: process.env })
  const app = createApp({
    home,
    workerHost: createForkHost({ entry: sourceWorkerEntry() }),
    modelKey: environmentKeys(process.env),
    modelPorts: process.env.GENGLOSSARY_MODEL_PORTS ?? USUAL_PORTS,
  })
  const host = createHost(app, previewShell(appInfo(folders), folders, join(ROOT, 'samples', 'handbook')))
  const preview = await startPreview({
    host,
    pages: join(ROOT, 'out', 'renderer'),
    port,
    newToken: () => randomBytes(24).toString('base64url'),
  })
  process.stdout.write(`GenGlossary is at ${preview.url}\nThe address works once; Ctrl-C ends it.\n`)
  let ending = false
  const end = () => {
    if (ending) process.exit(1)
    ending = true
    void preview
      .close()
      .then(() => host.close())
      .then(() => process.exit(0))
  }
  process.on('SIGINT', end)
  process.on('SIGTERM', end)
}

if (import.meta.main) {
  main().catch((error: unknown) => {
    process.stderr.write(`${toAppError(error).message.replace(UNFORESEEN, '')}\n`)
    process.exitCode = 1
  })
}
