import { Tokenizer, type TokenizerCallbacks } from 'htmlparser2'
import { type Budget, Unreadable } from './limits.ts'
import { broken } from './zip.ts'

export type Attributes = ReadonlyMap<string, string>

/** What a format does with the elements and the text of its XML; names come with their prefix. */
export interface XmlHandler {
  open(name: string, attributes: Attributes): void
  close(name: string): void
  text(text: string): void
}

const NONE: Attributes = new Map()
const CHUNK = 256 * 1024
const DOCTYPE = /<!(?:DOCTYPE|ENTITY)/iu

/**
 * Reads XML with htmlparser2's tokenizer, in time linear in the text, giving the event loop a turn every 256 KB. The tokenizer knows the
 * five entities of XML and numbers, no others; a DOCTYPE, which could declare more, is refused before the first element is read.
 * @throws Unreadable for a DOCTYPE, elements that do not close in order, or more levels than the limit; what the handler throws.
 */
export async function readXml(text: string, handler: XmlHandler, budget: Budget): Promise<void> {
  if (DOCTYPE.test(text))
    throw new Unreadable('broken', 'The file declares entities of its own (DOCTYPE), as no office program writes; it is not read.')
  const tokenizer = new Tokenizer({ xmlMode: true, decodeEntities: true }, new Reader(text, handler, budget.limits.depth))
  for (let at = 0; at < text.length; ) {
    let end = Math.min(text.length, at + CHUNK)
    if ((text.charCodeAt(end - 1) & 0xfc00) === 0xd800 && end < text.length) end++
    tokenizer.write(text.slice(at, end))
    at = end
    await budget.turn()
  }
  tokenizer.end()
}

class Reader implements TokenizerCallbacks {
  private readonly source: string
  private readonly handler: XmlHandler
  private readonly depth: number
  private readonly stack: string[] = []
  private name = ''
  private attribute = ''
  private value = ''
  private attributes: Map<string, string> | null = null

  constructor(source: string, handler: XmlHandler, depth: number) {
    this.source = source
    this.handler = handler
    this.depth = depth
  }

  ontext(start: number, end: number): void {
    if (this.stack.length > 0) this.handler.text(this.source.slice(start, end))
  }

  ontextentity(codePoint: number): void {
    if (this.stack.length > 0) this.handler.text(String.fromCodePoint(codePoint))
  }

  onopentagname(start: number, end: number): void {
    this.name = this.source.slice(start, end)
    this.attributes = null
  }

  onattribname(start: number, end: number): void {
    this.attribute = this.source.slice(start, end)
    this.value = ''
  }

  onattribdata(start: number, end: number): void {
    if (this.value.length < 4000) this.value += this.source.slice(start, Math.min(end, start + 4000))
  }

  onattribentity(codePoint: number): void {
    if (this.value.length < 4000) this.value += String.fromCodePoint(codePoint)
  }

  onattribend(): void {
    this.attributes ??= new Map()
    if (this.attributes.size < 100) this.attributes.set(this.attribute, this.value)
  }

  onopentagend(): void {
    if (this.stack.length >= this.depth)
      throw new Unreadable('limit', `The file nests its parts more than ${this.depth} deep, as no document does; it is not read.`)
    this.stack.push(this.name)
    this.handler.open(this.name, this.attributes ?? NONE)
  }

  onselfclosingtag(): void {
    this.handler.open(this.name, this.attributes ?? NONE)
    this.handler.close(this.name)
  }

  onclosetag(start: number, end: number): void {
    const name = this.source.slice(start, end).trim()
    if (this.stack.pop() !== name) throw broken(`an element ${name.slice(0, 40)} ends that did not begin`)
    this.handler.close(name)
  }

  oncdata(start: number, end: number, endOffset: number): void {
    if (this.stack.length > 0) this.handler.text(this.source.slice(start, end - endOffset))
  }

  oncomment(): void {
    // no text
  }

  ondeclaration(): void {
    // refused before
  }

  onprocessinginstruction(): void {
    // the XML declaration, already used by the decoder
  }

  onend(): void {
    if (this.stack.length > 0) throw broken('it ends in the middle')
  }
}
