import iconv from 'iconv-lite'

/** WHATWG labels, or names iconv-lite knows, of Windows code pages. */
const PAGES: Readonly<Record<number, string>> = {
  437: 'cp437',
  850: 'cp850',
  874: 'windows-874',
  932: 'shift_jis',
  936: 'gb18030',
  949: 'euc-kr',
  950: 'big5',
  1250: 'windows-1250',
  1251: 'windows-1251',
  1252: 'windows-1252',
  1253: 'windows-1253',
  1254: 'windows-1254',
  1255: 'windows-1255',
  1256: 'windows-1256',
  1257: 'windows-1257',
  1258: 'windows-1258',
  10000: 'macintosh',
  10001: 'shift_jis',
  65001: 'utf-8',
}

/** Code pages of `\fcharset` (RTF 1.9.1, font table). */
const CHARSETS: Readonly<Record<number, number>> = {
  77: 10_000,
  78: 10_001,
  128: 932,
  129: 949,
  134: 936,
  136: 950,
  161: 1253,
  162: 1254,
  163: 1258,
  177: 1255,
  178: 1256,
  186: 1257,
  204: 1251,
  222: 874,
  238: 1250,
  254: 437,
  255: 850,
}

/** Fonts of signs: their letters are pictures. */
export const SYMBOL_CHARSET = 2

/** Code page of a font's character set; null when it says nothing (ANSI, default). */
export const codePageOf = (charset: number): number | null => CHARSETS[charset] ?? null

const decoders = new Map<string, InstanceType<typeof TextDecoder>>()

/** Bytes in a Windows code page as text; an unknown page is read as 1252. Never throws. */
export function decodePage(bytes: Uint8Array, page: number): string {
  const label = PAGES[page] ?? 'windows-1252'
  if (label.startsWith('cp')) return iconv.decode(Buffer.from(bytes), label)
  const decoder = decoders.get(label) ?? new TextDecoder(label)
  decoders.set(label, decoder)
  return decoder.decode(bytes)
}
