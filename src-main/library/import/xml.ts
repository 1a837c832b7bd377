import { Tokenizer, type TokenizerCallbacks } from 'htmlparser2'
import { MAX_DEPTH, unreadable } from './limits.ts'
import { LineCounter } from './text.ts'

/** XML as a tree with namespaces and line numbers, read with mistrust: no DOCTYPE, no entities but XML's own, well-formed or refused. */

export interface XmlElement {
  /** As written, with its prefix. */
  readonly name: string
  /** Without its prefix. */
  readonly local: string
  /** '' without one. */
  readonly namespace: string
  /** By the name as written. */
  readonly attributes: ReadonlyMap<string, string>
  readonly children: (XmlElement | string)[]
  /** From 1. */
  readonly line: number
  /** `xml:lang` here or of the nearest element around; '' when none says. */
  readonly language: string
}

const MOST_ATTRIBUTES = 100
const XML_NAMESPACE = 'http://www.w3.org/XML/1998/namespace'

/**
 * @param take elements given away as soon as they are complete, instead of staying in the tree: big files need not be in memory twice
 * @returns the root, without the elements `take` took (it answers true)
 * @throws AppError IMPORT_FAILED for a DOCTYPE, text that is not well-formed XML, or more levels than the limit
 */
export function readXml(text: string, take: (element: XmlElement) => boolean = () => false): XmlElement {
  if (/<!(?:DOCTYPE|ENTITY)/iu.test(text)) {
    throw unreadable(
      'The file declares entities of its own (DOCTYPE), which could make it endless or read other files. Remove the DOCTYPE.',
    )
  }
  const reader = new Reader(text, take)
  const tokenizer = new Tokenizer({ xmlMode: true, decodeEntities: true }, reader)
  tokenizer.write(text)
  tokenizer.end()
  if (reader.root === null) throw unreadable('The file holds no XML element. Choose another file or format.')
  return reader.root
}

interface Open {
  readonly element: XmlElement
  readonly namespaces: ReadonlyMap<string, string>
}

class Reader implements TokenizerCallbacks {
  root: XmlElement | null = null
  readonly #text: string
  readonly #take: (element: XmlElement) => boolean
  readonly #lines: LineCounter
  readonly #stack: Open[] = []
  #name = ''
  #line = 1
  #attribute = ''
  #value = ''
  #attributes = new Map<string, string>()

  constructor(text: string, take: (element: XmlElement) => boolean) {
    this.#text = text
    this.#take = take
    this.#lines = new LineCounter(text)
  }

  #lineAt(offset: number): number {
    this.#line = this.#lines.at(offset)
    return this.#line
  }

  #say(text: string): void {
    const open = this.#stack.at(-1)
    if (open) {
      const { children } = open.element
      const last = children.at(-1)
      if (typeof last === 'string') children[children.length - 1] = last + text
      else children.push(text)
    } else if (text.replace('\uFEFF', '').trim() !== '') throw malformed(this.#line, 'there is text outside of the elements')
  }

  ontext(start: number, end: number): void {
    this.#say(this.#text.slice(start, end).replaceAll('\r\n', '\n'))
  }
  ontextentity(codePoint: number): void {
    this.#say(String.fromCodePoint(codePoint))
  }
  oncdata(start: number, end: number, endOffset: number): void {
    this.#say(this.#text.slice(start, end - endOffset))
  }
  onopentagname(start: number, end: number): void {
    this.#name = this.#text.slice(start, end)
    this.#attributes = new Map()
    this.#lineAt(start)
  }
  onattribname(start: number, end: number): void {
    this.#attribute = this.#text.slice(start, end)
    this.#value = ''
  }
  onattribdata(start: number, end: number): void {
    this.#value += this.#text.slice(start, end)
  }
  onattribentity(codePoint: number): void {
    this.#value += String.fromCodePoint(codePoint)
  }
  onattribend(): void {
    if (this.#attributes.size >= MOST_ATTRIBUTES) throw malformed(this.#line, 'an element has too many attributes')
    this.#attributes.set(this.#attribute, this.#value)
  }
  onopentagend(): void {
    this.#open()
  }
  onselfclosingtag(): void {
    this.#open()
    this.#close()
  }
  onclosetag(start: number, end: number): void {
    const name = this.#text.slice(start, end).trim()
    const open = this.#stack.at(-1)
    if (open?.element.name !== name) {
      const line = this.#lineAt(start)
      throw malformed(line, open ? `<${open.element.name}> of line ${open.element.line} is not closed` : `</${name}> closes nothing`)
    }
    this.#close()
  }
  oncomment(): void {}
  ondeclaration(): void {}
  onprocessinginstruction(): void {}
  onend(): void {
    const open = this.#stack.at(-1)
    if (open) throw malformed(open.element.line, `<${open.element.name}> is not closed`)
  }

  #open(): void {
    if (this.#stack.length >= MAX_DEPTH) throw malformed(this.#line, `elements lie more than ${MAX_DEPTH} deep`)
    const parent = this.#stack.at(-1)
    if (!parent && this.root) throw malformed(this.#line, 'there is more than one outermost element')
    const namespaces = declared(this.#attributes, parent?.namespaces)
    const [prefix, local] = split(this.#name)
    const element: XmlElement = {
      name: this.#name,
      local,
      namespace: namespaces.get(prefix) ?? '',
      attributes: this.#attributes,
      children: [],
      line: this.#line,
      language: this.#attributes.get('xml:lang') ?? parent?.element.language ?? '',
    }
    parent?.element.children.push(element)
    this.root ??= element
    this.#stack.push({ element, namespaces })
  }

  #close(): void {
    const { element } = this.#stack.pop() as Open
    if (this.#take(element)) this.#stack.at(-1)?.element.children.pop()
  }
}

const split = (name: string): readonly [string, string] => {
  const colon = name.indexOf(':')
  return colon < 0 ? ['', name] : [name.slice(0, colon), name.slice(colon + 1)]
}

function declared(attributes: ReadonlyMap<string, string>, outer: ReadonlyMap<string, string> | undefined): ReadonlyMap<string, string> {
  let own: Map<string, string> | null = null
  for (const [name, value] of attributes) {
    if (name !== 'xmlns' && !name.startsWith('xmlns:')) continue
    own ??= new Map(outer ?? [['xml', XML_NAMESPACE]])
    own.set(name === 'xmlns' ? '' : name.slice(6), value)
  }
  return own ?? outer ?? new Map([['xml', XML_NAMESPACE]])
}

const malformed = (line: number, what: string) =>
  unreadable(`The file is not well-formed XML: ${what} (line ${line}). Export it again from where it comes from.`)

/** The expanded name of an attribute: its prefix looked up where the element stands is not needed for the formats read here. */
export const attribute = (element: XmlElement, local: string): string | undefined => {
  for (const [name, value] of element.attributes) if (split(name)[1] === local && !name.startsWith('xmlns')) return value
  return undefined
}

export const elementsOf = (element: XmlElement): XmlElement[] => element.children.filter((child) => typeof child !== 'string')

/** All text below the element, white space folded. */
export const textOf = (element: XmlElement): string => rawTextOf(element).replace(/\s+/gu, ' ').trim()

/** The same with the line breaks and blanks somebody meant: those of a file's own indentation become one blank. */
export const blockTextOf = (element: XmlElement): string =>
  rawTextOf(element)
    .replace(/[ \t]*\n[ \t]+/gu, ' ')
    .trim()

function rawTextOf(element: XmlElement): string {
  const parts: string[] = []
  const visit = (node: XmlElement | string): void => {
    if (typeof node === 'string') parts.push(node)
    else for (const child of node.children) visit(child)
  }
  visit(element)
  return parts.join('')
}
