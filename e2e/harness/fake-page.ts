import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import react from '@vitejs/plugin-react'
import { build } from 'vite'
import { builtPages } from '../../src-main/host/page.ts'
import { ROOT } from './root.ts'

/** The window over a made-up host (src-renderer/testing/bench): the same pixels whatever the pipeline finds. */

/** As the desktop serves the window's pages: the same policy with a nonce of its own for every load, the same list of files. */
async function serve(folder: string): Promise<{ url: string; close(): void }> {
  const page = builtPages(folder)
  const server = createServer((request, response) => {
    const { status, headers, body } = page((request.url ?? '/').split('?')[0]!)
    response.writeHead(status, headers).end(body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, close: () => server.close() }
}

/** Builds the page and serves it on 127.0.0.1. @returns its address, and the way to end it */
export async function serveFakePage(): Promise<{ url: string; close(): void }> {
  const out = mkdtempSync(join(tmpdir(), 'genglossary-fake-page-'))
  await build({
    configFile: false,
    root: join(ROOT, 'src-renderer', 'testing', 'bench'),
    publicDir: join(ROOT, 'src-renderer', 'public'),
    plugins: [react()],
    html: { cspNonce: '__CSP_NONCE__' },
    logLevel: 'warn',
    build: { outDir: out, emptyOutDir: true, target: 'chrome140', chunkSizeWarningLimit: 4000 },
    worker: { format: 'es' },
  })
  const server = await serve(out)
  return {
    url: server.url,
    close: () => {
      server.close()
      rmSync(out, { recursive: true, force: true })
    },
  }
}
