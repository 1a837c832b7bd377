import { type ImportedGlossary, type ImportInput, type NotRead, notRead } from '../model.ts'
import { readTable } from '../table.ts'
import { eachLine, linesOf, oneLine } from '../text.ts'
import { glossaryOf, type RawEntry } from './entries.ts'
import { childrenOf, type Part, partsOf, plainOf, plainText, type Token } from './markdown-blocks.ts'
import { readYaml } from './yaml.ts'

/**
 * Markdown glossaries, whichever way they are written: a heading with paragraphs (HonKit, our own export), `Term` / `: definition`, bullets
 * `- **Term**: definition`, tables with a column of terms, `*[ABBR]: long form` (MkDocs), one file per term with front matter.
 */

/** @throws AppError IMPORT_FAILED when it holds no glossary */
export function readMarkdown({ text, name }: ImportInput): ImportedGlossary {
  const { body, front, offset } = frontMatter(text)
  const abbreviations = abbreviationsOf(body, offset)
  const blocks = blocksOf(abbreviations.rest, offset)
  const found = sectionsOf(blocks.pieces)
  const entries = [...found.entries, ...definitionLists(abbreviations.rest, offset), ...blocks.bullets, ...abbreviations.entries]
  const single = front ? oneFile(front, found, name) : null
  if (single) return glossaryOf([single], found.missed, '')
  const { tables } = blocks
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
  if (!text.includes('*[')) return { rest: text.replace(/^\uFEFF/u, '').replaceAll(/\r\n?/gu, '\n'), entries }
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

/** What counts for sections, in the file's order. */
interface Piece {
  readonly kind: 'heading' | 'paragraph' | 'code'
  /** `h2`; '' for what is no heading. */
  readonly tag: string
  readonly text: string
  readonly line: number
}

interface Blocks {
  readonly pieces: readonly Piece[]
  readonly bullets: readonly RawEntry[]
  readonly tables: ImportedGlossary
}

/** @param lines of the file before the text */
function blocksOf(text: string, lines: number): Blocks {
  const pieces: Piece[] = []
  const entries: RawEntry[] = []
  const tables = { terms: [] as ImportedGlossary['terms'][number][], notRead: [] as NotRead[] }
  for (const part of partsOf(text)) {
    const moved = { ...part, offset: part.offset + lines }
    for (const piece of piecesOf(moved)) pieces.push(piece)
    for (const entry of bullets(moved)) entries.push(entry)
    const read = tablesOf(moved)
    for (const term of read.terms) tables.terms.push(term)
    for (const row of read.notRead) tables.notRead.push(row)
  }
  return { pieces, bullets: entries, tables: { ...tables, excluded: [], required: [] } }
}

const lineOf = (token: Token, { offset }: Part): number => (token.map?.[0] ?? 0) + 1 + offset

function* piecesOf(part: Part): Generator<Piece> {
  const { tokens, env } = part
  for (const [at, token] of tokens.entries()) {
    const line = lineOf(token, part)
    if (token.type === 'heading_open') {
      const next = tokens[at + 1]
      yield { kind: 'heading', tag: token.tag, text: next ? plainOf(childrenOf(next, env)) : '', line }
    } else if (token.type === 'inline' && tokens[at - 1]?.type === 'paragraph_open') {
      yield { kind: 'paragraph', tag: '', text: plainOf(childrenOf(token, env)), line }
    } else if (token.type === 'fence' || token.type === 'code_block') yield { kind: 'code', tag: '', text: token.content, line }
  }
}

/** Headings of the depth most entries have, with the paragraphs below each. */
function sectionsOf(pieces: readonly Piece[]): { entries: RawEntry[]; missed: NotRead[]; plain: string[] } {
  const level = entryLevel(pieces)
  const entries: { place: string; headings: string[]; paragraphs: string[] }[] = []
  const missed: NotRead[] = []
  const plain: string[] = []
  for (const { kind, tag, text, line } of pieces) {
    const place = `line ${line}`
    const entry = entries.at(-1)
    if (kind === 'heading' && tag === level) entries.push({ place, headings: [text], paragraphs: [] })
    else if (kind === 'heading' && tag > (level ?? '')) entry?.paragraphs.push(text)
    else if (kind === 'paragraph') (entry?.paragraphs ?? plain).push(text)
    else if (kind === 'code' && entry) missed.push(notRead(place, text, 'Code is no part of a definition.'))
  }
  return { entries: entries.filter(({ headings, paragraphs }) => headings[0] !== '' && paragraphs.length > 0), missed, plain }
}

/** The deepest level that has at least half as many headings as the most frequent one and is not the title. */
function entryLevel(pieces: readonly Piece[]): string | null {
  const counts = new Map<string, number>()
  for (const { kind, tag } of pieces) if (kind === 'heading') counts.set(tag, (counts.get(tag) ?? 0) + 1)
  const most = Math.max(0, ...counts.values())
  const levels = [...counts].filter(([, count]) => count * 2 >= most).map(([tag]) => tag)
  return levels.sort().at(-1) ?? null
}

/** `Term` on a line of its own, then lines that begin with a colon (PHP Markdown Extra). */
function definitionLists(text: string, offset: number): RawEntry[] {
  const entries: { place: string; headings: string[]; paragraphs: string[] }[] = []
  let names: { text: string; number: number }[] = []
  let open = false
  for (const { text: line, number } of eachLine(text)) {
    const definition = /^:\s+(.*)$/u.exec(line)
    if (definition && (names.length > 0 || open)) {
      if (!open)
        entries.push({
          place: `line ${(names[0]?.number ?? number) + offset}`,
          headings: names.map((name) => plainText(name.text)),
          paragraphs: [],
        })
      entries.at(-1)?.paragraphs.push(plainText(definition[1] as string))
      names = []
      open = true
    } else if (open && /^\s{2,}\S/u.test(line)) {
      const paragraphs = entries.at(-1)?.paragraphs
      if (paragraphs) paragraphs[paragraphs.length - 1] += ` ${plainText(line.trim())}`
    } else {
      if (line.trim() !== '') open = false
      names = line.trim() === '' ? (open ? [] : names.slice(-1)) : [...names, { text: line.trim(), number }]
      if (/^[#>|`*-]/u.test(line.trim())) names = []
    }
  }
  return entries
}

/** `- **Term**: definition`, also with a dash. */
function bullets(part: Part): RawEntry[] {
  const { tokens, env } = part
  return tokens.flatMap((token, index): RawEntry[] => {
    if (token.type !== 'inline' || tokens[index - 2]?.type !== 'list_item_open') return []
    const children = childrenOf(token, env)
    const open = children.findIndex(({ type }) => type === 'strong_open')
    const close = children.findIndex(({ type }) => type === 'strong_close')
    if (close < 0 || children.slice(0, open).some(({ content }) => content.trim() !== '')) return []
    const join = (from: number, to: number): string => plainOf(children.slice(from, to))
    const heading = join(open, close).replace(/[:：]\s*$/u, '')
    const text = join(close + 1, children.length).replace(/^\s*[:：—–-]\s*/u, '')
    if (heading === '' || text === '') return []
    return [{ place: `line ${lineOf(token, part)}`, headings: [heading], paragraphs: [text] }]
  })
}

/** Tables with a column that is known to hold terms; others are no glossary. */
function tablesOf(part: Part): Pick<ImportedGlossary, 'terms' | 'notRead'> {
  const { tokens, env } = part
  const all = { terms: [] as ImportedGlossary['terms'][number][], notRead: [] as NotRead[] }
  let rows: string[][] = []
  let first = 1
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at] as Token
    if (token.type === 'table_open') {
      rows = []
      first = lineOf(token, part)
    } else if (token.type === 'tr_open') rows.push([])
    else if (token.type === 'inline' && /^t[hd]_open$/u.test(tokens[at - 1]?.type ?? '')) rows.at(-1)?.push(plainOf(childrenOf(token, env)))
    else if (token.type === 'table_close') {
      const read = namedTable(rows, first)
      all.terms.push(...read.terms)
      all.notRead.push(...read.notRead)
    }
  }
  return all
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
