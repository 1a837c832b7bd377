import iconv from 'iconv-lite'
import type { Probe } from './probes.ts'
import { docx, EN, epub, HTML_RUBY, JA, NOTE, xlsx } from './written-archives.ts'

/** Files that no program at hand writes as people have them, by hand: each in English and Japanese, with what must be found in it. */

export interface Written {
  readonly bytes: Uint8Array
  readonly probes: readonly Probe[]
}

const utf8 = (text: string): Buffer => Buffer.from(text)
const RUBY: Probe = { text: '夜は舷灯を点ける。', ruby: [{ base: '舷灯', reading: 'げんとう' }] }
const html = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Fenders</title></head><body>
<nav>Home About Contact</nav><main><h1>Fenders</h1><p>${EN}<a epub:type="noteref" href="#n1">1</a></p>
<details><summary>Why foam is used</summary><p>Foam floats and does not burst.</p></details>
<figure><img src="x.png" alt=""><figcaption>A fender seen from the quay</figcaption></figure>
<dl><dt>pneumatic fender</dt><dd>A fender filled with air.</dd><dt>防舷材</dt><dd>${JA}</dd></dl>
<table><caption>Sizes</caption><tr><th>Kind</th><th>Use</th></tr><tr><td rowspan="2">foam</td><td>Used at small berths.<table><tr><td>inner cell of a table</td></tr></table></td></tr><tr><td>Used where ice comes.</td></tr></table>
${HTML_RUBY}<aside epub:type="footnote" id="n1"><p>1 ${NOTE}</p></aside></main><footer>Imprint and terms</footer><script>var hidden = "never"</script></body></html>`

const htmlProbes: readonly Probe[] = [
  { text: 'Fenders', kind: 'heading' },
  { text: EN },
  { text: JA, kind: 'definition' },
  { text: 'Why foam is used' },
  { text: 'Foam floats and does not burst.' },
  { text: 'A fender seen from the quay', kind: 'caption' },
  { text: 'pneumatic fender', kind: 'definition-term' },
  { text: 'A fender filled with air.', kind: 'definition' },
  { text: 'Used at small berths.', kind: 'table-cell' },
  { text: 'inner cell of a table', kind: 'table-cell' },
  { text: 'Used where ice comes.', kind: 'table-cell' },
  RUBY,
  { text: NOTE },
  { text: 'Imprint', absent: true },
  { text: 'never', absent: true },
]

const notebook = JSON.stringify({
  cells: [
    { cell_type: 'raw', metadata: { raw_mimetype: 'text/restructuredtext' }, source: ['.. note:: raw text of a converter'] },
    {
      cell_type: 'markdown',
      metadata: {},
      source: ['# Fenders\n', '\n', `${EN}\n`, '\n', '| Term | Definition |\n', '|---|---|\n', '| foam fender | Does not burst. |'],
    },
    {
      cell_type: 'code',
      metadata: {},
      execution_count: 1,
      outputs: [{ output_type: 'stream', text: ['output of a cell'] }],
      source: 'print(1)',
    },
    {
      cell_type: 'markdown',
      metadata: {},
      attachments: { 'a.png': { 'image/png': 'AAAA' } },
      source: `## 防舷材\n\n${JA}\n\n${HTML_RUBY}`,
    },
  ],
  metadata: {},
  nbformat: 4,
  nbformat_minor: 5,
})

/** Every byte as `=XX`: lines are broken inside a two-byte character, as some mailers do. */
const quoted = (bytes: Uint8Array): string =>
  [...bytes].map((byte, i) => `${i > 0 && i % 25 === 0 ? '=\r\n' : ''}=${byte.toString(16).toUpperCase().padStart(2, '0')}`).join('')
const jis = (text: string): Buffer => iconvJis(text)
/** ISO-2022-JP (RFC 1468) out of EUC-JP: the same two bytes without their high bits, between escapes. */
function iconvJis(text: string): Buffer {
  const body = Buffer.from(iconv.encode(text, 'euc-jp').map((byte) => byte & 0x7f))
  return Buffer.concat([Buffer.from('\x1b$B', 'latin1'), body, Buffer.from('\x1b(B', 'latin1')])
}
const mail = [
  'From: office@harbour.example',
  `Subject: =?ISO-2022-JP?B?${jis('防舷材の話').toString('base64')}?=`,
  'MIME-Version: 1.0',
  'Content-Type: multipart/mixed; boundary="m"',
  '',
  '--m',
  'Content-Type: multipart/alternative; boundary="a"',
  '',
  '--a',
  'Content-Type: text/plain; charset=ISO-2022-JP',
  'Content-Transfer-Encoding: quoted-printable',
  '',
  quoted(Buffer.concat([jis(JA), Buffer.from(`\r\n\r\n${EN}\r\n`)])),
  '--a',
  'Content-Type: text/html; charset=ISO-2022-JP',
  '',
  '<p>only in the web page of the mail</p>',
  '--a--',
  '--m',
  'Content-Type: text/plain; name="fleet.txt"',
  'Content-Disposition: attachment; filename="fleet.txt"',
  '',
  'text of an attachment',
  '--m',
  'Content-Type: message/rfc822',
  '',
  'Subject: Forwarded words\r\nContent-Type: text/plain; charset=Shift_JIS\r\nContent-Transfer-Encoding: base64\r\n\r\n' +
    iconv.encode('曳索は曳船へ取る索である。', 'shift_jis').toString('base64'),
  '--m--',
  '',
].join('\r\n')

const srt = `1\r\n00:00:01,000 --> 00:00:03,000\r\n{\\an8}<font color="#ffff00">A fender is a cushion</font>\r\n\r\n2\r\n00:00:03,100 --> 00:00:05,000\r\nbetween the <b>ship</b> and the quay.\r\n\r\n3\r\n00:00:06,000 --> 00:00:07,000\r\n[waves breaking]\r\n\r\n4\r\n00:00:08,000 --> 00:00:10,000\r\n<i>防舷材とは、船と岸壁の間に</i>\r\n\r\n5\r\n00:00:10,100 --> 00:00:12,000\r\n置く緩衝材をいう。\r\n`

const tex = `\\documentclass{ltjsarticle}
\\usepackage{luatexja-ruby}
\\newcommand{\\place}{quay}
\\newcommand{\\term}[1]{\\textbf{#1}}
\\input{../../etc/passwd}
\\begin{document}
\\section{Fenders}
A \\term{fender} is a cushion between the ship and the \\emph{quay}.
\\include{chapters/secret}
\\begin{figure}\\includegraphics{/etc/hostname}\\caption{A fender seen from the quay}\\end{figure}
\\begin{tabular}{ll}\\multicolumn{2}{c}{Kinds of fenders}\\\\ foam & Does not burst.\\\\ \\end{tabular}
${JA}\\footnote{${NOTE}}

夜は\\ruby{舷灯}{げんとう}を点ける。
\\end{document}
`

/** Shift_JIS bytes as RTF writes them. */
const hex = (text: string): string =>
  [...iconv.encode(text, 'shift_jis')].map((byte) => `\\'${byte.toString(16).padStart(2, '0')}`).join('')
/** UTF-16 units with a stand-in, as Word writes them: signed, and unsigned as pandoc does. */
const units = (text: string): string =>
  Array.from({ length: text.length }, (_, i) => {
    const unit = text.charCodeAt(i)
    return `\\u${i % 2 === 0 && unit > 32_767 ? unit - 65_536 : unit}?`
  }).join('')
const rtf = `{\\rtf1\\ansi\\ansicpg932\\deff0{\\fonttbl{\\f0\\fcharset0 Times;}{\\f1\\fcharset128 MS Mincho;}}{\\stylesheet{\\s1 heading 1;}}
\\pard\\s1 Fenders\\par\\pard ${EN}{\\footnote\\pard ${NOTE}}\\par
{\\f1 ${hex(JA)}}\\par ${units('曳索は曳船へ取る索である。')}\\par
\\trowd\\trhdr\\cellx2000\\cellx4000\\intbl Kind\\cell Use\\cell\\row\\trowd\\cellx2000\\cellx4000\\intbl foam fender\\cell {\\f1 ${hex('小さな岸壁で使う。')}}\\cell\\row
\\pard Rigged at night.\\par}`

const markdown = `---\ntitle: Fenders\n---\n\n# Fenders\n\n${EN}[^1]\n\n<details>\n<summary>Why foam is used</summary>\n\nFoam floats and does not burst.\n\n</details>\n\nfoam fender\n: Does not burst.\n\n| 用語 | 定義 |\n|---|---|\n| 防舷材 | ${JA} |\n\n夜は<ruby>舷灯<rt>げんとう</rt></ruby>を点ける。\n\n[^1]: ${NOTE}\n`
const rst = `Fenders\n=======\n\n${EN} [#n]_\n\n.. glossary::\n\n   foam fender\n      Does not burst.\n\n.. figure:: /etc/passwd\n\n   A fender seen from the quay\n\n.. include:: /etc/hostname\n\n.. list-table::\n   :header-rows: 1\n\n   * - 用語\n     - 定義\n   * - 防舷材\n     - ${JA}\n\n.. [#n] ${NOTE}\n`
const adoc = `= Fenders\n\n${EN}footnote:[${NOTE}]\n\n[glossary]\nfoam fender:: Does not burst.\n\n.A fender seen from the quay\nimage::/etc/passwd[]\n\ninclude::/etc/hostname[]\n\n[cols="1,1",options="header"]\n|===\n|用語 |定義\n|防舷材 |${JA}\n|===\n`
const aozora = `防舷材の話\r\n\r\n${JA}\r\n\r\n夜は舷灯《げんとう》を点ける。\r\n\r\n一等航海士が｜巻揚機《まきあげき》を見る。\r\n`

const text = (...texts: readonly string[]): Probe[] => texts.map((one) => ({ text: one }))
const placed = (part: string, ...texts: readonly string[]): Probe[] => texts.map((one) => ({ text: one, part }))

export const WRITTEN: Readonly<Record<string, Written>> = {
  'written.html': { bytes: utf8(html), probes: htmlProbes },
  'written.epub': {
    bytes: epub,
    probes: [
      ...placed('^chapter 1$', EN, NOTE),
      ...placed('^chapter 2$', '防舷材', JA),
      RUBY,
      { text: 'Contents of the book', absent: true },
    ],
  },
  'written.ipynb': {
    bytes: utf8(notebook),
    probes: [
      ...placed('^cell 2$', EN, 'foam fender', 'Does not burst.'),
      ...placed('^cell 4$', '防舷材', JA),
      RUBY,
      { text: 'print(1)', kind: 'code' },
      { text: 'raw text of a converter', absent: true },
      { text: 'output of a cell', absent: true },
    ],
  },
  'written.eml': {
    bytes: Buffer.from(mail, 'latin1'),
    probes: [
      ...text('防舷材の話', JA, EN, 'Forwarded words', '曳索は曳船へ取る索である。'),
      { text: 'only in the web page', absent: true },
      { text: 'text of an attachment', absent: true },
    ],
  },
  'written.srt': {
    bytes: utf8(srt),
    probes: [...placed('^0:00:0', EN, JA), { text: 'an8', absent: true }, { text: 'font', absent: true }],
  },
  'written.tex': {
    bytes: utf8(tex),
    probes: [
      ...text('Fenders', EN, JA, NOTE, 'Kinds of fenders', 'Does not burst.'),
      { text: 'A fender seen from the quay', kind: 'caption' },
      RUBY,
      { text: 'secret', absent: true },
      { text: 'passwd', absent: true },
    ],
  },
  'written.rtf': {
    bytes: Buffer.from(rtf, 'latin1'),
    probes: [
      { text: 'Fenders', kind: 'heading' },
      ...text(EN, JA, '曳索は曳船へ取る索である。', 'Rigged at night.'),
      { text: NOTE, part: '^footnote \\d+$' },
      { text: 'foam fender', kind: 'table-cell' },
      { text: '小さな岸壁で使う。', kind: 'table-cell' },
    ],
  },
  'written.docx': {
    bytes: docx,
    probes: [
      ...text(EN, JA, 'The gate is called North Gate by everyone.', 'Fenders are checked each week.', 'Result of a field.'),
      { text: 'foam fender', kind: 'table-cell' },
      { text: 'Does not burst.', kind: 'table-cell' },
      { text: 'SECRET', absent: true },
    ],
  },
  'written.xlsx': {
    bytes: xlsx,
    probes: [
      { text: 'Kinds of fenders in use', part: '^Fenders!A1$' },
      { text: 'Term', kind: 'table-cell', part: '^Fenders!A2$' },
      { text: 'foam fender', kind: 'table-cell', part: '^Fenders!A3$' },
      { text: EN, kind: 'table-cell', part: '^Fenders!B3$' },
      { text: '舷灯', part: '^Fenders!A4$', ruby: [{ base: '舷灯', reading: 'ゲントウ' }] },
      { text: JA, part: '^Fenders!B4$' },
      { text: '2026', absent: true },
      { text: '46113', absent: true },
    ],
  },
  'written.md': {
    bytes: utf8(markdown),
    probes: [
      { text: 'Fenders', kind: 'heading' },
      ...text(EN, 'Why foam is used', 'Foam floats and does not burst.', NOTE),
      { text: 'foam fender', kind: 'definition-term' },
      { text: JA, kind: 'table-cell' },
      RUBY,
    ],
  },
  'written.rst': {
    bytes: utf8(rst),
    probes: [...text(EN, 'foam fender', 'Does not burst.', 'A fender seen from the quay', NOTE), { text: JA, kind: 'table-cell' }],
  },
  'written.adoc': {
    bytes: utf8(adoc),
    probes: [...text(EN, 'foam fender', 'Does not burst.', 'A fender seen from the quay', NOTE), { text: JA, kind: 'table-cell' }],
  },
  'shift-jis.txt': {
    bytes: iconv.encode(aozora, 'shift_jis'),
    probes: [...text('防舷材の話', JA), RUBY, { text: '一等航海士が巻揚機を見る。', ruby: [{ base: '巻揚機', reading: 'まきあげき' }] }],
  },
  'shift-jis.csv': {
    bytes: iconv.encode(
      `用語,Term,定義\r\n防舷材,fender,"${JA}"\r\n曳索,towing hawser,"曳船へ取る索、\r\nまたはその代わり。"\r\n`,
      'shift_jis',
    ),
    probes: [
      { text: JA, kind: 'table-cell' },
      { text: 'towing hawser', kind: 'table-cell' },
      { text: '曳船へ取る索、またはその代わり。', kind: 'table-cell' },
    ],
  },
}
