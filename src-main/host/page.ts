import { randomBytes } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { extname, join, sep } from 'node:path'

/** How the window's pages are served, by the desktop's app:// protocol and by the preview alike: policy, nonce, types, a fixed list of files. */

/**
 * The content security policy (design §6).
 *
 * @param nonce fresh for every load, for the style elements Mantine makes
 * @param connect the one place the page may talk to; the desktop passes none
 */
export function contentSecurityPolicy(nonce: string, connect?: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "worker-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "font-src 'self'",
    `connect-src ${connect ?? "'none'"}`,
    "frame-src 'none'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types default',
  ].join('; ')
}

export const newNonce = (): string => randomBytes(16).toString('base64url')

/** index.html with the placeholder the build left replaced by this load's nonce. */
export const withNonce = (html: string, nonce: string): string => html.replaceAll('__CSP_NONCE__', nonce)

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
}

/** null = a kind of file the pages don't have: not served. */
export const contentType = (file: string): string | null => TYPES[extname(file).toLowerCase()] ?? null

/** Headers every answer carries. */
export const SAFE_HEADERS: Readonly<Record<string, string>> = {
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Cache-Control': 'no-store',
}

/**
 * The file of the manifest a request path means; null = not found. Nothing is joined or normalised: a path is in the list or it isn't.
 *
 * @param path decoded or not: a path with an escape is never in the list
 * @param manifest names relative to the pages' folder, `/`-separated
 */
export function manifestFile(path: string, manifest: ReadonlySet<string>): string | null {
  const name = path === '/' ? 'index.html' : path.replace(/^\//, '')
  return manifest.has(name) ? name : null
}

/** What is sent for a page, whoever sends it. */
export interface PageAnswer {
  readonly status: 200 | 404
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | Uint8Array<ArrayBuffer>
}

/**
 * The built pages and nothing else, from a list made once (Electron's security checklist, items 7 and 18).
 *
 * @param folder of the built pages, absolute
 * @returns answers a request path, as it was written (null = of another place); `connect` as for contentSecurityPolicy
 * @throws when the pages have not been built
 */
export function builtPages(folder: string): (path: string | null, connect?: string) => PageAnswer {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => name.split(sep).join('/'))
  const manifest = new Set(names.filter((name) => contentType(name) !== null))
  return (path, connect) => {
    const nonce = newNonce()
    // With every file: a worker has the policy its own script came with, none if it came with none.
    const safe = { ...SAFE_HEADERS, 'Content-Security-Policy': contentSecurityPolicy(nonce, connect) }
    const file = path === null ? null : manifestFile(path, manifest)
    if (file === null) return { status: 404, headers: { ...safe, 'Content-Type': PLAIN }, body: 'There is nothing here.' }
    const bytes = readFileSync(join(folder, file))
    const headers = { ...safe, 'Content-Type': contentType(file) ?? 'application/octet-stream' }
    return { status: 200, headers, body: file === 'index.html' ? withNonce(bytes.toString('utf8'), nonce) : new Uint8Array(bytes) }
  }
}

/** Type of an answer that is only a sentence. */
export const PLAIN = 'text/plain; charset=utf-8'
