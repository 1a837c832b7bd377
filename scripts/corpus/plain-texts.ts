import { type Piece, plain, SHEETS, sentencesOf, type Text } from './content.ts'

/** The formats that are text, written by hand as their authors would. */

/** Pandoc's Markdown; furigana as HTML. */
export function markdown(text: Text): string {
  const notes: string[] = []
  const inline = (marked: string): string =>
    marked
      .replaceAll(/\*([^*]*)\*/gu, '**$1**')
      .replaceAll(/_([^_]*)_/gu, '*$1*')
      .replaceAll(/\[([^|\]]*)\|([^\]]*)\]/gu, text.language === 'ja' ? '<ruby>$1<rt>$2</rt></ruby>' : '$1')
      .replaceAll(/\^([^^]*)\^/gu, (_, note: string) => `[^${notes.push(note)}]`)
  const one = (piece: Piece): string => {
    if (piece.type === 'heading') return `${'#'.repeat(piece.level)} ${piece.text}`
    if (piece.type === 'list') return piece.items.map((item) => `- ${inline(item)}`).join('\n')
    if (piece.type === 'quote') return `> ${inline(piece.sentences.join(' '))}`
    if (piece.type !== 'table') return piece.sentences.map(inline).join('\n')
    const rows = piece.rows.map((cells) => `| ${cells.join(' | ')} |`)
    return [rows[0], '|---|---|', ...rows.slice(1), '', `: ${piece.caption}`].join('\n')
  }
  const body = text.pieces.map(one).join('\n\n')
  return `${body}\n\n${notes.map((note, i) => `[^${i + 1}]: ${note}`).join('\n')}\n`
}

/** LaTeX with glossary entries for the rows of the table. */
export function latex(text: Text): string {
  const ja = text.language === 'ja'
  const inline = (marked: string): string =>
    marked
      .replaceAll('%', '\\%')
      .replaceAll(/\*([^*]*)\*/gu, '\\textbf{$1}')
      .replaceAll(/_([^_]*)_/gu, '\\emph{$1}')
      .replaceAll(/\[([^|\]]*)\|([^\]]*)\]/gu, '\\ruby{$1}{$2}')
      .replaceAll(/\^([^^]*)\^/gu, '\\footnote{$1}')
  const entries = text.pieces.flatMap((piece) =>
    piece.type === 'table'
      ? piece.rows.slice(1).map(([term, definition], i) => `\\newglossaryentry{t${i}}{name={${term}}, description={${definition}}}`)
      : [],
  )
  const one = (piece: Piece): string => {
    if (piece.type === 'heading') return `\\${piece.level === 1 ? 'section' : 'subsection'}{${piece.text}}\\label{s:${piece.text.length}}`
    if (piece.type === 'list')
      return `\\begin{itemize}\n${piece.items.map((item) => `  \\item ${inline(item)}`).join('\n')}\n\\end{itemize}`
    if (piece.type === 'quote') return `\\begin{quote}\n${piece.sentences.map(inline).join('\n')}\n\\end{quote}`
    if (piece.type !== 'table') return piece.sentences.map(inline).join(' % a comment\n')
    const rows = piece.rows.map((cells, i) => `${cells.map(inline).join(' & ')} \\\\${i === 0 ? ' \\hline' : ''}`)
    return `\\begin{table}[ht]\\centering\n\\begin{tabular}{l|p{8cm}}\n${rows.join('\n')}\n\\end{tabular}\n\\caption{${piece.caption}}\n\\end{table}`
  }
  const head = ja
    ? '\\documentclass[a4paper]{ltjsarticle}\n\\usepackage{luatexja-ruby}'
    : '\\documentclass{article}\n\\usepackage{booktabs}'
  return `${head}\n\\usepackage{glossaries}\n${entries.join('\n')}\n\\begin{document}\n${text.pieces.map(one).join('\n\n')}\n\\end{document}\n`
}

const time = (seconds: number, mark: string): string => {
  const two = (value: number): string => String(value).padStart(2, '0')
  return `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}${mark}000`
}

/** Sentences cut into cues of half a line, four seconds each. */
function cues(text: Text): string[] {
  return sentencesOf(text)
    .map((sentence) => plain(sentence))
    .filter((sentence) => /[.。]$/u.test(sentence))
    .flatMap((sentence) => {
      const middle = text.language === 'ja' ? Math.ceil(sentence.length / 2) : sentence.indexOf(' ', sentence.length / 2)
      return middle <= 0 ? [sentence] : [sentence.slice(0, middle), sentence.slice(middle).trim()]
    })
}

export const subRip = (text: Text): string =>
  cues(text)
    .map((cue, i) => `${i + 1}\r\n${time(i * 4, ',')} --> ${time(i * 4 + 4, ',')}\r\n${i % 3 === 0 ? `<i>${cue}</i>` : cue}\r\n`)
    .join('\r\n')

export const webVtt = (text: Text): string =>
  `WEBVTT\n\nNOTE written for the corpus\n\n${cues(text)
    .map((cue, i) => `${time(i * 4, '.')} --> ${time(i * 4 + 4, '.')} line:90%\n${cue}\n`)
    .join('\n')}`

/** Two columns of terms, as a spreadsheet program exports them. */
export const csv = (language: 'en' | 'ja'): string =>
  SHEETS[language].rows.map((row) => `${row.map((cell) => `"${cell}"`).join(',')}\r\n`).join('')

const base64Lines = (text: string): string =>
  (
    Buffer.from(text)
      .toString('base64')
      .match(/.{1,76}/gu) ?? []
  ).join('\r\n')

function quotedPrintable(text: string): string {
  const encoded = [...Buffer.from(text)].map((byte) => {
    if ((byte >= 33 && byte <= 126 && byte !== 61) || byte === 32) return String.fromCharCode(byte)
    return byte === 10 ? '\n' : `=${byte.toString(16).toUpperCase().padStart(2, '0')}`
  })
  const lines: string[] = ['']
  for (const unit of encoded) {
    if (unit === '\n') lines.push('')
    else if (lines.at(-1)!.length + unit.length > 73) {
      lines[lines.length - 1] += '='
      lines.push(unit)
    } else lines[lines.length - 1] += unit
  }
  return lines.map((line) => line.replace(/ $/u, '=20')).join('\r\n')
}

/** A mail: plain text and HTML as alternatives, an attachment. */
export function mail(text: Text): string {
  const ja = text.language === 'ja'
  const paragraphs = text.pieces.flatMap((piece) =>
    piece.type === 'heading'
      ? [piece.text]
      : piece.type === 'paragraph' || piece.type === 'quote'
        ? [piece.sentences.map(plain).join(ja ? '' : ' ')]
        : [],
  )
  const html = `<html><body>${paragraphs.map((one) => `<p>${one}</p>`).join('')}<p>html only</p></body></html>`
  const subject = paragraphs[0]!
  return [
    'From: =?UTF-8?Q?Harbour_office?= <office@harbour.example>',
    'To: pilots@harbour.example',
    `Subject: ${ja ? `=?UTF-8?B?${Buffer.from(subject).toString('base64')}?=` : subject}`,
    'Date: Sat, 21 Nov 2026 08:00:00 +0900',
    'MIME-Version: 1.0',
    'Content-Type: multipart/mixed; boundary="=_outer"',
    '',
    '--=_outer',
    'Content-Type: multipart/alternative; boundary="=_inner"',
    '',
    '--=_inner',
    'Content-Type: text/plain; charset=UTF-8',
    `Content-Transfer-Encoding: ${ja ? 'base64' : 'quoted-printable'}`,
    '',
    ja ? base64Lines(`${paragraphs.slice(1).join('\r\n\r\n')}\r\n`) : quotedPrintable(`${paragraphs.slice(1).join('\n\n')}\n`),
    '--=_inner',
    'Content-Type: text/html; charset=UTF-8',
    'Content-Transfer-Encoding: base64',
    '',
    base64Lines(html),
    '--=_inner--',
    '--=_outer',
    'Content-Type: application/octet-stream; name="fleet.bin"',
    'Content-Disposition: attachment; filename="fleet.bin"',
    'Content-Transfer-Encoding: base64',
    '',
    base64Lines('no text at all'),
    '--=_outer--',
    '',
  ].join('\r\n')
}
