import { readdirSync, readFileSync, realpathSync } from 'node:fs'
import { join, sep } from 'node:path'
import { contentSecurityPolicy, contentType, manifestFile, newNonce, SAFE_HEADERS, withNonce } from '../host/page.ts'

/**
 * Answers requests for `app://genglossary/…`: the built pages and nothing else, from a list made once (security checklist, items 7 and 18).
 * @param pages folder of the built pages, absolute
 */
export function pageServer(pages: string): (request: { readonly method: string; readonly url: string }) => Response {
  const manifest = new Set(
    readdirSync(pages, { recursive: true, encoding: 'utf8' })
      .map((name) => name.split(sep).join('/'))
      .filter((name) => contentType(name) !== null),
  )
  return ({ method, url }) => answer(method === 'GET' ? url : '', pages, manifest)
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

/** The one path of a file that has several; the path itself where the drive it lies on has gone, or goes just now. */
export function realPath(file: string): string {
  try {
    return realpathSync(file)
  } catch {
    return file
  }
}
