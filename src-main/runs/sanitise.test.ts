import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { workMs } from '../contract/testing/work.ts'
import { createSanitiser } from './sanitise.ts'

const plain = createSanitiser()

describe('absolute paths', () => {
  const paths: readonly (readonly [string, string])[] = [
    ["open '/root/x/y.txt'", "open '…/y.txt'"],
    ['/srv/data/a.md failed', '…/a.md failed'],
    ['/mnt/a b/My Docs/c.md:12:3', '…/c.md:12:3'],
    ['(/opt/x/src/a.ts:1:2)', '(…/a.ts:1:2)'],
    ['src="/a/b/c"', 'src="…/c"'],
    ['/etc', '…/etc'],
    ['/', '/'],
    ['/home/alice', '…/'],
    ['/Users/alice', '…/'],
    ['C:\\Users\\Alice Smith\\notes.md not found', '…/notes.md not found'],
    ['C:/Users/alice/notes.md', '…/notes.md'],
    ['C:\\Users\\Alice', '…/'],
    ['\\\\server\\share\\My Docs\\x.md', '…/x.md'],
    ['file:///home/alice/x.md', '…/x.md'],
    ['/資料/用語 集/一覧.md を開けません', '…/一覧.md を開けません'],
  ]
  it.each(paths)('%s', (text, clean) => {
    expect(plain(text)).toBe(clean)
  })

  it.each(['TCP/IP', 'and/or', '1/2', 'docs/guide.md', './a/b', '../a', 'https://example.org/a/b', '~/x', 'a / b', '定義/用語', 'km/h'])(
    '%s is none',
    (text) => {
      expect(plain(text)).toBe(text)
    },
  )

  it('a known document is shown by its relative path, spaces and all', () => {
    const sanitise = createSanitiser({ paths: [{ path: '/home/me/My Docs/a plan.md', shown: 'a plan.md' }] })
    expect(sanitise("ENOENT: open '/home/me/My Docs/a plan.md'")).toBe("ENOENT: open 'a plan.md'")
  })

  it('the longest known path wins', () => {
    const sanitise = createSanitiser({
      paths: [
        { path: '/home/me', shown: '~' },
        { path: '/home/me/docs/a.md', shown: 'a.md' },
      ],
    })
    expect(sanitise('/home/me/docs/a.md')).toBe('a.md')
    expect(sanitise('at /home/me/b')).toBe('at ~/b')
  })

  it('fifty thousand known paths cost little per line', () => {
    const paths = Array.from({ length: 50_000 }, (_, n) => ({ path: `/home/me/docs/folder ${n}/file ${n}.md`, shown: `file ${n}.md` }))
    const sanitise = createSanitiser({ paths })
    const lines = () => {
      for (let n = 0; n < 1000; n += 1) sanitise(`reading file ${n} of the folder`)
    }
    expect(workMs(lines)).toBeLessThan(500)
    expect(sanitise('open /home/me/docs/folder 7/file 7.md')).toBe('open file 7.md')
  })
})

describe('secrets', () => {
  const secrets: readonly (readonly [string, string])[] = [
    ['https://user:pw@host/x', 'https://[hidden]@host/x'],
    ['GET /v1?key=abcdef', 'GET …/v1?key=[hidden]'],
    ['Authorization: Bearer abcdefghijkl', 'Authorization: [hidden]'],
    ['bearer abcdefghijkl', 'bearer [hidden]'],
    ['api_key=abcdefgh', 'api_key=[hidden]'],
    ['"apiKey": "abcdefgh"', '"apiKey": "[hidden]"'],
    ['OPENAI_API_KEY=abcdefgh', 'OPENAI_API_KEY=[hidden]'],
    ['password: hunter22', 'password: [hidden]'],
    ['sk-abcdefghijklmnop', '[hidden]'],
    ['ghp_abcdefghijklmnopqrstuvwx', '[hidden]'],
    ['AKIAABCDEFGHIJKLMNOP', '[hidden]'],
    ['hf_abcdefghijklmnopqrstuv', '[hidden]'],
    ['eyJhbGciOiJI.eyJzdWIiOiIx.SflKxwRJ', '[hidden]'],
  ]
  it.each(secrets)('%s', (text, clean) => {
    expect(plain(text)).toBe(clean)
  })

  it('exact secrets of the run, wherever they stand', () => {
    const sanitise = createSanitiser({ secrets: ['s3cret+value', 'ab'] })
    expect(sanitise('xs3cret+valuex and ab')).toBe('x[hidden]x and ab')
  })

  it('a token count is no secret', () => {
    expect(plain('12 tokens: 3 known')).toBe('12 tokens: 3 known')
  })
})

describe('every text', () => {
  const sanitise = createSanitiser({ secrets: ['canary-secret'], paths: [{ path: '/data/my docs/a.md', shown: 'a.md' }] })

  it.each(['A://', 'C:\\', 'see D:/ and E:\\\\', 'z://x'])('comes out the same the second time: %s', (text) => {
    expect(sanitise(sanitise(text))).toBe(sanitise(text))
  })

  it('comes out the same the second time', () => {
    fc.assert(
      fc.property(fc.string(), (text) => void expect(sanitise(sanitise(text))).toBe(sanitise(text))),
      { numRuns: 2000 },
    )
  })

  it('holds no secret afterwards', () => {
    fc.assert(
      fc.property(
        fc.string(),
        fc.string(),
        (before, after) => void expect(sanitise(`${before}canary-secret${after}`)).not.toContain('canary-secret'),
      ),
    )
  })

  it('is at most 8 KB and free of control characters', () => {
    const clean = sanitise(`\u001b[31m${'x'.repeat(100_000)}`)
    expect(clean.length).toBeLessThanOrEqual(8192)
    expect(clean.startsWith('\\u001b[31m')).toBe(true)
  })

  it('takes linear time', () => {
    for (const unit of ['/a b', 'C:\\', '\\\\a\\', 'key=', 'a://', '//', 'eyJ', ' /']) {
      sanitise(unit.repeat(1000))
      expect(
        workMs(() => sanitise(unit.repeat(50_000))),
        unit,
      ).toBeLessThan(1000)
    }
  })
})
