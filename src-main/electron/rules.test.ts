import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { exitReason, externalUrl, filesOf, isSafePlace, isTrustedSender, mayNavigate, samplesOf } from './rules.ts'

describe('isTrustedSender', () => {
  it('answers the top frame of our pages only', () => {
    const own = { origin: 'app://genglossary', parent: null }
    expect(isTrustedSender({ senderFrame: own })).toBe(true)
    expect(isTrustedSender({ senderFrame: null })).toBe(false)
    expect(isTrustedSender({ senderFrame: { ...own, parent: {} } })).toBe(false)
    for (const origin of [
      'app://genglossary.evil',
      'app://genglossary@evil',
      'https://genglossary',
      'file://',
      'null',
      'APP://genglossary ',
    ])
      expect(isTrustedSender({ senderFrame: { origin, parent: null } })).toBe(false)
  })
})

describe('externalUrl', () => {
  it('lets https addresses of the list through', () => {
    expect(externalUrl('https://github.com/o/r')).toBe('https://github.com/o/r')
  })
  it.each([
    'http://github.com/',
    'file:///etc/passwd',
    'smb://github.com/share',
    'javascript:alert(1)',
    'java\tscript:alert(1)',
    '\thttps://github.com/',
    ' https://github.com/',
    'https://github.com\n/',
    'https://user@github.com/',
    'https://user:pw@github.com/',
    'https://github.com:8443/',
    'https://github.com.evil.example/',
    'https://evil.example/github.com',
    'https://github.com@evil.example/',
    'https:\\\\evil.example',
    'data:text/html,<script>1</script>',
    'vbscript:x',
    'ms-settings:privacy',
    'ftp://github.com/',
    'mailto:a@github.com',
    'x-apple.systempreferences:',
    'about:blank',
    'app://genglossary/',
    'blob:https://github.com/1',
    'ws://github.com',
    'tel:1',
    '',
    'github.com',
    '//github.com',
    'https://',
    'https://аpple.com',
    'https://127.0.0.1/',
    'https://[::1]/',
    'https://localhost/',
    'intent://github.com#Intent;end',
    'search-ms:query=x',
    'ldap://github.com',
    'jar:https://github.com!/',
    'view-source:https://github.com',
    'chrome://settings',
  ])('refuses %j', (url) => expect(externalUrl(url)).toBeNull())
})

describe('mayNavigate', () => {
  it('stays on our own page', () => {
    expect(mayNavigate('app://genglossary/')).toBe(true)
    for (const url of ['https://example.org/', 'file:///x', 'app://other/', 'app://genglossary/../x', 'javascript:1', '']) {
      expect(mayNavigate(url), url).toBe(false)
    }
  })
})

describe('exitReason', () => {
  it.each([
    ['oom', false, 'oom'],
    ['crashed', false, 'crashed'],
    ['crashed', true, 'killed'],
    ['abnormal-exit', false, 'crashed'],
    ['launch-failed', false, 'launch-failed'],
    ['clean-exit', true, 'killed'],
    ['clean-exit', false, 'exited'],
    [null, false, 'exited'],
  ] as const)('%s, killed by us: %s → %s', (gone, killed, reason) => expect(exitReason(gone, killed)).toBe(reason))
})

it('finds libraries on a command line', () => {
  expect(filesOf(['electron', '.', '--flag', '/a/b.glossary', 'C:\\x\\y.GLOSSARY', 'z.txt'])).toEqual([
    '/a/b.glossary',
    'C:\\x\\y.GLOSSARY',
  ])
})

it('keeps a key only where the system seals it: on Linux only with a keyring', () => {
  expect(isSafePlace(true, 'darwin', '')).toBe(true)
  expect(isSafePlace(true, 'win32', '')).toBe(true)
  expect(isSafePlace(false, 'darwin', '')).toBe(false)
  expect(isSafePlace(true, 'linux', 'gnome_libsecret')).toBe(true)
  expect(isSafePlace(true, 'linux', 'kwallet6')).toBe(true)
  expect(isSafePlace(true, 'linux', 'basic_text')).toBe(false)
  expect(isSafePlace(true, 'linux', 'unknown')).toBe(false)
})

it('opens the sample documents as real files, packaged or not', () => {
  expect(samplesOf(false, '/app', '/res')).toBe(join('/app', 'samples', 'handbook'))
  expect(samplesOf(true, '/res/app.asar', '/res')).toBe(join('/res', 'samples', 'handbook'))
})
