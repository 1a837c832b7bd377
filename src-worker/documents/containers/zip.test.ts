import { describe, expect, it } from 'vitest'
import { Budget, LIMITS, Unreadable } from './limits.ts'
import { resolveLabel } from './relations.ts'
import { seeded, zip, zipOf } from './testing.ts'
import { readXml } from './xml.ts'
import { Zip } from './zip.ts'

const open = (bytes: Uint8Array, limits = {}): Promise<Zip> => Zip.open(bytes, new Budget({ ...LIMITS, ...limits }))
const read = async (bytes: Uint8Array, name: string, limits = {}) => (await open(bytes, limits)).text(name)

describe('Zip', () => {
  it('reads entries, deflated and stored, and takes names for labels', async () => {
    const file = zip([
      { name: 'a', content: '用語' },
      { name: '../../etc/passwd', content: 'label', stored: true },
    ])
    expect(await read(file, 'a')).toBe('用語')
    expect(await read(file, '../../etc/passwd')).toBe('label')
    expect(await read(file, 'b')).toBeNull()
  })

  it('refuses a bomb by its declared ratio and size, before inflating', async () => {
    const file = zip([{ name: 'a', content: Buffer.alloc(30e6) }])
    await expect(read(file, 'a')).rejects.toMatchObject({ skipped: 'limit' })
    await expect(read(file, 'a', { ratio: 1e6, entryBytes: 1e6 })).rejects.toMatchObject({ skipped: 'limit' })
  })

  it('stops an entry that is larger or smaller than it says', async () => {
    const large = zip([{ name: 'a', content: Buffer.alloc(30e6), forgedSize: 1000 }])
    await expect(read(large, 'a')).rejects.toMatchObject({ skipped: 'broken' })
    const small = zip([{ name: 'a', content: 'abc', forgedSize: 1000 }])
    await expect(read(small, 'a')).rejects.toMatchObject({ skipped: 'broken' })
  })

  it('bounds what all entries inflate to together', async () => {
    const random = seeded(7)
    const content = Buffer.from(Array.from({ length: 400_000 }, () => random(256)))
    const archive = await open(zip(['a', 'b', 'c'].map((name) => ({ name, content }))), { totalBytes: 1_000_000 })
    await archive.bytes('a')
    await archive.bytes('b')
    await expect(archive.bytes('c')).rejects.toMatchObject({ skipped: 'limit' })
  })

  it('refuses too many entries', async () => {
    const parts = Array.from({ length: 21_000 }, (_, i) => ({ name: `${i}`, content: '', stored: true }))
    await expect(open(zip(parts))).rejects.toMatchObject({ skipped: 'limit' })
  })

  it('does not open archives inside', async () => {
    const inner = zipOf({ a: 'x' })
    expect((await open(zip([{ name: 'inner.zip', content: inner }]))).names).toEqual(['inner.zip'])
  })

  it.each([
    ['nothing', Buffer.alloc(0)],
    ['text', Buffer.from('no archive at all')],
    ['half an archive', zipOf({ a: 'x'.repeat(100) }).subarray(0, 60)],
  ])('says that it is broken: %s', async (_, bytes) => {
    await expect(open(bytes)).rejects.toBeInstanceOf(Unreadable)
  })

  it('knows a file protected with a password', async () => {
    const bytes = Buffer.concat([Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]), Buffer.alloc(600)])
    await expect(open(bytes)).rejects.toMatchObject({ skipped: 'protected' })
  })
})

describe('readXml', () => {
  const run = async (text: string, limits = {}): Promise<string[]> => {
    const seen: string[] = []
    const handler = {
      open: (name: string, attributes: ReadonlyMap<string, string>) =>
        seen.push(`<${name}${[...attributes].map(([k, v]) => ` ${k}=${v}`).join('')}>`),
      close: (name: string) => seen.push(`</${name}>`),
      text: (text: string) => seen.push(text),
    }
    await readXml(text, handler, new Budget({ ...LIMITS, ...limits }))
    return seen
  }

  it('gives elements, attributes, text, entities and CDATA', async () => {
    expect(await run('<?xml version="1.0"?><a b="1 &lt; 2"><c/>x&#x7528;<![CDATA[<y>]]><!-- z --></a>')).toEqual([
      '<a b=1 < 2>',
      '<c>',
      '</c>',
      'x',
      '用',
      '<y>',
      '</a>',
    ])
  })

  it('gives the same over its chunks, also when one ends inside a character', async () => {
    const text = '𠮷'.repeat(400_000)
    expect((await run(`<a>x${text}</a>`)).slice(1, -1).join('')).toBe(`x${text}`)
  })

  it('refuses a DOCTYPE before the first element', async () => {
    const bomb = `<!DOCTYPE l [<!ENTITY a "${'x'.repeat(100)}"><!ENTITY b "&a;&a;&a;">]><l>&b;</l>`
    await expect(run(bomb)).rejects.toMatchObject({ skipped: 'broken' })
    await expect(run('<!doctype x SYSTEM "file:///etc/passwd"><x/>')).rejects.toMatchObject({ skipped: 'broken' })
  })

  it('refuses elements out of order, a missing end and too many levels', async () => {
    await expect(run('<a><b></a></b>')).rejects.toMatchObject({ skipped: 'broken' })
    await expect(run('<a><b>')).rejects.toMatchObject({ skipped: 'broken' })
    await expect(run('<a>'.repeat(20_000))).rejects.toMatchObject({ skipped: 'limit' })
  })

  it('gives up when the time is up and when it is cancelled', async () => {
    await expect(run(`<a>${'<b/>'.repeat(400_000)}</a>`, { milliseconds: 1 })).rejects.toMatchObject({ skipped: 'limit' })
    const budget = new Budget(LIMITS, AbortSignal.abort(new Error('stop')))
    await expect(readXml('<a/>', { open: () => 0, close: () => 0, text: () => 0 }, budget)).rejects.toThrow('stop')
  })
})

describe('resolveLabel', () => {
  it('never leads out of the archive', () => {
    expect(resolveLabel('word/', 'styles.xml')).toBe('word/styles.xml')
    expect(resolveLabel('ppt/slides/', '../notesSlides/n1.xml')).toBe('ppt/notesSlides/n1.xml')
    expect(resolveLabel('word/', '../../../../etc/passwd')).toBe('etc/passwd')
    expect(resolveLabel('word/', '/xl/a.xml')).toBe('xl/a.xml')
  })
})
