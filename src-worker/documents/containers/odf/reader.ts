import type { BlockKind, InlineKind } from '../../../../src-main/contract/blocks.ts'
import type { BlockProps } from '../../block-sink.ts'
import { type ContainerText, Draft } from '../output.ts'
import { Tables } from '../tables.ts'
import type { Attributes, XmlHandler } from '../xml.ts'
import { OdfStyles } from './styles.ts'

/** Elements whose text is none of the document: what was deleted, tables of contents, note numbers, titles of pictures, running heads. */
const SKIPPED = new Set(
  'text:tracked-changes text:table-of-content text:alphabetical-index text:illustration-index text:table-index text:object-index text:note-citation text:bibliography svg:title svg:desc office:forms dc:creator dc:date meta:creator-initials meta:date-string style:header style:footer presentation:settings text:sequence-decls draw:object math:math script:event-listener'.split(
    ' ',
  ),
)
/** Running heads and fields of slides. */
const RUNNING = new Set(['header', 'footer', 'date-time', 'page-number', 'page'])

interface Paragraph {
  readonly draft: Draft
  readonly kind: BlockKind
  readonly props: BlockProps
  readonly note: string | null
}

/** Follows content.xml of a text document or a presentation and adds its blocks. */
export class OdfReader implements XmlHandler {
  private readonly into: ContainerText
  private readonly styles = new OdfStyles()
  private readonly tables: Tables
  private readonly paragraphs: Paragraph[] = []
  private readonly marks: (readonly InlineKind[])[] = []
  /** Notes and comments wait for the end of the text. */
  private readonly notes: Paragraph[] = []
  private readonly noteStack: string[] = []
  private counts = { note: 0, comment: 0, slide: 0 }
  private skip = { name: '', depth: 0 }
  private inBody = false
  private lists = 0
  private itemFresh = false
  private slideTitle = false
  private ruby: { base: string; reading: string; inReading: boolean } | null = null

  constructor(into: ContainerText) {
    this.into = into
    this.tables = new Tables(into)
  }

  open(name: string, attributes: Attributes): void {
    if (this.skip.depth > 0) {
      if (name === this.skip.name) this.skip.depth++
    } else if (!this.inBody) {
      this.styles.element(name, attributes)
      if (name === 'office:body') this.inBody = true
    } else if (SKIPPED.has(name) || (name === 'draw:frame' && RUNNING.has(attributes.get('presentation:class') ?? ''))) {
      this.skip = { name, depth: 1 }
    } else if (name.startsWith('table:')) this.openTable(name, attributes)
    else this.element(name, attributes)
  }

  close(name: string): void {
    if (this.skip.depth > 0) {
      if (name === this.skip.name) this.skip.depth--
      return
    }
    if (name === 'text:p' || name === 'text:h') this.endParagraph()
    else if (name === 'text:span' || name === 'text:a') this.marks.pop()
    else if (name === 'text:list') this.lists--
    else if (name === 'text:note' || name === 'office:annotation') this.noteStack.pop()
    else if (name === 'text:ruby-text' && this.ruby) this.ruby.inReading = false
    else if (name === 'text:ruby') this.endRuby()
    else if (name === 'table:table-cell') this.tables.endCell()
    else if (name === 'table:table-row') this.tables.endRow()
    else if (name === 'table:table') this.tables.end()
    else if (name === 'draw:frame') this.slideTitle = false
    else if (name === 'presentation:notes') this.into.part = `slide ${this.counts.slide}`
    else if (name === 'office:body') this.endBody()
  }

  text(text: string): void {
    if (this.skip.depth === 0 && this.inBody) this.write(text.replaceAll(/[ \t\r\n]+/gu, ' '))
  }

  private element(name: string, attributes: Attributes): void {
    if (name === 'text:p' || name === 'text:h') this.beginParagraph(name, attributes)
    else if (name === 'text:span') this.marks.push(this.styles.marksOf(attributes.get('text:style-name')))
    else if (name === 'text:a') this.marks.push(['link'])
    else if (name === 'text:s') this.write(' ')
    else if (name === 'text:tab') this.write('\t')
    else if (name === 'text:line-break') this.write('\n')
    else if (name === 'text:list') this.lists++
    else if (name === 'text:list-item') this.itemFresh = true
    else if (name === 'text:note') this.noteStack.push(`${attributes.get('text:note-class') ?? 'note'} ${++this.counts.note}`)
    else if (name === 'office:annotation') this.noteStack.push(`comment ${++this.counts.comment}`)
    else if (name === 'text:ruby') this.ruby = { base: '', reading: '', inReading: false }
    else if (name === 'text:ruby-text' && this.ruby) this.ruby.inReading = true
    else if (name === 'draw:page') this.into.part = `slide ${++this.counts.slide}`
    else if (name === 'presentation:notes') this.into.part = `slide ${this.counts.slide} notes`
    else if (name === 'draw:frame') this.slideTitle = attributes.get('presentation:class') === 'title'
  }

  private openTable(name: string, attributes: Attributes): void {
    if (name === 'table:table') this.tables.begin()
    else if (name === 'table:table-header-rows') this.tables.firstRow(true)
    else if (name === 'table:table-row') this.tables.row()
    else if (name === 'table:table-cell') {
      this.tables.cell()
      this.tables.span(Number(attributes.get('table:number-columns-spanned') ?? 1))
    }
  }

  private write(text: string): void {
    if (this.ruby) this.ruby[this.ruby.inReading ? 'reading' : 'base'] += text
    else this.paragraphs.at(-1)?.draft.add(text, this.marks.at(-1) ?? [])
  }

  private endRuby(): void {
    const { ruby } = this
    this.ruby = null
    if (ruby) this.paragraphs.at(-1)?.draft.ruby(ruby.base, ruby.reading)
  }

  private beginParagraph(name: string, attributes: Attributes): void {
    const id = attributes.get('text:style-name')
    const styled = this.styles.kindOf(id)
    let { kind, level } = styled
    if (name === 'text:h') {
      kind = 'heading'
      level = Number(attributes.get('text:outline-level') ?? 1) || 1
    } else if (this.slideTitle) {
      kind = 'heading'
      level = 1
    } else if (this.lists > 0 && kind === 'paragraph' && this.itemFresh) {
      kind = 'list-item'
      level = this.lists
    }
    this.itemFresh = false
    if (kind === 'heading') level = Math.min(6, Math.max(1, level ?? 1))
    this.paragraphs.push({ draft: new Draft(), kind, props: level === undefined ? {} : { level }, note: this.noteStack.at(-1) ?? null })
  }

  private endParagraph(): void {
    const paragraph = this.paragraphs.pop()
    if (!paragraph) return
    if (paragraph.note !== null) this.notes.push(paragraph)
    else if (!this.tables.add(paragraph.draft)) this.into.add(paragraph.kind, paragraph.draft, paragraph.props)
  }

  private endBody(): void {
    for (const { kind, draft, props, note } of this.notes) {
      this.into.part = note ?? undefined
      this.into.add(kind, draft, props)
    }
  }
}
