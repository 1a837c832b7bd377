import iconv from 'iconv-lite'
import { describe, expect, it } from 'vitest'
import { decode } from './encoding.ts'

const JA = '用語集は、用語とその定義を集めたものである。①㈱髙のような字もある。\r\n半角ｶﾀｶﾅ'
const KANJI = '監査証跡、承認者。\n'

describe('decode', () => {
  it.each([
    ['utf-8', JA, Buffer.from(JA)],
    ['utf-8', JA, Buffer.from(`\ufeff${JA}`)],
    ['utf-16le', JA, Buffer.from(`\ufeff${JA}`, 'utf16le')],
    ['utf-16be', JA, Buffer.from(`\ufeff${JA}`, 'utf16le').swap16()],
    ['utf-16le', JA, Buffer.from(JA, 'utf16le')],
    ['utf-16be', 'Plain words.\n', Buffer.from('Plain words.\n', 'utf16le').swap16()],
    ['shift_jis', JA, iconv.encode(JA, 'cp932')],
    ['shift_jis', KANJI, iconv.encode(KANJI, 'cp932')],
    ['euc-jp', KANJI, iconv.encode(KANJI, 'euc-jp')],
    ['euc-jp', '索引を作る。カタカナも。', iconv.encode('索引を作る。カタカナも。', 'euc-jp')],
    ['iso-2022-jp', '用語abc', Buffer.from('\x1b$BMQ8l\x1b(Babc', 'latin1')],
    ['windows-1252', 'Déjà vu – naïve café, façade', iconv.encode('Déjà vu – naïve café, façade', 'windows-1252')],
    ['windows-1252', 'Größe über alles, schöne Grüße “quoted”', iconv.encode('Größe über alles, schöne Grüße “quoted”', 'windows-1252')],
    ['utf-8', 'ASCII only', Buffer.from('ASCII only')],
    ['utf-8', '', Buffer.from('')],
  ])('%s: %s', (encoding, text, bytes) => {
    expect(decode(bytes)).toEqual({ text, encoding, warnings: [] })
  })

  it('believes what the file declares, when it fits', () => {
    const page = (charset: string, text: string) => iconv.encode(`<html><head><meta charset="${charset}"></head>${text}`, charset)
    expect(decode(page('windows-1251', 'Глоссарий терминов')).encoding).toBe('windows-1251')
    expect(decode(page('big5', '詞彙表')).text).toContain('詞彙表')
    expect(decode(page('euc-kr', '용어집'))).toMatchObject({ encoding: 'euc-kr' })
    expect(decode(iconv.encode('.. -*- coding: euc-jp -*-\n監査', 'euc-jp'))).toMatchObject({ encoding: 'euc-jp' })
    const wrong = Buffer.concat([Buffer.from('<meta charset="euc-kr">'), iconv.encode('用語集を作る。カタカナ。', 'shift_jis')])
    expect(decode(wrong).encoding).toBe('shift_jis')
    expect(decode(Buffer.concat([Buffer.from('<meta charset="no-such-name">'), Buffer.from([0xe9, 0x20])])).encoding).toBe('windows-1252')
    expect(decode(Buffer.from('<meta charset="shift_jis">用語')).encoding).toBe('utf-8')
  })

  it.each([
    ['gb18030', '术语表中的词条由编辑人员选定。'],
    ['big5', '術語表中的詞條由編輯人員選定。'],
    ['euc-kr', '용어집에 실을 낱말은 편집자가 고릅니다.'],
    ['euc-jp', '用語集に載せる語は、編集者が選びます。'],
    ['shift_jis', '用語集に載せる語は、編集者が選びます。'],
  ])('tells %s without a declaration, also between tags', (encoding, text) => {
    expect(decode(iconv.encode(text, encoding))).toEqual({ text, encoding, warnings: [] })
    const page = `<p class="note">${text}</p>\n<ul>\n<li>${text}</li>\n</ul>\n`
    expect(decode(iconv.encode(page, encoding))).toEqual({ text: page, encoding, warnings: [] })
  })

  it('warns when windows-1252 is no more than a guess: few bytes beyond ASCII, or ones no one writes', () => {
    const words = 'Plain words in a row. '.repeat(100)
    for (const bytes of [[0xff], [0xe9], [0x81], [0x80]]) {
      const decoded = decode(Buffer.concat([Buffer.from(words), Buffer.from(bytes), Buffer.from(words)]))
      expect(decoded.encoding).toBe('windows-1252')
      expect(decoded.warnings).toEqual([expect.stringMatching(/^Read as windows-1252, a guess: 1 byte is .*choose the encoding/u)])
    }
    expect(decode(Buffer.concat([Buffer.from('ab'), Buffer.from([0xbf]), Buffer.from('cd')])).warnings).toHaveLength(1)
    expect(decode(iconv.encode('Über größere Mängel: “naïve” – 5 €', 'windows-1252')).warnings).toEqual([])
  })

  it('keeps to UTF-8 when a few bytes of it are broken, and says so', () => {
    const broken = Buffer.concat([Buffer.from(JA), Buffer.from([0xff, 0x41]), Buffer.from(JA)])
    const decoded = decode(broken)
    expect(decoded.encoding).toBe('utf-8')
    expect(decoded.text).toBe(`${JA}\ufffdA${JA}`)
    expect(decoded.warnings).toHaveLength(1)
    expect(decoded.warnings[0]).toContain('1 place')
  })

  it('keeps to Shift_JIS when one byte far down is broken', () => {
    const line = iconv.encode(`${JA}\n`, 'cp932')
    const decoded = decode(Buffer.concat([...Array(200).fill(line), Buffer.from([0xff, 0x0a])]))
    expect(decoded.encoding).toBe('shift_jis')
    expect(decoded.text.startsWith(JA)).toBe(true)
    expect(decoded.warnings).toHaveLength(1)
  })

  it('never throws, whatever the bytes', () => {
    for (let seed = 1; seed < 200; seed++) {
      const bytes = Uint8Array.from({ length: seed }, (_, i) => (seed * 7919 + i * i * 31 + i * 17) % 256)
      expect(typeof decode(bytes).text).toBe('string')
    }
  })
})
