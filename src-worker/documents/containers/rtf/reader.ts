import type { BlockKind, InlineKind } from '../../../../src-main/contract/blocks.ts'
import type { BlockProps } from '../../block-sink.ts'
import { isCodeStyle } from '../docx/styles.ts'
import { Unreadable } from '../limits.ts'
import type { ContainerText, Draft } from '../output.ts'
import { isRunningField, rubyOfField } from '../ruby-field.ts'
import { CHARACTERS, KNOWN, SKIPPED } from './destinations.ts'
import { Flow } from './flow.ts'
import { Formats } from './formats.ts'
import type { Token, Tokens } from './tokens.ts'

type Destination = 'text' | 'skip' | 'fonts' | 'styles' | 'instruction'

/** What a group changes and its end brings back. */
interface State {
  destination: Destination
  font: number
  skipped: number
  bold: boolean
  italic: boolean
  code: boolean
  hidden: boolean
  /** What happens when the group closes. */
  close: (() => void) | null
}

interface Note {
  readonly part: string
  readonly kind: BlockKind
  readonly draft: Pick<Draft, 'text' | 'spans'>
  readonly props: BlockProps
}

/** Follows the tokens of an RTF file and adds its blocks; notes and comments come after the text. */
export class RtfReader {
  private readonly into: ContainerText
  private readonly depth: number
  private readonly formats = new Formats()
  private readonly stack: State[] = []
  private readonly flows: Flow[]
  private readonly notes: Note[] = []
  private readonly counts = { footnote: 0, endnote: 0, comment: 0 }
  private state: State = { destination: 'skip', font: 0, skipped: 1, bold: false, italic: false, code: false, hidden: false, close: null }
  private defaultFont = 0
  private bytes: number[] = []
  private run = ''
  /** Characters still to be passed after `\u`: what older programs show instead. */
  private fallback = 0
  private ignorable = false
  private fields: { instruction: string }[] = []

  constructor(into: ContainerText, depth: number) {
    this.into = into
    this.depth = depth
    this.flows = [new Flow(into, this.formats.styles)]
  }

  get open(): number {
    return this.stack.length
  }

  token(token: Token, tokens: Tokens): void {
    if (token.type === 'open') this.begin()
    else if (token.type === 'close') this.end()
    else if (token.type === 'byte') this.byte(token.value)
    else if (token.type === 'text') for (let at = token.start; at < token.end; at++) this.byte(tokens.bytes[at]!)
    else if (token.type === 'symbol') this.symbol(token.name)
    else if (token.type === 'word') {
      if (token.name === 'bin') tokens.skip(token.value ?? 0)
      else this.word(token.name, token.value)
    }
  }

  finish(): void {
    while (this.stack.length > 0) this.end()
    this.flush()
    while (this.flows.length > 0) this.flows.pop()!.finish()
    for (const { part, kind, draft, props } of this.notes) {
      this.into.part = part
      this.into.add(kind, draft, props)
    }
  }

  private get flow(): Flow {
    return this.flows.at(-1)!
  }

  // ---- groups ----

  private begin(): void {
    this.flush()
    this.fallback = 0
    if (this.stack.length >= this.depth)
      throw new Unreadable('limit', `The file nests its parts more than ${this.depth} deep, as no document does; it is not read.`)
    this.stack.push(this.state)
    this.state = { ...this.state, close: null }
    if (this.stack.length === 1) this.state.destination = 'text'
  }

  private end(): void {
    this.flush()
    this.fallback = 0
    this.ignorable = false
    const outer = this.stack.pop()
    if (!outer) return
    const { close } = this.state
    if (this.state.destination === 'styles' && outer.destination === 'styles') this.formats.endStyle()
    this.state = outer
    close?.()
  }

  /** The first word of a group may say that it is something of its own. True when it does. */
  private destination(name: string): boolean {
    const ignorable = this.ignorable
    this.ignorable = false
    if (this.state.destination === 'skip') return true
    if (name === 'fonttbl') this.state.destination = 'fonts'
    else if (name === 'stylesheet') this.state.destination = 'styles'
    else if (name === 'footnote' || name === 'annotation') this.note(name)
    else if (name === 'field') this.field()
    else if (name === 'fldinst') this.state.destination = 'instruction'
    else if (name === 'fldrslt') this.result()
    else if (name === 'shptxt') this.box()
    else if (SKIPPED.has(name) || (ignorable && !KNOWN.has(name))) {
      // The tables of fonts and styles are made of such groups.
      if (this.state.destination === 'styles' && name === 'cs') return false
      this.state.destination = 'skip'
    } else return false
    return true
  }

  private note(name: string): void {
    const kind = name === 'annotation' ? 'comment' : 'footnote'
    let part = `${kind} ${++this.counts[kind]}`
    const flow = new Flow({ add: (block, draft, props = {}) => this.notes.push({ part, kind: block, draft, props }) }, this.formats.styles)
    this.flows.push(flow)
    Object.assign(this.state, { bold: false, italic: false, code: false, hidden: false })
    this.state.close = () => {
      this.flows.pop()?.finish()
    }
    this.endnote = () => {
      this.counts.footnote--
      part = `endnote ${++this.counts.endnote}`
    }
  }
  private endnote: (() => void) | null = null

  private box(): void {
    this.flows.push(new Flow(this.into, this.formats.styles))
    this.state.close = () => this.flows.pop()?.finish()
  }

  private field(): void {
    this.fields.push({ instruction: '' })
    this.state.close = () => {
      const ruby = rubyOfField(this.fields.pop()?.instruction ?? '')
      if (ruby && this.state.destination === 'text') this.flow.draft.ruby(ruby.base, ruby.reading)
    }
  }

  private result(): void {
    const instruction = this.fields.at(-1)?.instruction ?? ''
    if (isRunningField(instruction) || rubyOfField(instruction)) this.state.destination = 'skip'
  }

  // ---- text ----

  private byte(value: number): void {
    this.ignorable = false
    if (this.fallback > 0) this.fallback--
    else if (this.state.destination === 'text' || this.state.destination === 'instruction') this.bytes.push(value)
    else if (this.state.destination === 'styles') this.formats.styleName(value)
  }

  private character(text: string): void {
    if (this.fallback > 0) {
      this.fallback--
      return
    }
    this.endBytes()
    this.run += text
  }

  private endBytes(): void {
    if (this.bytes.length === 0) return
    this.run += this.formats.decode(this.state.font, this.bytes)
    this.bytes = []
  }

  /** Hands the text collected so far on, before anything that changes what it is. */
  private flush(): void {
    this.endBytes()
    const { run, state } = this
    this.run = ''
    if (run === '') return
    const field = this.fields.at(-1)
    if (state.destination === 'instruction') {
      if (field && field.instruction.length < 2000) field.instruction += run
    } else if (state.destination === 'text' && !state.hidden) {
      const marks: InlineKind[] = []
      if (state.code) marks.push('code')
      if (state.bold) marks.push('strong')
      if (state.italic) marks.push('emphasis')
      if (field && /^\s*HYPERLINK/iu.test(field.instruction)) marks.push('link')
      this.flow.draft.add(run, marks)
    }
  }

  private symbol(name: string): void {
    if (name === '*') this.ignorable = true
    else if (name === '~') this.character('\u00a0')
    else if (name === '_') this.character('-')
    else if (name === '\\' || name === '{' || name === '}') this.byte(name.charCodeAt(0))
  }

  // ---- words ----

  private word(name: string, value: number | null): void {
    if (name === 'u' && value !== null) {
      this.unicode(value)
      return
    }
    if (this.fallback > 0) {
      this.fallback--
      return
    }
    this.flush()
    if (this.destination(name)) return
    const shown = CHARACTERS.get(name)
    if (this.state.destination === 'fonts') this.state.font = this.formats.fontWord(this.state.font, name, value)
    else if (this.state.destination === 'styles') this.formats.styleWord(name, value)
    else if (shown !== undefined) this.character(shown)
    else if (!this.paragraphWord(name, value)) this.runWord(name, value)
  }

  private unicode(value: number): void {
    this.ignorable = false
    if (this.fallback > 0) this.fallback--
    else if (this.state.destination === 'text' || this.state.destination === 'instruction') {
      this.endBytes()
      this.run += String.fromCharCode(value & 0xffff)
    }
    this.fallback = this.state.skipped
  }

  private paragraphWord(name: string, value: number | null): boolean {
    const { flow } = this
    const { paragraph } = flow
    if (name === 'par' || name === 'sect') {
      if (this.state.destination === 'text') flow.endParagraph()
    } else if (name === 'pard') flow.resetParagraph()
    else if (name === 's') paragraph.style = String(value ?? 0)
    else if (name === 'outlinelevel') paragraph.outline = value !== null && value < 9 ? value : null
    else if (name === 'ls') paragraph.list = value ?? 0
    else if (name === 'ilvl') paragraph.level = (value ?? 0) + 1
    else if (name === 'intbl') paragraph.table = Math.max(1, paragraph.table)
    else if (name === 'itap') paragraph.table = value ?? 0
    else if (name === 'trhdr' || name === 'tbllkhdrrows') flow.header = true
    else if (name === 'cell' || name === 'nestcell') flow.endCell(name !== 'cell')
    else if (name === 'row' || name === 'nestrow') flow.endRow(name !== 'row')
    else if (name === 'ftnalt') {
      this.endnote?.()
      this.endnote = null
    } else return false
    return true
  }

  private runWord(name: string, value: number | null): void {
    const on = value !== 0
    const { state } = this
    if (name === 'b') state.bold = on
    else if (name === 'i') state.italic = on
    else if (name === 'v' || name === 'deleted') state.hidden = on
    else if (name === 'f') state.font = value ?? 0
    else if (name === 'cs') state.code = isCodeStyle(this.formats.styles, `c${value ?? 0}`)
    else if (name === 'uc') state.skipped = Math.min(10, Math.max(0, value ?? 1))
    else if (name === 'plain') Object.assign(state, { bold: false, italic: false, code: false, hidden: false, font: this.defaultFont })
    else if (name === 'deff') {
      this.defaultFont = value ?? 0
      state.font = this.defaultFont
    } else if (name === 'ansicpg' && value !== null && value > 0) this.formats.page = value
    else if (name === 'mac') this.formats.page = 10_000
    else if (name === 'pc') this.formats.page = 437
    else if (name === 'pca') this.formats.page = 850
  }
}
