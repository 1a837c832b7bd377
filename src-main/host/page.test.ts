import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { builtPages, contentSecurityPolicy, contentType, manifestFile, newNonce, SAFE_HEADERS, withNonce } from './page.ts'

const directives = (policy: string) =>
  Object.fromEntries(policy.split('; ').map((one) => [one.split(' ')[0], one.split(' ').slice(1).join(' ')]))

test('the policy of the desktop lets nothing in that is not the page’s own, and nothing out', () => {
  const policy = directives(contentSecurityPolicy('abc'))
  expect(policy).toMatchObject({
    'default-src': "'none'",
    'script-src': "'self'",
    'style-src': "'self' 'nonce-abc'",
    'connect-src': "'none'",
    'base-uri': "'none'",
    'form-action': "'none'",
    'frame-ancestors': "'none'",
    'require-trusted-types-for': "'script'",
    'trusted-types': 'default',
  })
  expect(Object.values(policy).join(' ')).not.toMatch(/unsafe|\*|https?:/)
})

test('the preview may talk to its own socket only', () => {
  const policy = directives(contentSecurityPolicy('abc', 'ws://127.0.0.1:4321'))
  expect(policy['connect-src']).toBe('ws://127.0.0.1:4321')
  expect({ ...policy, 'connect-src': "'none'" }).toEqual(directives(contentSecurityPolicy('abc')))
})

test('a nonce is new for every load and stands wherever the build asks for it', () => {
  const nonces = new Set(Array.from({ length: 100 }, newNonce))
  expect(nonces.size).toBe(100)
  for (const nonce of nonces) expect(nonce).toMatch(/^[\w-]{22}$/)
  expect(withNonce('<meta nonce="__CSP_NONCE__"><style nonce="__CSP_NONCE__">', 'abc')).toBe('<meta nonce="abc"><style nonce="abc">')
})

const manifest = new Set(['index.html', 'assets/index-1.js', 'assets/語.css'])

test('a path is in the list or it is not served', () => {
  expect(manifestFile('/', manifest)).toBe('index.html')
  expect(manifestFile('/assets/index-1.js', manifest)).toBe('assets/index-1.js')
})

test.each([
  '/../package.json',
  '/assets/../../package.json',
  '/assets/%2e%2e/index.html',
  '//index.html/',
  '/assets',
  '/assets/index-1.js/',
  '/ASSETS/index-1.js',
  '/assets\\index-1.js',
  '/assets/index-1.js\0',
  '/constructor',
  '',
])('%j is not served', (path) => expect(manifestFile(path, manifest)).toBeNull())

test('only kinds of files the pages have are served', () => {
  expect(contentType('a.JS')).toContain('text/javascript')
  for (const name of ['a.map', 'a.json', '.env', 'a', 'a.html.exe']) expect(contentType(name), name).toBeNull()
})

test('every answer carries the safe headers and a policy of its own, found or not, whoever serves it', () => {
  const folder = mkdtempSync(join(tmpdir(), 'gg-pages-'))
  mkdirSync(join(folder, 'assets'))
  writeFileSync(join(folder, 'index.html'), '<meta nonce="__CSP_NONCE__">')
  writeFileSync(join(folder, 'assets', 'a.js'), '"__CSP_NONCE__"')
  writeFileSync(join(folder, 'assets', 'a.js.map'), '{}')
  const page = builtPages(folder)
  const nonceOf = (policy: string) => /'nonce-([\w-]+)'/u.exec(policy)?.[1]
  const nonces = new Set<string | undefined>()
  for (const connect of [undefined, 'ws://127.0.0.1:1']) {
    for (const [path, status, type] of [
      ['/', 200, 'text/html'],
      ['/assets/a.js', 200, 'text/javascript'],
      ['/assets/a.js.map', 404, 'text/plain'],
      ['/none', 404, 'text/plain'],
      [null, 404, 'text/plain'],
    ] as const) {
      const answer = page(path, connect)
      const policy = answer.headers['Content-Security-Policy'] ?? ''
      expect([path, answer.status]).toEqual([path, status])
      expect(answer.headers).toMatchObject({ ...SAFE_HEADERS, 'Content-Type': `${type}; charset=utf-8` })
      expect(directives(policy)).toEqual(directives(contentSecurityPolicy(nonceOf(policy)!, connect)))
      nonces.add(nonceOf(policy))
      const text = Buffer.from(answer.body).toString('utf8')
      if (path === '/') expect(text).toBe(`<meta nonce="${nonceOf(policy)}">`)
      // Only the page itself has places for it.
      if (path === '/assets/a.js') expect(text).toBe('"__CSP_NONCE__"')
    }
  }
  expect(nonces.size).toBe(10)
  rmSync(folder, { recursive: true })
})
