import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { extractText, tagCounts } from './extract.ts'

/** A gettext catalogue of these pairs. */
function catalogue(pairs: [string, string][]): Buffer {
  const strings = [...pairs.map(([original]) => original), ...pairs.map(([, translation]) => translation)].map((text) => Buffer.from(text))
  const header = Buffer.alloc(28 + strings.length * 8)
  header.writeUInt32LE(0x950412de, 0)
  header.writeUInt32LE(pairs.length, 8)
  header.writeUInt32LE(28, 12)
  header.writeUInt32LE(28 + pairs.length * 8, 16)
  let at = header.length
  strings.forEach((text, i) => {
    header.writeUInt32LE(text.length, 28 + i * 8)
    header.writeUInt32LE(at, 32 + i * 8)
    at += text.length + 1
  })
  return Buffer.concat([header, ...strings.flatMap((text) => [text, Buffer.from([0])])])
}

const words = (text: string): string => text.replace(/\s+/gu, ' ').trim()

describe('extractText', () => {
  it('keeps the prose of HTML and drops code and navigation', () => {
    const html = '<nav>Home</nav><p>Use <b>the</b> horse <code>x = 1</code></p><pre>code</pre><p>Second &amp; last</p>'
    expect(words(extractText(Buffer.from(html), 'a.html', 'html'))).toBe('Use the horse Second & last')
    expect(extractText(Buffer.from('<p>one</p><p>two</p>'), 'a', 'html')).toMatch(/one\n\n+two/u)
  })

  it('reads catalogues, both sides, without placeholders and untranslated messages', () => {
    const bytes = catalogue([
      ['', 'Content-Type: text/plain'],
      ['menu\u0004Open the %s file', '%s ファイルを開く'],
      ['Same', 'Same'],
    ])
    expect(words(extractText(bytes, 'a.mo', 'mo-original'))).toBe('Open the file')
    expect(words(extractText(bytes, 'a.mo', 'mo-translation'))).toBe('ファイルを開く')
  })

  it('reads manual pages', () => {
    const page = gzipSync('.TH A 1\n.SH NAME\nThe \\fBdog\\fP barks.\n.\\" comment\n.B cat\nmeows\\-loud\n')
    expect(words(extractText(page, 'a.1.gz', 'man'))).toBe('The dog barks. X meows-loud')
  })

  it('reads glosses and tag counts', () => {
    expect(extractText(Buffer.from('001 n dog | a tame animal; "he barks"\n'), 'data.noun', 'glosses')).toBe('a tame animal; "he barks"')
    expect([...tagCounts('run%2:38:00:: 1 106\nrun%1:04:00:: 2 3\nhot_dog%1:13:00:: 1 1\n')]).toEqual([['run', 109]])
  })
})
