import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, it } from 'vitest'
import {
  APP_ORIGIN,
  exitReason,
  externalUrl,
  filesOf,
  isReader,
  isSafePlace,
  isTrustedSender,
  mayNavigate,
  mayReload,
  quitQuestion,
  readerHash,
  samplesOf,
  shellLanguage,
  startFailure,
  troubleQuestion,
  windowFor,
  windowName,
} from './rules.ts'

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
    ['abnormal-exit', false, 'exited'],
    ['abnormal-exit', true, 'killed'],
    ['integrity-failure', false, 'crashed'],
    ['memory-eviction', false, 'oom'],
    ['launch-failed', false, 'launch-failed'],
    ['clean-exit', true, 'killed'],
    ['clean-exit', false, 'exited'],
    [null, false, 'exited'],
  ] as const)('%s, killed by us: %s → %s', (gone, killed, reason) => expect(exitReason(gone, killed)).toBe(reason))
})

it('loads a page again whose process died, unless it dies at once each time', () => {
  expect(mayReload([5])).toBe(true)
  expect(mayReload([5, 6])).toBe(true)
  expect(mayReload([5, 6, 60_004])).toBe(false)
  expect(mayReload([5, 6, 60_006])).toBe(true)
  expect(mayReload([1, 2, 100_000, 100_001, 100_002])).toBe(false)
})

it('finds libraries on a command line, those of another folder too', () => {
  const found = filesOf(['electron', '.', '--flag', '/a/b.glossary', 'y.GLOSSARY', '--x=1.glossary', 'z.txt'], '/cwd')
  expect(found).toEqual([resolve('/a/b.glossary'), resolve('/cwd', 'y.GLOSSARY')])
})

it('finds libraries that a file manager names by their address (%U of the desktop entry)', () => {
  const file = resolve('/home/somebody/用語 集.glossary')
  expect(filesOf([pathToFileURL(file).href], '/cwd')).toEqual([file])
  expect(filesOf(['file://elsewhere/x.glossary', 'file:///a%2Fb.glossary', 'file:x.glossary%00.glossary'], '/cwd')).toEqual([])
})

it('shows a library where it is shown already, else in an empty window, else in a new one', () => {
  const a = { library: '/a.glossary' }
  const empty = { library: null }
  expect(windowFor('/a.glossary', [empty, a])).toBe(a)
  expect(windowFor('/b.glossary', [a, empty])).toBe(empty)
  expect(windowFor('/b.glossary', [a])).toBe(null)
  expect(windowFor('/b.glossary', [])).toBe(null)
})

it('names windows so that no two open ones share a stored place', () => {
  expect(windowName('main', [])).toBe('main-0')
  expect(windowName('main', ['main-1', 'reader-0'])).toBe('main-0')
  expect(windowName('main', ['main-0', 'main-2'])).toBe('main-1')
  // Two libraries, each with its reader in a window: Electron throws for a name in use.
  expect(windowName('reader', ['main-0', 'reader-0'])).toBe('reader-1')
  expect([undefined, 'main-0', 'reader-0', 'reader-12'].map(isReader)).toEqual([false, false, true, true])
})

it('speaks the language that was chosen, else the system’s', () => {
  expect(shellLanguage('auto', 'ja-JP')).toBe('ja')
  expect(shellLanguage('auto', 'de')).toBe('en')
  expect(shellLanguage('en', 'ja')).toBe('en')
  for (const language of ['en', 'ja'] as const) expect(quitQuestion(language).buttons).toHaveLength(2)
  expect(quitQuestion('ja').message).not.toMatch(/[a-z]/i)
})

it('asks about a page that hangs or dies in one language at a time; waiting is what happens by itself, a dead page is loaded', () => {
  for (const trouble of ['hangs', 'dies'] as const) {
    const { message, detail, buttons, cancelId } = troubleQuestion(trouble, 'ja')
    expect(`${message}${detail}${buttons.join('')}`).not.toMatch(/[a-z]/i)
    expect([buttons.length, cancelId]).toEqual([2, 1])
  }
  expect([troubleQuestion('hangs', 'en').defaultId, troubleQuestion('dies', 'en').defaultId]).toEqual([1, 0])
})

it('says why the app can’t start, and what to do', () => {
  const error = new Error('EACCES: permission denied')
  expect(startFailure(error, 'en')).toBe(
    "GenGlossary can't start: EACCES: permission denied\nCheck that the folder of its settings and libraries can be written, and start it again.",
  )
  expect(startFailure('gone', 'ja')).toMatch(/^GenGlossaryを起動できません: /)
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

it('makes an address of a reader only from what is an id', () => {
  expect(readerHash('3f2a-0_b')).toBe('#reader=3f2a-0_b')
  for (const library of ['', 'a b', '../x', 'a#b', 'x'.repeat(65), '"><script>']) expect(readerHash(library)).toBeNull()
  expect(mayNavigate(`${APP_ORIGIN}/${readerHash('lib')}`)).toBe(true)
})
