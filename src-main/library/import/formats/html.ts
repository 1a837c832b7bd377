import { Parser } from 'htmlparser2'
import { type ImportedGlossary, type ImportInput, type NotRead, notRead } from '../model.ts'
import { readTable } from '../table.ts'
import { LineCounter } from '../text.ts'
import { glossaryOf } from './entries.ts'
import { readOwnPage } from './html-page.ts'

/**
 * HTML glossaries: `<dl>` with `<dt>` and `<dd>`, else tables, else headings with paragraphs. Scripts, styles and comments are nothing; readings
 * in `<rt>` above a term are its reading. No address is opened.
 */

const SILENT = new Set(['script', 'style', 'template', 'noscript', 'head', 'nav', 'svg', 'math', 'select', 'button', 'rp'])
const MOST_DEPTH = 2000

/** @throws AppError IMPORT_FAILED when it holds no glossary */
export function readHtml({ text }: ImportInput): ImportedGlossary {
  const own = readOwnPage(text)
  if (own !== null) return own
  const reader = new Reader(text)
  if (reader.lists.length > 0) return glossaryOf(reader.lists, reader.missed, '')
  if (reader.rows.length > 1) return readTable({ rows: reader.rows, what: 'row', others: reader.missed })
  return glossaryOf(
    reader.sections.filter(({ paragraphs }) => paragraphs.length > 0),
    reader.missed,
    'no <dl> list, table, or headings with text below them',
  )
}

interface Draft {
  place: string
  headings: string[]
  paragraphs: string[]
  reading?: string
}

/** What the text that comes next belongs to. */
type Part = 'dt' | 'dd' | 'cell' | 'heading' | 'paragraph' | null

class Reader {
  readonly lists: Draft[] = []
  readonly sections: Draft[] = []
  readonly rows: string[][] = []
  readonly missed: NotRead[] = []
  readonly #lines: LineCounter
  #part: Part = null
  #text = ''
  #ruby = ''
  #inRuby = false
  #silent = 0
  #depth = 0
  #line = 1

  constructor(source: string) {
    this.#lines = new LineCounter(source)
    const parser: Parser = new Parser(
      {
        onopentag: (name) => this.#open(name, parser.startIndex),
        onclosetag: (name) => this.#close(name),
        ontext: (text) => this.#say(text),
      },
      { decodeEntities: true, lowerCaseTags: true },
    )
    parser.write(source)
    parser.end()
    this.#flush()
  }

  #place(offset: number): string {
    this.#line = this.#lines.at(offset)
    return `line ${this.#line}`
  }

  #say(text: string): void {
    if (this.#silent > 0) return
    if (this.#inRuby) this.#ruby += text
    else this.#text += text
  }

  #open(name: string, offset: number): void {
    this.#depth++
    if (SILENT.has(name) || this.#depth > MOST_DEPTH) this.#silent++
    if (this.#silent > 0) return
    if (name === 'rt') this.#inRuby = true
    else if (name === 'br') this.#text += '\n'
    else if (name === 'dt') this.#begin('dt', offset)
    else if (name === 'dd') this.#begin('dd', offset)
    else if (name === 'tr') this.rows.push([])
    else if (name === 'td' || name === 'th') this.#begin('cell', offset)
    else if (/^h[2-6]$/u.test(name)) this.#begin('heading', offset)
    else if ((name === 'p' || name === 'li') && this.#part === 'dd') this.#text += '\n\n'
    else if (name === 'p' && this.#part === null) this.#begin('paragraph', offset)
  }

  #close(name: string): void {
    this.#depth--
    if (SILENT.has(name)) this.#silent = Math.max(0, this.#silent - 1)
    else if (name === 'rt') this.#inRuby = false
    else if (/^(?:dt|dd|td|th|h[2-6]|dl|table)$/u.test(name) || (name === 'p' && this.#part === 'paragraph')) this.#flush()
  }

  #begin(part: Exclude<Part, null>, offset: number): void {
    this.#flush()
    this.#part = part
    const place = this.#place(offset)
    const last = this.lists.at(-1)
    if (part === 'dt' && (!last || last.paragraphs.length > 0)) this.lists.push({ place, headings: [], paragraphs: [] })
    if (part === 'heading') this.sections.push({ place, headings: [], paragraphs: [] })
  }

  #flush(): void {
    const paragraphs = this.#text
      .split(/\n\s*\n/u)
      .map((paragraph) => paragraph.replace(/\s+/gu, ' ').trim())
      .filter((paragraph) => paragraph !== '')
    const text = paragraphs.join(' ')
    const ruby = this.#ruby.replace(/\s+/gu, '')
    if (this.#part === 'dt') this.#heading(this.lists.at(-1), text, ruby)
    else if (this.#part === 'heading') this.#heading(this.sections.at(-1), text, ruby)
    else if (this.#part === 'cell') this.rows.at(-1)?.push(text)
    else if (this.#part === 'dd') {
      const entry = this.lists.at(-1)
      if (entry) entry.paragraphs.push(...paragraphs)
      else if (text !== '') this.missed.push(notRead(`line ${this.#line}`, text, 'A definition without a term before it.'))
    } else if (this.#part === 'paragraph') this.sections.at(-1)?.paragraphs.push(...paragraphs)
    this.#part = null
    this.#text = ''
    this.#ruby = ''
  }

  #heading(entry: Draft | undefined, text: string, ruby: string): void {
    if (!entry || text === '') return
    entry.headings.push(text)
    if (ruby !== '') entry.reading ??= ruby
  }
}
