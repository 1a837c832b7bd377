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
  session.protocol.handle('app', (request) => answer(request.url, pages, manifest))
}

function answer(address: string, pages: string, manifest: ReadonlySet<string>): Response {
  const url = URL.parse(address)
  const file = url?.host === 'genglossary' ? manifestFile(url.pathname, manifest) : null
  if (file === null) return new Response('There is nothing here.', { status: 404, headers: SAFE_HEADERS })
  const bytes = readFileSync(join(pages, file))
  const headers = { ...SAFE_HEADERS, 'Content-Type': contentType(file) ?? 'application/octet-stream' }
  if (file !== 'index.html') return new Response(new Uint8Array(bytes), { headers })
  const nonce = newNonce()
  return new Response(withNonce(bytes.toString('utf8'), nonce), {
    headers: { ...headers, 'Content-Security-Policy': contentSecurityPolicy(nonce) },
  })
}
