import type { BlockKind, InlineKind } from '../../../../src-main/contract/blocks.ts'
import { type ContainerText, Draft } from '../output.ts'
import { Tables } from '../tables.ts'
import type { Attributes, XmlHandler } from '../xml.ts'

/** Text that is none of the slide: the older twin of newer content, formulas, the default formats of lists. */
const SKIPPED = new Set(['mc:Fallback', 'm:oMath', 'm:oMathPara', 'a:lstStyle', 'p:timing', 'p:transition'])
/** Placeholders every slide repeats. */
const RUNNING = new Set(['dt', 'ftr', 'hdr', 'sldNum', 'sldImg'])

/** Follows one slide or its notes (ECMA-376 PresentationML and DrawingML) and adds its blocks. */
export class SlideReader implements XmlHandler {
  private readonly into: ContainerText
  private readonly tables: Tables
  /** Kind of a paragraph in a body placeholder: bullets on slides, running text in notes. */
  private readonly body: BlockKind
  private kind: BlockKind = 'paragraph'
  private hidden = false
  private level = 1
  private bullet = true
  private draft: Draft | null = null
  private marks: InlineKind[] = []
  private inText = false
  private skip = { name: '', depth: 0 }

  constructor(into: ContainerText, body: BlockKind) {
    this.into = into
    this.body = body
    this.tables = new Tables(into)
  }

  open(name: string, attributes: Attributes): void {
    if (this.skip.depth > 0) {
      if (name === this.skip.name) this.skip.depth++
    } else if (SKIPPED.has(name)) this.skip = { name, depth: 1 }
    else if (name === 'p:sp' || name === 'p:graphicFrame') this.shape()
    else if (name === 'p:ph') this.placeholder(attributes.get('type') ?? 'body')
    else if (name.startsWith('a:')) this.drawing(name, attributes)
  }

  close(name: string): void {
    if (this.skip.depth > 0) {
      if (name === this.skip.name) this.skip.depth--
    } else if (name === 'a:t') this.inText = false
    else if (name === 'a:p') this.endParagraph()
    else if (name === 'a:r' || name === 'a:fld') this.marks = []
    else if (name === 'a:tc') this.tables.endCell()
    else if (name === 'a:tr') this.tables.endRow()
    else if (name === 'a:tbl') this.tables.end()
  }

  text(text: string): void {
    if (this.inText && this.skip.depth === 0 && !this.hidden) this.draft?.add(text, this.marks)
  }

  private shape(): void {
    this.kind = 'paragraph'
    this.hidden = false
  }

  private placeholder(type: string): void {
    this.hidden = RUNNING.has(type)
    if (type === 'title' || type === 'ctrTitle') this.kind = 'heading'
    else if (type === 'body' || type === 'obj') this.kind = this.body
  }

  private drawing(name: string, attributes: Attributes): void {
    if (name === 'a:p') {
      this.draft = new Draft()
      this.level = 1
      this.bullet = true
    } else if (name === 'a:pPr') this.level = Math.min(9, Number(attributes.get('lvl') ?? 0) || 0) + 1
    else if (name === 'a:buNone') this.bullet = false
    else if (name === 'a:buChar' || name === 'a:buAutoNum') {
      if (this.kind === 'paragraph') this.kind = 'list-item'
    } else if (name === 'a:t') this.inText = true
    else if (name === 'a:br') this.draft?.line()
    else if (name === 'a:rPr') this.runProperties(attributes)
    else if (name === 'a:hlinkClick') this.marks.push('link')
    else if (name === 'a:fld' && attributes.get('type') === 'slidenum') this.skip = { name, depth: 1 }
    else if (name === 'a:tbl') this.tables.begin()
    else if (name === 'a:tblPr') this.tables.firstRow(attributes.get('firstRow') === '1')
    else if (name === 'a:tr') this.tables.row()
    // A cell covered by a wider one follows it as an empty cell of its own.
    else if (name === 'a:tc') this.tables.cell()
  }

  private runProperties(attributes: Attributes): void {
    this.marks = []
    if (attributes.get('b') === '1') this.marks.push('strong')
    if (attributes.get('i') === '1') this.marks.push('emphasis')
  }

  private endParagraph(): void {
    const { draft } = this
    this.draft = null
    if (!draft || this.tables.add(draft)) return
    if (this.kind === 'heading') this.into.add('heading', draft, { level: 1 })
    else if (this.kind === 'list-item' && this.bullet) this.into.add('list-item', draft, { level: this.level })
    else this.into.add('paragraph', draft)
  }
}
