import type { InlineKind } from '../../../../src-main/contract/blocks.ts'
import { type ContainerText, Draft } from '../output.ts'
import { Tables } from '../tables.ts'
import type { Attributes, XmlHandler } from '../xml.ts'
import { isCodeStyle, outlineLevel, type Role, roleOf, type Styles } from './styles.ts'

/**
 * Elements whose content is no text of the document: deleted and moved-away text, earlier formatting, field codes, pictures, formulas, the
 * VML twin of a text box.
 */
const SKIPPED = new Set(
  'w:del w:moveFrom w:instrText w:delText w:delInstrText w:rPrChange w:pPrChange w:tblPrChange w:trPrChange w:tcPrChange w:sectPr mc:Fallback m:oMath m:oMathPara w:object w:rPrDefault'.split(
    ' ',
  ),
)

interface Paragraph {
  readonly draft: Draft
  style: string | null
  outline: number | null
  /** Depth of the list item from 1; 0 = explicitly none; null = as the style says. */
  list: number | null
  /** The paragraph mark was deleted: the next paragraph goes on from here. */
  joins: boolean
}

/** Follows the elements of one WordprocessingML part and adds its blocks. */
export class DocxReader implements XmlHandler {
  private readonly into: ContainerText
  private readonly styles: Styles
  private readonly tables: Tables
  private readonly paragraphs: Paragraph[] = []
  private skip = { name: '', depth: 0 }
  private inProperties = 0
  private inText = false
  private marks: InlineKind[] = []
  private hidden = false
  private links = 0
  /** Inside a reading (1) or the word it belongs to (2). */
  private ruby: { base: string; reading: string; inReading: boolean } | null = null
  private carried: Draft | null = null
  private contents = { depth: 0, hidden: false }

  constructor(into: ContainerText, styles: Styles) {
    this.into = into
    this.styles = styles
    this.tables = new Tables(into)
  }

  open(name: string, attributes: Attributes): void {
    if (this.skip.depth > 0) {
      if (name === this.skip.name) this.skip.depth++
    } else if (name === 'w:del' && this.inProperties > 0) this.deletedMark()
    else if (SKIPPED.has(name)) this.skip = { name, depth: 1 }
    else if (this.inProperties > 0) this.property(name, attributes.get('w:val'))
    else this.element(name, attributes)
  }

  close(name: string): void {
    if (this.skip.depth > 0) {
      if (name === this.skip.name) this.skip.depth--
      return
    }
    if (name === 'w:p') this.endParagraph()
    else if (name === 'w:t') this.inText = false
    else if (name === 'w:pPr' || name === 'w:rPr' || name === 'w:trPr') this.inProperties = Math.max(0, this.inProperties - 1)
    else if (name === 'w:r') this.endRun()
    else if (name === 'w:hyperlink') this.links--
    else if (name === 'w:rt' && this.ruby) this.ruby.inReading = false
    else if (name === 'w:ruby') this.endRuby()
    else if (name === 'w:tc') this.tables.endCell()
    else if (name === 'w:tr') this.tables.endRow()
    else if (name === 'w:tbl') this.tables.end()
    else if (name === 'w:sdt' && this.contents.depth > 0 && --this.contents.depth === 0) this.contents.hidden = false
  }

  text(text: string): void {
    if (this.inText && this.skip.depth === 0) this.write(text)
  }

  private element(name: string, attributes: Attributes): void {
    const value = attributes.get('w:val')
    if (name === 'w:t') this.inText = true
    else if (name === 'w:p') this.beginParagraph()
    else if (name === 'w:pPr' || name === 'w:rPr' || name === 'w:trPr') this.inProperties++
    else if (name === 'w:r') this.beginRun()
    else if (name === 'w:tab' || name === 'w:ptab') this.write('\t')
    else if (name === 'w:br' || name === 'w:cr') this.write('\n')
    else if (name === 'w:noBreakHyphen') this.write('-')
    else if (name === 'w:hyperlink') this.links++
    else if (name === 'w:ruby') this.ruby = { base: '', reading: '', inReading: false }
    else if (name === 'w:rt' && this.ruby) this.ruby.inReading = true
    else if (name === 'w:tbl') this.tables.begin()
    else if (name === 'w:tblLook')
      this.tables.firstRow(attributes.get('w:firstRow') === '1' || (Number.parseInt(value ?? '0', 16) & 0x20) !== 0)
    else if (name === 'w:tr') this.tables.row()
    else if (name === 'w:tc') this.tables.cell()
    else if (name === 'w:gridSpan') this.tables.span(Number(value))
    else if (name === 'w:sdt') this.contents.depth += this.contents.depth > 0 ? 1 : 0
    else if (name === 'w:docPartGallery') this.gallery(value)
    else if (name === 'w:footnote' || name === 'w:endnote' || name === 'w:comment') this.note(name, attributes)
  }

  private note(name: string, attributes: Attributes): void {
    this.into.part = `${name.slice(2)} ${attributes.get('w:id') ?? ''}`.trim()
    // Separators are lines, not notes.
    const type = attributes.get('w:type')
    if (type !== undefined && type !== 'normal') this.skip = { name, depth: 1 }
  }

  private property(name: string, value: string | undefined): void {
    const paragraph = this.paragraphs.at(-1)
    const on = value === undefined || !/^(?:0|false|off|none)$/u.test(value)
    if (name === 'w:pPr' || name === 'w:rPr') this.inProperties++
    else if (name === 'w:tblHeader' && on) this.tables.headerRow()
    else if (name === 'w:rStyle' && value && isCodeStyle(this.styles, value)) this.marks.push('code')
    else if (name === 'w:b' && on) this.marks.push('strong')
    else if (name === 'w:i' && on) this.marks.push('emphasis')
    else if (name === 'w:vanish' && on && this.inProperties === 1) this.hidden = true
    if (!paragraph || value === undefined) return
    if (name === 'w:pStyle') paragraph.style = value
    else if (name === 'w:outlineLvl') paragraph.outline = outlineLevel(value)
    else if (name === 'w:ilvl') paragraph.list = Math.min(20, (Number.parseInt(value, 10) || 0) + 1)
    else if (name === 'w:numId') paragraph.list = value === '0' ? 0 : (paragraph.list ?? 1)
  }

  /** Inside run properties of a paragraph: its mark is deleted. Inside row properties: the row is. */
  private deletedMark(): void {
    const paragraph = this.paragraphs.at(-1)
    if (this.inProperties >= 2 && paragraph) paragraph.joins = true
    else if (!paragraph || this.tables.betweenCells) this.tables.dropRow()
  }

  private gallery(value: string | undefined): void {
    if (value !== 'Table of Contents' || this.contents.hidden) return
    this.contents = { depth: 1, hidden: true }
  }

  private beginRun(): void {
    this.marks = []
    this.hidden = false
  }

  private endRun(): void {
    this.beginRun()
  }

  private endRuby(): void {
    const { ruby } = this
    this.ruby = null
    if (ruby) this.paragraphs.at(-1)?.draft.ruby(ruby.base, ruby.reading)
  }

  private write(text: string): void {
    if (this.hidden || this.contents.hidden) return
    if (this.ruby) this.ruby[this.ruby.inReading ? 'reading' : 'base'] += text
    else this.paragraphs.at(-1)?.draft.add(text, this.links > 0 ? [...this.marks, 'link'] : this.marks)
  }

  private beginParagraph(): void {
    this.paragraphs.push({ draft: this.carried ?? new Draft(), style: null, outline: null, list: null, joins: false })
    this.carried = null
    this.beginRun()
  }

  private endParagraph(): void {
    const paragraph = this.paragraphs.pop()
    this.beginRun()
    this.inProperties = 0
    this.links = 0
    if (!paragraph) return
    if (paragraph.joins) {
      this.carried = paragraph.draft
      return
    }
    const role = this.role(paragraph)
    if (role.dropped) return
    if (this.tables.add(paragraph.draft)) return
    this.into.add(role.kind, paragraph.draft, role.level === undefined ? {} : { level: role.level })
  }

  private role({ style, outline, list }: Paragraph): Role {
    const role = roleOf(this.styles, style)
    const level = outline ?? (role.kind === 'heading' ? role.level : undefined)
    if (level != null) return { kind: 'heading', level: Math.min(6, level) }
    if (role.kind === 'paragraph' || role.kind === 'list-item') {
      if (list === 0) return { ...role, kind: 'paragraph' }
      if (list !== null && !role.dropped) return { kind: 'list-item', level: list }
    }
    return role.kind === 'paragraph' ? { kind: 'paragraph', ...(role.dropped ? { dropped: true } : {}) } : role
  }
}
