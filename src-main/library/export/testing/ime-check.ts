/**
 * Independent checks of user dictionaries, written from the cited facts and not from our exporter: what google/mozc's importer accepts
 * (`user_dictionary_importer.cc`, `user_dictionary_util.cc`), and the shapes of the other methods' files.
 */

const MOZC_POS = new Set(
  '名詞 短縮よみ サジェストのみ 固有名詞 人名 姓 名 組織 地名 名詞サ変 名詞形動 数 アルファベット 記号 顔文字 副詞 連体詞 接続詞 感動詞 接頭語 助数詞 接尾一般 接尾人名 接尾地名 独立語 抑制単語'.split(
    ' ',
  ),
)
const inRange = (c: number, from: number, to: number): boolean => c >= from && c <= to

/** Whether a normalised reading has only characters the edit dialog takes. */
const readingOk = (reading: string): boolean =>
  [...reading].every((character) => {
    const c = character.codePointAt(0)!
    return (
      inRange(c, 0x21, 0x7e) ||
      inRange(c, 0x3041, 0x3096) ||
      inRange(c, 0x309b, 0x309c) ||
      inRange(c, 0x30fb, 0x30fc) ||
      inRange(c, 0x3001, 0x3002) ||
      inRange(c, 0x300c, 0x300f) ||
      c === 0x301c
    )
  })

const bytes = (text: string): number => new TextEncoder().encode(text).length
const bad = (field: string): boolean => /[\t\r\n\u0000-\u001f\u007f]/.test(field) || !field.isWellFormed()

/** @returns what Mozc would refuse, a sentence each */
export function mozcComplaints(text: string): string[] {
  const complaints: string[] = []
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (line === '' || line.startsWith('#')) continue
    const [key = '', value = '', pos = '', comment = '', ...more] = line.split('\t')
    const say = (what: string) => complaints.push(`line ${index + 1}: ${what}: ${line.slice(0, 80)}`)
    if (more.length > 0) say('more than four columns')
    if (key === '' || bytes(key) > 300 || bad(key) || !readingOk(key)) say('reading')
    if (value === '' || bytes(value) > 300 || bad(value)) say('word')
    if (!MOZC_POS.has(pos)) say('part of speech')
    if (bytes(comment) > 300 || bad(comment)) say('comment')
  }
  return complaints
}

/** Lists of MS-IME and ATOK: UTF-16LE with a byte order mark, CRLF, their head, their parts of speech, fields within their lengths. */
export function listComplaints(
  file: Uint8Array,
  rules: { readonly head: RegExp; readonly comment: string; readonly pos: string; readonly reading: number; readonly word: number },
): string[] {
  const complaints: string[] = []
  if (file[0] !== 0xff || file[1] !== 0xfe) complaints.push('no byte order mark')
  const text = new TextDecoder('utf-16le', { fatal: true }).decode(file)
  if (!rules.head.test(text)) complaints.push('head')
  if (/[^\r]\n|\r[^\n]/.test(text)) complaints.push('line ends')
  const known = new Set(rules.pos.split(' '))
  for (const line of text.split('\r\n')) {
    if (line === '' || line.startsWith(rules.comment)) continue
    const [reading = '', word = '', pos = '', comment = '', ...more] = line.split('\t')
    const fits = reading.length <= rules.reading && word.length <= rules.word && reading !== '' && word !== ''
    if (!fits || more.length > 0 || !known.has(pos) || [reading, word, comment].some(bad) || !readingOk(reading))
      complaints.push(line.slice(0, 80))
  }
  return complaints
}
