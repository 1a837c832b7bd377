import MarkdownIt from 'markdown-it'

/**
 * Markdown (CommonMark 0.31 with tables) block by block. The tokens of a whole glossary are forty times its text, so it is parsed part by
 * part, and the words of a paragraph only when somebody asks for them.
 */

export type Token = ReturnType<InstanceType<typeof MarkdownIt>['parse']>[number]

/** HTML is never interpreted, nothing is linked by itself, and what a paragraph holds stays text for now. */
const parser = new MarkdownIt({ html: true, linkify: false })
parser.core.ruler.disable(['inline', 'text_join'])

export interface Part {
  readonly tokens: readonly Token[]
  /** Lines of the text before the part. */
  readonly offset: number
  /** What its link definitions say; `childrenOf` needs it. */
  readonly env: Record<string, unknown>
}

/** Characters of a part, at least. */
const PART = 64 * 1024

/**
 * The parts of a text, in order; together they are what parsing it as a whole gives. A part ends before a heading that the parser itself takes
 * for one outside of everything else: within code or HTML that is still open it does not, and the part grows.
 *
 * @param text lines end with LF
 */
export function* partsOf(text: string, size: number = PART): Generator<Part> {
  // A link may be explained anywhere in the file.
  let [start, offset, wanted] = [0, 0, text.includes(']:') ? Number.POSITIVE_INFINITY : size]
  while (start < text.length) {
    const heading = nextHeading(text, start + wanted)
    const env = {}
    if (heading === null) {
      yield { tokens: parser.parse(text.slice(start), env), offset, env }
      return
    }
    const lines = countLines(text, start, heading.start)
    const tokens = parser.parse(text.slice(start, heading.end), env)
    const last = tokens.at(-3)
    if (last?.type === 'heading_open' && last.level === 0 && last.map?.[0] === lines) {
      yield { tokens: tokens.slice(0, -3), offset, env }
      start = heading.start
      offset += lines
      wanted = size
    } else wanted = Math.max(wanted, heading.start - start) * 2
  }
}

function nextHeading(text: string, from: number): { readonly start: number; readonly end: number } | null {
  if (from >= text.length) return null
  const pattern = /^#{1,6}[ \t].*$/gmu
  pattern.lastIndex = from
  const match = pattern.exec(text)
  return match && match.index > 0 ? { start: match.index, end: match.index + match[0].length } : null
}

function countLines(text: string, from: number, to: number): number {
  let lines = 0
  for (let at = text.indexOf('\n', from); at >= 0 && at < to; at = text.indexOf('\n', at + 1)) lines++
  return lines
}

/** The tokens within an inline token. */
export function childrenOf(token: Token, env: Record<string, unknown>): readonly Token[] {
  const children: Token[] = []
  parser.inline.parse(token.content, parser, env, children)
  return children
}

/** The text of tokens without their markup; line breaks become spaces. */
export const plainOf = (tokens: readonly Token[]): string =>
  tokens
    .map((child) => (child.type === 'softbreak' || child.type === 'hardbreak' ? ' ' : child.type === 'html_inline' ? '' : child.content))
    .join('')
    .trim()

/** The same of a line of Markdown. */
export function plainText(line: string): string {
  const children: Token[] = []
  parser.inline.parse(line, parser, {}, children)
  return plainOf(children)
}
