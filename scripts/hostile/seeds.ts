import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { unzipSync } from 'fflate'
import { CONTAINER_EXTENSIONS, containerOfPath, FORMAT_EXTENSIONS, formatOfPath } from '../../src-main/contract/formats.ts'
import { pages } from '../../src-worker/documents/containers/pdf/testing.ts'
import { zipOf } from '../../src-worker/documents/containers/testing.ts'
import { ROOT } from '../tracked-files.ts'
import { OFFICE_SEEDS } from './office-seeds.ts'

/**
 * Documents the mutations start from: for every format the registry knows what is written here, and every file of that format among the
 * samples. A format that is new joins by itself; without a document of its own it starts from a text.
 */
export interface Seed {
  readonly format: string
  /** Usual extension, with its dot. */
  readonly extension: string
  readonly name: string
  readonly bytes: Buffer
  /** The parts of an archive, so that they can be hurt before they are packed. */
  readonly parts?: Readonly<Record<string, string | Uint8Array>>
  /** No document of this format: a text under its name. */
  readonly generic?: boolean
}

const MARKUP =
  '# 用語 *a* `b` [c](d) <!-- e --> &amp; **f**\n\n- g\n  h\n\n| i | j |\n|---|---|\n| k | `l` |\n\nm::\n  n\n\n.. note:: o\n   p ``q``\n\n|===\n|r |s\n|===\n\n<p>t<ruby>u<rt>v</rt></ruby>\n\n{{< w >}} x\\*y カ\u3099\n'

const TEXTS: Readonly<Record<string, string>> = {
  csv: 'Term,Definition\n"ber,th","A place ""where"" a vessel lies."\nバース,"船舶が\n着く場所"\n',
  tex: '\\documentclass{article}\\begin{document}\\section{Harbour}A \\emph{berth} is $x^2$ a place.\\footnote{note}\\begin{itemize}\\item one\\end{itemize}\\newglossaryentry{b}{name=berth,description={A place}}\\begin{tabular}{ll}a & b\\\\ c & d\\end{tabular}\\verb|x|\\end{document}',
  subtitles:
    '1\n00:00:01,000 --> 00:00:03,000\nA berth is a <i>place</i>\n\n2\n00:00:03,500 --> 00:00:06,000\nwhere a vessel lies.\n\n3\n00:00:07,000 --> 00:00:09,000\nバースである。\n',
  html: '<!doctype html><html><head><title>T</title><style>x</style></head><body><nav>n</nav><main><h1>H</h1><p>a<b>b</b>&eacute;<ruby>漢<rt>かん</rt></ruby><table><tr><th>a<td>b</table><dl><dt>c<dd>d</dl><pre>x</pre></main></body></html>',
}

const RTF = String.raw`{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Times;}{\f1\fcharset128 MS;}}{\stylesheet{\s1 heading 1;}}\pard\s1 Harbour\par\pard A {\b berth} is a place\'e9 \u29992?\u35486?{\footnote a note}\par{\f1\'83\'6f}\trowd\cellx100\cellx200 a\cell b\cell\row{\*\unknown x}\bin3 abc\par}`
const EML =
  'From: a@example.org\r\nSubject: =?UTF-8?B?55So6Kqe?=\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="b"\r\n\r\n--b\r\nContent-Type: multipart/alternative; boundary="c"\r\n\r\n--c\r\nContent-Type: text/plain; charset=iso-2022-jp\r\nContent-Transfer-Encoding: 7bit\r\n\r\n\u001b$BMQ8l\u001b(B\r\n--c\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n<p>A berth=20is</p>\r\n--c--\r\n--b\r\nContent-Type: text/plain\r\nContent-Transfer-Encoding: base64\r\n\r\nQSBiZXJ0aA==\r\n--b--\r\n'
const IPYNB = JSON.stringify({
  cells: [
    { cell_type: 'markdown', metadata: {}, source: ['# Harbour\n', 'A berth is a place.'] },
    { cell_type: 'code', metadata: {}, outputs: [], source: 'x = 1' },
  ],
  metadata: {},
  nbformat: 4,
  nbformat_minor: 5,
})
const PDF = pages(
  [
    [50, 750, 'Harbour Terms', 20],
    [50, 700, 'A berth is a place where a vessel is moo-'],
    [50, 688, 'red.'],
    [50, 600, '8b448ed4', 10, 'J'],
    [50, 550, 'x = find(1)', 10, 'M'],
  ],
  [[50, 750, 'On the next page.']],
)

/** Formats that are one piece, though no text. */
const PIECES: Readonly<Record<string, Buffer>> = {
  pdf: PDF,
  ipynb: Buffer.from(IPYNB),
  rtf: Buffer.from(RTF, 'latin1'),
  eml: Buffer.from(EML, 'latin1'),
}

const ZIP_MAGIC = Buffer.from('PK\x03\x04')

/** Largest sample taken: a mutation a millisecond. */
const MOST_BYTES = 60_000

function samples(): Seed[] {
  const folder = join(ROOT, 'samples')
  const seeds: Seed[] = []
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()) {
    const format = formatOfPath(name) ?? containerOfPath(name)
    const file = join(folder, name)
    if (format === null || statSync(file).size > MOST_BYTES) continue
    const bytes = readFileSync(file)
    const packed = bytes.subarray(0, 4).equals(ZIP_MAGIC) ? { parts: unzipSync(bytes) } : {}
    seeds.push({ format, extension: name.slice(name.lastIndexOf('.')), name: `samples/${name}`, bytes, ...packed })
  }
  return seeds
}

function written(format: string, extension: string): Seed[] {
  const parts = OFFICE_SEEDS[format]
  if (parts) return [{ format, extension, name: 'written', bytes: zipOf(parts), parts }]
  const piece = PIECES[format]
  if (piece) return [{ format, extension, name: 'written', bytes: piece }]
  return [{ format, extension, name: 'written', bytes: Buffer.from(TEXTS[format] ?? MARKUP), generic: !(format in TEXTS) }]
}

/** Every format of the registry with its seeds, at least one each. */
export function seedsByFormat(): ReadonlyMap<string, readonly Seed[]> {
  const found = samples()
  const formats = Object.entries({ ...FORMAT_EXTENSIONS, ...CONTAINER_EXTENSIONS })
  return new Map(
    formats.map(([format, [extension]]) => [format, [...written(format, extension), ...found.filter((seed) => seed.format === format)]]),
  )
}
