import { expect, it } from 'vitest'
import { pageRequest } from './page-requests.ts'

it.each([
  'app://genglossary/',
  'app://genglossary/assets/index.js',
  'devtools://devtools/bundled/a.js',
  'data:image/png;base64,AA',
  'blob:app://x/1',
])('lets a page have its own files: %s', (address) => expect(pageRequest(address)).toEqual({ cancel: false, refused: null }))

it.each([
  'https://example.org/a?secret=1',
  'http://127.0.0.1:11434/api/tags',
  'ws://127.0.0.1:1/',
  'wss://example.org/',
  'ftp://example.org/',
])('cancels and tells every way out: %s', (address) =>
  expect(pageRequest(address)).toMatchObject({ cancel: true, refused: { href: address } }),
)

it.each(['file:///etc/passwd', 'javascript:1', 'chrome://version', 'applesauce://genglossary/', ' app://genglossary/', 'nothing', ''])(
  'cancels what is no address of a network: %s',
  (address) => expect(pageRequest(address)).toEqual({ cancel: true, refused: null }),
)
