import { type ChildProcess, spawn } from 'node:child_process'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { createServer, type ProxyOptions } from 'vite'
import { buildRenderer, rendererConfig } from './build-renderer.ts'
import { ROOT } from './tracked-files.ts'

/**
 * `npm run dev -- <folders>`: the window in a browser over the real core, its pages from Vite: what is changed in src-renderer/ is there at once, without
 * a reload and without losing what the page shows. The host API stays behind the preview's token and its checks of Host and Origin. The desktop itself
 * shows built pages only (`npm start`): they are served by a fixed list under a policy that Vite's client would break.
 */

/** Runs the preview. @returns its one-time address */
function runPreview(folders: readonly string[]): Promise<{ child: ChildProcess; url: URL }> {
  const child = spawn(process.execPath, [join(ROOT, 'src-main', 'preview', 'main.ts'), ...folders], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  return new Promise((resolve, reject) => {
    let said = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      said += text
      const found = /http:\S+/.exec(said)
      if (found) resolve({ child, url: new URL(found[0]) })
    })
    child.once('exit', (code) => reject(new Error(`The preview ended with code ${code}.`)))
  })
}

/**
 * What Vite passes on to the preview: the one-time address and the host API. The preview sees its own Host and Origin there, so that both are compared here
 * with those of Vite's page first.
 * @param own origin of Vite's page
 */
function passedOn(preview: URL, own: () => string): Record<string, ProxyOptions> {
  const target = preview.origin
  return {
    '^/\\?token=': { target, changeOrigin: true },
    // Whole: below /host/ lie sources of the window.
    '^/host$': {
      target,
      ws: true,
      changeOrigin: true,
      rewriteWsOrigin: true,
      bypass: ({ headers }) => (headers.origin === own() && headers.host === new URL(own()).host ? undefined : false),
    },
  }
}

const problem = await buildRenderer()
if (problem === null) {
  const { child, url } = await runPreview(process.argv.slice(2))
  let port = 0
  const own = () => `http://127.0.0.1:${port}`
  const server = await createServer({
    ...(await rendererConfig()),
    mode: 'development',
    server: { host: '127.0.0.1', proxy: passedOn(url, own) },
  })
  await server.listen()
  port = (server.httpServer!.address() as AddressInfo).port
  process.stdout.write(`GenGlossary is at ${own()}/${url.search}\nThe address works once; Ctrl-C ends it.\n`)
  child.once('exit', () => void server.close().then(() => process.exit()))
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal))
} else {
  process.stderr.write(`${problem}\n`)
  process.exitCode = 1
}
