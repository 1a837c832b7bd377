import { readdirSync, readFileSync } from 'node:fs'
import { join, sep } from 'node:path'
import { protocol, type Session } from 'electron'
import { contentSecurityPolicy, contentType, manifestFile, newNonce, SAFE_HEADERS, withNonce } from '../host/page.ts'

/** `app://genglossary/`: the built pages and nothing else, from a list made once (security checklist, items 7 and 18). */

/** To be called before `app.ready`. */
export function registerScheme(): void {
  protocol.registerSchemesAsPrivileged([{ scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: false } }])
}

/** @param pages folder of the built pages, absolute */
export function serveApp(session: Session, pages: string): void {
  const manifest = new Set(
    readdirSync(pages, { recursive: true, encoding: 'utf8' })
      .map((name) => name.split(sep).join('/'))
      .filter((name) => contentType(name) !== null),
  )
  session.protocol.handle('app', ({ method, url }) => answer(method === 'GET' ? url : '', pages, manifest))
}

function answer(address: string, pages: string, manifest: ReadonlySet<string>): Response {
  const url = URL.parse(address)
  const nonce = newNonce()
  // With every file: a worker has the policy its own script came with, none if it came with none.
  const safe = { ...SAFE_HEADERS, 'Content-Security-Policy': contentSecurityPolicy(nonce) }
  const file = url?.host === 'genglossary' ? manifestFile(url.pathname, manifest) : null
  if (file === null) return new Response('There is nothing here.', { status: 404, headers: safe })
  const bytes = readFileSync(join(pages, file))
  const headers = { ...safe, 'Content-Type': contentType(file) ?? 'application/octet-stream' }
  return new Response(file === 'index.html' ? withNonce(bytes.toString('utf8'), nonce) : new Uint8Array(bytes), { headers })
}
