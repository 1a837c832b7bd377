import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright/test'
import { expect, test } from 'vitest'
import { followingPage } from './following-page.ts'
import { BROWSER_ONLY, type BrowserOnly, buttonFor, desktopArgs, desktopEnv, skipReason, WITHOUT_APP } from './projects.ts'
import { ROOT } from './root.ts'

/** What the project `electron` decides, without Electron. */

const SPECS = join(ROOT, 'e2e', 'specs')
const START = { root: '/app', home: '/data', locale: 'ja-JP', modelPorts: '' }

/** What in a test's source shows that it needs an ability; typed paths are only told where a spec types one itself. */
const SIGNS: Readonly<Record<BrowserOnly, RegExp>> = {
  '@debugger': /newCDPSession|expectInertField\(|dropFiles\(/,
  '@tabs': /context\.newPage\(/,
  '@address': /window\.WebSocket/,
  '@path': /getByLabel\('Path of a folder|getByRole\('textbox'\)\.fill\(/,
  '@download': /waitForEvent\('download'\)/,
}

/** The tests of a spec, each with its title, tags and source. */
function testsOf(source: string): { title: string; tags: string[]; body: string }[] {
  return source
    .split(/^ *(?=test\()/m)
    .filter((part) => part.startsWith('test('))
    .map((body) => {
      const head = body.slice(0, body.indexOf('async ('))
      return { title: head.slice(6, 60), tags: [...head.matchAll(/'(@\w+)'/g)].map(([, tag]) => tag!), body }
    })
}

test('a test that needs an ability of the browser says so by its tag', () => {
  const files = readdirSync(SPECS).filter((name) => !WITHOUT_APP.includes(name))
  const all = files.flatMap((name) => testsOf(readFileSync(join(SPECS, name), 'utf8')))
  expect(all.length).toBeGreaterThan(50)
  const untagged = all.flatMap(({ title, tags, body }) =>
    Object.entries(SIGNS)
      .filter(([tag, sign]) => sign.test(body) && !tags.includes(tag))
      .map(([tag]) => `${title}: ${tag}`),
  )
  expect(untagged).toEqual([])
  expect(all.flatMap(({ tags }) => tags).filter((tag) => !(tag in BROWSER_ONLY))).toEqual([])
  // Most of them run on the desktop as they are.
  expect(all.filter(({ tags }) => tags.length === 0).length).toBeGreaterThan(all.length / 2)
})

test('specs that are left out whole never start the app', () => {
  for (const name of WITHOUT_APP)
    expect(readFileSync(join(SPECS, name), 'utf8'), name).not.toMatch(/\bapp\.open\(|openLibrary\(|readFolder\(/)
})

test('the browser runs everything; the desktop leaves out what it can not do, and says why', () => {
  for (const tag of Object.keys(BROWSER_ONLY)) {
    expect(skipReason('browser', [tag])).toBeNull()
    expect(skipReason('electron', ['@other', tag])).toBe(`${tag}: ${BROWSER_ONLY[tag as BrowserOnly]}`)
  }
  expect(skipReason('electron', [])).toBeNull()
  expect(skipReason('electron', ['@other'])).toBeNull()
})

test('the desktop starts on the data of the test, with a profile of its own and in the language asked for', () => {
  expect(desktopArgs(START)).toEqual(['/app', `--user-data-dir=${join('/data', 'profile')}`, '--lang=ja-JP'])
  expect(desktopEnv({ ...START, modelPorts: '8080' }, { PATH: '/bin', GENGLOSSARY_HOME: '/mine', NOTHING: undefined })).toEqual({
    PATH: '/bin',
    GENGLOSSARY_HOME: '/data',
    GENGLOSSARY_MODEL_PORTS: '8080',
    TZ: 'UTC',
  })
  expect([buttonFor('/data/libraries/a.glossary'), buttonFor('/data/a')]).toEqual(['Open a library…', 'Choose a folder…'])
})

test('a page that follows the window: refuses before there is one, keeps its listeners over a restart', () => {
  const made = (name: string) => {
    const heard: string[] = []
    return { heard, page: { on: (event: string) => heard.push(event), url: () => name } as unknown as Page }
  }
  const [first, second] = [made('one'), made('two')]
  const { page, follow } = followingPage()
  page.on('console', () => undefined)
  expect(() => page.url()).toThrow('no window yet')
  follow(first.page)
  page.on('pageerror', () => undefined)
  expect(page.url()).toBe('one')
  expect(first.heard).toEqual(['console', 'pageerror'])
  follow(null)
  expect(() => page.url()).toThrow('no window yet')
  follow(second.page)
  expect(page.url()).toBe('two')
  expect(second.heard).toEqual(['console', 'pageerror'])
})
