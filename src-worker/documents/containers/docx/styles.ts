import type { BlockKind } from '../../../../src-main/contract/blocks.ts'
import type { Budget } from '../limits.ts'
import { readXml } from '../xml.ts'

/** What a paragraph or character style says about its text. */
export interface Style {
  /** Lower-cased display name: built-in styles are called `heading 1` in every language. */
  readonly name: string
  readonly basedOn: string | null
  /** 1–9. */
  readonly outline: number | null
  readonly list: boolean
}

export type Styles = ReadonlyMap<string, Style>

/** Styles by id (ECMA-376 part 1, 17.7). */
export async function readStyles(xml: string | null, budget: Budget): Promise<Styles> {
  const styles = new Map<string, Style>()
  if (xml === null) return styles
  let id: string | null = null
  let style = { name: '', basedOn: null as string | null, outline: null as number | null, list: false }
  await readXml(
    xml,
    {
      open: (name, attributes) => {
        const value = attributes.get('w:val') ?? ''
        if (name === 'w:style') {
          id = attributes.get('w:styleId') ?? null
          style = { name: '', basedOn: null, outline: null, list: false }
        } else if (name === 'w:name') style.name = value.toLowerCase()
        else if (name === 'w:basedOn') style.basedOn = value
        else if (name === 'w:outlineLvl') style.outline = outlineLevel(value)
        else if (name === 'w:numId') style.list = value !== '0'
      },
      close: (name) => {
        if (name === 'w:style' && id !== null) styles.set(id, style)
      },
      text: () => undefined,
    },
    budget,
  )
  return styles
}

/** `w:outlineLvl` counts from 0; 9 means running text. */
export function outlineLevel(value: string): number | null {
  const level = Number(value)
  return /^\d$/u.test(value) && level < 9 ? level + 1 : null
}

const CHAIN = 12

/** A style the file names and does not describe: programs that write no styles use Word's own ids, `Heading1`. */
const builtIn = (id: string): Style => ({
  name: id.replace(/(?<=[a-z])(?=[A-Z\d])/gu, ' ').toLowerCase(),
  basedOn: null,
  outline: null,
  list: false,
})

/** The style and those it is based on, nearest first. */
function chain(styles: Styles, id: string | null): Style[] {
  const found: Style[] = []
  for (let at = id; at !== null && found.length < CHAIN; ) {
    const style = styles.get(at) ?? builtIn(at)
    found.push(style)
    at = style.basedOn
  }
  return found
}

export interface Role {
  readonly kind: BlockKind
  readonly level?: number
  /** A table of contents repeats the headings and is left out. */
  readonly dropped?: boolean
}

/** What a paragraph is by its style: heading, title, caption, quote, code, list item, definition. */
export function roleOf(styles: Styles, id: string | null): Role {
  for (const { name, outline, list } of chain(styles, id)) {
    const heading = /^heading (\d)/u.exec(name)
    if (heading) return { kind: 'heading', level: Number(heading[1]) }
    if (/^toc (?:\d|heading)/u.test(name) || name === 'table of figures' || /^index (?:\d|heading)/u.test(name))
      return { kind: 'paragraph', dropped: true }
    if (outline !== null) return { kind: 'heading', level: outline }
    if (name === 'title') return { kind: 'heading', level: 1 }
    if (name === 'caption' || / caption$/u.test(name)) return { kind: 'caption' }
    if (/^(?:intense )?quote$|^block text$|^quotations?$/u.test(name)) return { kind: 'quote' }
    if (/^(?:source code|html preformatted|preformatted text|plain text|code|code block|macro)$/u.test(name)) return { kind: 'code' }
    if (name === 'definition term') return { kind: 'definition-term' }
    if (name === 'definition') return { kind: 'definition' }
    if (list || /^list (?:bullet|number)/u.test(name)) return { kind: 'list-item', level: Number(/\d$/u.exec(name)?.[0] ?? 1) }
  }
  return { kind: 'paragraph' }
}

/** Character styles that mean code. */
export const isCodeStyle = (styles: Styles, id: string): boolean =>
  /verbatim|\bcode\b|typewriter|source text/u.test(styles.get(id)?.name ?? id.toLowerCase())
