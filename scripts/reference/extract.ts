import { gunzipSync, inflateSync } from 'node:zlib'
import { Parser } from 'htmlparser2'
import type { Format } from './sources.ts'

/** Running text of a file, paragraphs parted by blank lines; markup, code and commands left out. */
export function extractText(bytes: Buffer, path: string, format: Format): string {
  switch (format) {
    case 'html':
      return markupText(bytes.toString('utf8'), false)
    case 'xml':
      return markupText(bytes.toString('utf8'), true)
    case 'man':
      return manText(unzipped(bytes, path).toString('utf8'))
    case 'mo-original':
      return messages(bytes, 0)
    case 'mo-translation':
      return messages(bytes, 1)
    case 'dict':
      return dictionaryText(gunzipSync(bytes).toString('utf8'))
    case 'dialogue':
      return quotedStrings(bytes.toString('utf8'))
    case 'rdb':
      return lazyLoadDatabase(bytes)
    case 'glosses':
      return glosses(bytes.toString('utf8'))
    case 'text':
      return bytes.toString('utf8').replace(/^%+$/gmu, '')
    case 'tag-counts':
      return ''
  }
}

function unzipped(bytes: Buffer, path: string): Buffer {
  return path.endsWith('.gz') ? gunzipSync(bytes) : bytes
}

const SKIPPED = new Set(
  'script style pre code tt samp kbd nav head header footer screen programlisting cmd command filename literal option info credit license key var'.split(
    ' ',
  ),
)
const INLINE = new Set(
  'a b i em strong span small big sub sup u font gui guiseq guilabel app emphasis link firstterm abbr acronym cite q'.split(' '),
)

function markupText(markup: string, xmlMode: boolean): string {
  let text = ''
  let skipping = 0
  const parser = new Parser(
    {
      onopentag(name) {
        if (SKIPPED.has(name)) skipping++
        else if (!INLINE.has(name)) text += '\n\n'
      },
      ontext(data) {
        if (skipping === 0) text += data.replace(/\s+/gu, ' ')
      },
      onclosetag(name) {
        if (SKIPPED.has(name)) skipping--
        else if (!INLINE.has(name)) text += '\n\n'
      },
    },
    { xmlMode, decodeEntities: true },
  )
  parser.end(markup)
  return text
}

function manText(roff: string): string {
  return roff
    .split('\n')
    .map((line) => {
      if (/^[.'](?:SH|SS|P|PP|LP|TP|IP|br|sp)\b/u.test(line)) return ''
      if (/^[.'](?:B|I|BR|IR|RB|BI|IB|RI) /u.test(line)) return 'X'
      return /^[.']/u.test(line) ? '' : line
    })
    .join('\n')
    .replace(/\\f[BIRP]|\\[&|^]|\\s[-+]?\d/gu, '')
    .replace(/\\-/gu, '-')
    .replace(/\\\(..|\\\*.|\\[a-z]/gu, ' ')
}

/** GNU gettext's binary catalogues: originals (0) or translations (1), messages that say something to a reader. */
function messages(bytes: Buffer, which: 0 | 1): string {
  if (bytes.readUInt32LE(0) !== 0x950412de) throw new Error('not a little-endian .mo file')
  const count = bytes.readUInt32LE(8)
  const text = (table: number, i: number): string => {
    const entry = table + i * 8
    const start = bytes.readUInt32LE(entry + 4)
    return bytes.toString('utf8', start, start + bytes.readUInt32LE(entry))
  }
  const originals = bytes.readUInt32LE(12)
  const translations = bytes.readUInt32LE(16)
  const out: string[] = []
  for (let i = 0; i < count; i++) {
    const original = text(originals, i)
    const translation = text(translations, i)
    if (original === '' || translation === '' || original.endsWith(translation)) continue
    const message = which === 0 ? original.slice(original.indexOf('\u0004') + 1) : translation
    out.push(cleanMessage(message.split('\0')[0]!))
  }
  return out.join('\n\n')
}

function cleanMessage(message: string): string {
  return message
    .replace(/<[^>]*>|%\d*\$?[-+ 0-9.]*[a-z]|\{[^}]*\}|\$[\w|]+/gu, ' ')
    .replace(/\(&?_?[A-Z]\)/gu, '')
    .replace(/(?<=\w|^)[_&](?=\w)/gu, '')
}

function dictionaryText(text: string): string {
  return text
    .replace(/\[[^\]]*\]/gu, ' ')
    .replace(/\\[^\\\n]*\\/gu, ' ')
    .replace(/--[A-Z][^\n]*/gu, ' ')
    .replace(/[{}]/gu, ' ')
    .replace(/\b(?:n|v|a|adv|t|i|pl|pr|Obs|Cf|Syn|imp|vb|prep|conj|sing|superl|comp)\./gu, ' ')
}

/** Text between back quotes or double quotes. */
function quotedStrings(text: string): string {
  return [...text.matchAll(/`([^`]{20,})`|"([^"\n]{40,})"/gu)]
    .map((match) => (match[1] ?? match[2])!.replace(/<[^>]*>/gu, ' '))
    .join('\n\n')
}

/** R's lazy-load database: records of [uint32 unpacked size][zlib stream], one behind the other. */
function lazyLoadDatabase(bytes: Buffer): string {
  const parts: string[] = []
  for (let at = 0; at + 6 < bytes.length; ) {
    const { buffer, engine } = inflateSync(bytes.subarray(at + 4), { info: true }) as unknown as {
      buffer: Buffer
      engine: { bytesWritten: number }
    }
    parts.push(characterVectors(buffer))
    at += 4 + engine.bytesWritten
  }
  return parts.join('\n')
}

/** The strings of an R data file (CHARSXP records of its XDR serialization). */
function characterVectors(bytes: Buffer): string {
  const mark = Buffer.from([0x00, 0x04, 0x00, 0x09])
  const lines: string[] = []
  for (let at = bytes.indexOf(mark); at >= 0; at = bytes.indexOf(mark, at + 8)) {
    const length = bytes.readInt32BE(at + 4)
    if (length >= 0 && length < 2000) lines.push(bytes.toString('utf8', at + 8, at + 8 + length))
  }
  return lines.join('\n')
}

/** WordNet's data files: what stands behind the bar. */
function glosses(text: string): string {
  return [...text.matchAll(/ \| (.+)$/gmu)].map((match) => match[1]!).join('\n\n')
}

/** WordNet's counts of senses in tagged prose (cntlist.rev: `lemma%sense number count`), summed by lemma. */
export function tagCounts(text: string): Map<string, number> {
  const counts = new Map<string, number>()
  for (const line of text.split('\n')) {
    const [key = '', , count = '0'] = line.split(' ')
    const lemma = key.slice(0, key.indexOf('%')).replaceAll('_', ' ')
    if (/^[a-z]+$/u.test(lemma)) counts.set(lemma, (counts.get(lemma) ?? 0) + Number(count))
  }
  return counts
}
