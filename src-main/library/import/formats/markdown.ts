import MarkdownIt from 'markdown-it'
import { type ImportedGlossary, type ImportInput, type NotRead, notRead } from '../model.ts'
import { readTable } from '../table.ts'
import { linesOf, oneLine } from '../text.ts'
import { glossaryOf, type RawEntry } from './entries.ts'
import { readYaml } from './yaml.ts'

/**
 * Markdown glossaries, whichever way they are written: a heading with paragraphs (HonKit, our own export), `Term` / `: definition`, bullets
 * `- **Term**: definition`, tables with a column of terms, `*[ABBR]: long form` (MkDocs), one file per term with front matter.
 */

type Token = ReturnType<InstanceType<typeof MarkdownIt>['parse']>[number]

/** HTML is never interpreted, and nothing is linked by itself. */
const parser = new MarkdownIt({ html: true, linkify: false })

/** @throws AppError IMPORT_FAILED when it holds no glossary */
export function readMarkdown({ text, name }: ImportInput): ImportedGlossary {
  const { body, front, offset } = frontMatter(text)
  const abbreviations = abbreviationsOf(body, offset)
  const tokens = parser.parse(abbreviations.rest, {})
  const found = new Sections(tokens, offset).read()
  const entries = [...found.entries, ...definitionLists(abbreviations.rest, offset), ...bullets(tokens, offset), ...abbreviations.entries]
  const single = front ? oneFile(front, found, name) : null
  if (single) return glossaryOf([single], found.missed, '')
  const tables = tablesOf(tokens, offset)
  if (tables.terms.length > 0 && entries.length === 0) return { ...tables, notRead: [...found.missed, ...tables.notRead] }
  const read = glossaryOf(entries, found.missed, 'no headings with text below them, definition lists, bullets with a bold term, or tables')
  return { ...read, terms: [...read.terms, ...tables.terms], notRead: [...read.notRead, ...tables.notRead] }
}

interface Front {
  readonly title?: string
  readonly aliases: readonly string[]
  readonly forbidden: readonly string[]
  readonly reading?: string
  readonly category?: string
  readonly decision?: RawEntry['decision']
}

function frontMatter(text: string): { body: string; front: Front | null; offset: number } {
  const match = /^\uFEFF?---\r?\n([\s\S]*?)\r?\n---[ \t]*(?:\r?\n|$)/u.exec(text)
  if (!match) return { body: text.replace(/^\uFEFF/u, ''), front: null, offset: 0 }
  const offset = linesOf(match[0]).length - 1
  const value = readYaml(match[1] as string).value as Record<string, unknown> | null
  if (value === null || typeof value !== 'object') return { body: text.slice(match[0].length), front: null, offset }
  const title = [value.term, value.title].find((candidate) => typeof candidate === 'string') as string | undefined
  const strings = (...values: readonly unknown[]): string[] => values.flat().filter((one) => typeof one === 'string')
  const [reading] = strings(value.reading)
  const [category] = strings(value.category).filter((name) => name !== 'term')
  const decision = DECISIONS.find((one) => one === value.status)
  return {
    body: text.slice(match[0].length),
    front: {
      aliases: strings(value.aliases, value.alias),
      forbidden: strings(value.forbidden),
      ...(title === undefined ? {} : { title }),
      ...(reading === undefined ? {} : { reading }),
      ...(category === undefined ? {} : { category }),
      ...(decision === undefined ? {} : { decision }),
    },
    offset,
  }
}

const DECISIONS = ['accepted', 'dropped', 'undecided'] as const

/** One file per term: the title of the front matter, the first heading or the file's name; the text below is the definition. */
function oneFile(
  front: Front,
  found: { readonly entries: readonly RawEntry[]; readonly plain: readonly string[] },
  name: string,
): RawEntry | null {
  if (front.title === undefined && front.aliases.length === 0) return null
  const [only] = found.entries
  if (found.entries.length > 1) return null
  const term = front.title ?? only?.headings[0] ?? name.replace(/\.[^.]+$/u, '')
  return {
    place: 'file',
    headings: [term],
    paragraphs: [...found.plain, ...(only?.paragraphs ?? [])],
    listed: front.aliases.length + front.forbidden.length > 0,
    variants: [
      ...front.aliases.map((surface) => ({ surface: oneLine(surface), usage: null })),
      ...front.forbidden.map((surface) => ({ surface: oneLine(surface), usage: 'forbidden' as const })),
    ],
    ...(front.reading === undefined ? {} : { reading: front.reading }),
    ...(front.category === undefined ? {} : { category: front.category }),
    ...(front.decision === undefined ? {} : { decision: front.decision }),
  }
}

/** `*[HTML]: Hyper Text Markup Language`: the short form is a term, the long one its spelling. */
function abbreviationsOf(text: string, offset: number): { rest: string; entries: RawEntry[] } {
  const entries: RawEntry[] = []
  const rest = linesOf(text).map(({ text: line, number }) => {
    const match = /^\*\[([^\]]+)\]:\s*(.+)$/u.exec(line)
    if (!match) return line
    entries.push({
      place: `line ${number + offset}`,
      headings: [match[1] as string],
      paragraphs: [],
      variants: [{ surface: oneLine(match[2] as string), usage: null, rule: 'long-form' }],
    })
    return ''
  })
  return { rest: rest.join('\n'), entries }
}

/** The text of an inline token without its markup; line breaks become spaces. */
function plainOf(token: Token | undefined): string {
  return (token?.children ?? [])
    .map((child) => (child.type === 'softbreak' || child.type === 'hardbreak' ? ' ' : child.type === 'html_inline' ? '' : child.content))
    .join('')
    .trim()
}

/** Headings of the depth most entries have, with the paragraphs below each. */
class Sections {
  readonly #tokens: readonly Token[]
  readonly #offset: number

  constructor(tokens: readonly Token[], offset: number) {
    this.#tokens = tokens
    this.#offset = offset
  }

  read(): { entries: RawEntry[]; missed: NotRead[]; plain: string[] } {
    const level = this.#entryLevel()
    const entries: { place: string; headings: string[]; paragraphs: string[] }[] = []
    const missed: NotRead[] = []
    const plain: string[] = []
    for (let at = 0; at < this.#tokens.length; at++) {
      const token = this.#tokens[at] as Token
      const place = `line ${(token.map?.[0] ?? 0) + 1 + this.#offset}`
      if (token.type === 'heading_open') {
        const heading = plainOf(this.#tokens[at + 1])
        if (token.tag === level) entries.push({ place, headings: [heading], paragraphs: [] })
        else if (entries.length > 0 && token.tag > (level ?? '')) entries.at(-1)?.paragraphs.push(heading)
      } else if (token.type === 'inline' && this.#tokens[at - 1]?.type === 'paragraph_open') {
        const text = plainOf(token)
        const entry = entries.at(-1)
        if (entry) entry.paragraphs.push(text)
        else plain.push(text)
      } else if (token.type === 'fence' || token.type === 'code_block') {
        if (entries.length > 0) missed.push(notRead(place, token.content, 'Code is no part of a definition.'))
      }
    }
    return { entries: entries.filter(({ headings, paragraphs }) => headings[0] !== '' && paragraphs.length > 0), missed, plain }
  }

  /** The deepest level that has at least half as many headings as the most frequent one and is not the title. */
  #entryLevel(): string | null {
    const counts = new Map<string, number>()
    for (const token of this.#tokens) if (token.type === 'heading_open') counts.set(token.tag, (counts.get(token.tag) ?? 0) + 1)
    const most = Math.max(0, ...counts.values())
    const levels = [...counts].filter(([, count]) => count * 2 >= most).map(([tag]) => tag)
    return levels.sort().at(-1) ?? null
  }
}

/** `Term` on a line of its own, then lines that begin with a colon (PHP Markdown Extra). */
function definitionLists(text: string, offset: number): RawEntry[] {
  const lines = linesOf(text)
  const entries: { place: string; headings: string[]; paragraphs: string[] }[] = []
  let names: { text: string; number: number }[] = []
  let open = false
  for (const { text: line, number } of lines) {
    const definition = /^:\s+(.*)$/u.exec(line)
    if (definition && (names.length > 0 || open)) {
      if (!open)
        entries.push({
          place: `line ${(names[0]?.number ?? number) + offset}`,
          headings: names.map((name) => inline(name.text)),
          paragraphs: [],
        })
      entries.at(-1)?.paragraphs.push(inline(definition[1] as string))
      names = []
      open = true
    } else if (open && /^\s{2,}\S/u.test(line)) {
      const paragraphs = entries.at(-1)?.paragraphs
      if (paragraphs) paragraphs[paragraphs.length - 1] += ` ${inline(line.trim())}`
    } else {
      if (line.trim() !== '') open = false
      names = line.trim() === '' ? (open ? [] : names.slice(-1)) : [...names, { text: line.trim(), number }]
      if (/^[#>|`*-]/u.test(line.trim())) names = []
    }
  }
  return entries
}

const inline = (text: string): string => plainOf(parser.parseInline(text, {})[0])

/** `- **Term**: definition`, also with a dash. */
function bullets(tokens: readonly Token[], offset: number): RawEntry[] {
  return tokens.flatMap((token, index): RawEntry[] => {
    if (token.type !== 'inline' || tokens[index - 2]?.type !== 'list_item_open') return []
    const children = token.children ?? []
    const open = children.findIndex(({ type }) => type === 'strong_open')
    const close = children.findIndex(({ type }) => type === 'strong_close')
    if (close < 0 || children.slice(0, open).some(({ content }) => content.trim() !== '')) return []
    const join = (from: number, to: number): string => plainOf({ children: children.slice(from, to) } as Token)
    const heading = join(open, close).replace(/[:：]\s*$/u, '')
    const text = join(close + 1, children.length).replace(/^\s*[:：—–-]\s*/u, '')
    if (heading === '' || text === '') return []
    return [{ place: `line ${(token.map?.[0] ?? 0) + 1 + offset}`, headings: [heading], paragraphs: [text] }]
  })
}

/** Tables with a column that is known to hold terms; others are no glossary. */
function tablesOf(tokens: readonly Token[], offset: number): ImportedGlossary {
  const all = { terms: [] as ImportedGlossary['terms'][number][], notRead: [] as NotRead[] }
  let rows: string[][] = []
  let first = 1
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at] as Token
    if (token.type === 'table_open') {
      rows = []
      first = (token.map?.[0] ?? 0) + 1 + offset
    } else if (token.type === 'tr_open') rows.push([])
    else if (token.type === 'inline' && /^t[hd]_open$/u.test(tokens[at - 1]?.type ?? '')) rows.at(-1)?.push(plainOf(token))
    else if (token.type === 'table_close') {
      const read = namedTable(rows, first)
      all.terms.push(...read.terms)
      all.notRead.push(...read.notRead)
    }
  }
  return { terms: all.terms, excluded: [], required: [], notRead: all.notRead }
}

function namedTable(rows: readonly (readonly string[])[], first: number): Pick<ImportedGlossary, 'terms' | 'notRead'> {
  const table = { rows, what: 'line', others: [], first }
  try {
    return readTable(table)
  } catch (error) {
    return {
      terms: [],
      notRead: [notRead(`line ${first}`, rows[0]?.join(' | ') ?? '', error instanceof Error ? error.message : String(error))],
    }
  }
}
