import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { extname, join } from 'node:path'
import react from '@vitejs/plugin-react'
import { build } from 'vite'
import { ROOT } from './root.ts'

/** The window over a made-up host (src-renderer/testing/bench): the same pixels whatever the pipeline finds. */

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
}

async function serve(folder: string): Promise<{ url: string; close(): void }> {
  const server = createServer((request, response) => {
    const name = (request.url ?? '/').split('?')[0] === '/' ? '/index.html' : (request.url ?? '/').split('?')[0]!
    const known = readdirSync(folder, { recursive: true, encoding: 'utf8' }).some((file) => `/${file.replaceAll('\\', '/')}` === name)
    if (!known) response.writeHead(404).end()
    else
      response.writeHead(200, { 'Content-Type': TYPES[extname(name)] ?? 'application/octet-stream' }).end(readFileSync(join(folder, name)))
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
    plugins: [react()],
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
