import { randomBytes } from 'node:crypto'
import { extname } from 'node:path'

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
