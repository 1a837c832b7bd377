import { describe, expect, it } from 'vitest'
import { outline } from '../../testing.ts'
import { document, mutations, outcomesOfDamage, read, zipOf } from '../testing.ts'

const CONTAINER = '<?xml version="1.0"?><container><rootfiles><rootfile full-path="OEBPS/book.opf"/></rootfiles></container>'
const item = (id: string, href: string, more = ''): string => `<item id="${id}" href="${href}" media-type="application/xhtml+xml"${more}/>`
const epub = (chapters: Record<string, string>, extra: Record<string, string> = {}): Buffer =>
  zipOf({
    mimetype: 'application/epub+zip',
    'META-INF/container.xml': CONTAINER,
    'OEBPS/book.opf': `<package xmlns:dc="urn:dc"><metadata><dc:title>A  Book</dc:title></metadata><manifest>${item('nav', 'nav.xhtml', ' properties="nav"')}${Object.keys(
      chapters,
    )
      .map((name, i) => item(`c${i}`, encodeURIComponent(name)))
      .join('')}<item id="img" href="a.png" media-type="image/png"/></manifest><spine><itemref idref="nav"/>${Object.keys(chapters)
      .map((_, i) => `<itemref idref="c${i}"/>`)
      .reverse()
      .join('')}</spine></package>`,
    'OEBPS/nav.xhtml': '<html><body><p>Contents</p></body></html>',
    ...Object.fromEntries(Object.entries(chapters).map(([name, body]) => [`OEBPS/${name}`, body])),
    ...extra,
  })
const page = (body: string): string =>
  `<?xml version="1.0"?><!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.1//EN" "http://www.w3.org/TR/xhtml11/DTD/xhtml11.dtd"><html xmlns="urn:h"><head><title/><script src="x"/></head><body>${body}</body></html>`

describe('epub', () => {
  it('reads the chapters in the order of the spine, with ruby, without the table of contents', async () => {
    const output = await document(
      'epub',
      epub({
        'b 章.xhtml': page('<h1>Two</h1><p>&#x7528;語 <b>b</b></p><pre>x\n  y</pre>'),
        'a.xhtml': page('<h1>One</h1><p><ruby>汽車<rt>きしゃ</rt></ruby>だ</p>'),
      }),
    )
    expect(output.title).toBe('A Book')
    expect(outline(output, true)).toEqual([
      'heading1: One',
      'paragraph: 汽車だ {ruby:汽車(きしゃ)}',
      'heading1: Two',
      'paragraph: 用語 b {strong:b}',
      'code: x\n  y',
    ])
    expect(output.blocks.map(({ part }) => part)).toEqual(['chapter 1', 'chapter 1', 'chapter 2', 'chapter 2', 'chapter 2'])
    expect(output.decoded).toBe('One\n汽車だ\n\nTwo\n用語 b\nx\n  y\n')
  })

  it('goes on without a missing chapter, and says so', async () => {
    const file = epub(
      { 'a.xhtml': page('<p>here</p>') },
      {
        'OEBPS/book.opf': `<package><manifest>${item('a', 'a.xhtml')}${item('b', 'b.xhtml')}</manifest><spine><itemref idref="a"/><itemref idref="b"/></spine></package>`,
      },
    )
    expect(await document('epub', file)).toMatchObject({ warnings: ['Chapters the book lists but does not hold: 1.'] })
  })

  it('says what cannot be read', async () => {
    const locked = (algorithm: string): Record<string, string> => ({
      'META-INF/encryption.xml': `<encryption><enc:EncryptionMethod Algorithm="${algorithm}"/></encryption>`,
    })
    expect(await read('epub', epub({ 'a.xhtml': page('<p>x</p>') }, locked('urn:aes')))).toMatchObject({ skipped: 'protected' })
    expect(await read('epub', epub({ 'a.xhtml': page('<p>x</p>') }, locked('http://www.idpf.org/2008/embedding')))).toHaveProperty('blocks')
    expect(await read('epub', zipOf({ a: 'b' }))).toMatchObject({ skipped: 'broken' })
    expect(await read('epub', epub({ 'a.xhtml': '<!DOCTYPE html [<!ENTITY a "x">]><p>&a;</p>' }))).toMatchObject({ skipped: 'broken' })
    expect(await read('epub', epub({ 'a.xhtml': page('') }))).toMatchObject({ skipped: 'no-text' })
  })

  it('stands damage: 300 mutations', { timeout: 60_000 }, async () => {
    const file = epub({ 'a.xhtml': page('<h1>One</h1><p>text</p>'.repeat(50)) })
    expect((await outcomesOfDamage('epub', mutations(file, 300))).get('broken')).toBeGreaterThan(80)
  })
})
