import type { BlockKind, InlineKind } from '../../../../src-main/contract/blocks.ts'
import type { Attributes } from '../xml.ts'

interface Style {
  readonly parent: string | null
  marks: InlineKind[]
}

/** The automatic styles of a document (OpenDocument 1.3 part 3, 16): what they build on, and whether they are bold or italic. */
export class OdfStyles {
  private readonly styles = new Map<string, Style>()
  private open: Style | null = null

  /** Called for every element; only those of styles count. */
  element(name: string, attributes: Attributes): void {
    if (name === 'style:style') {
      this.open = { parent: attributes.get('style:parent-style-name') ?? null, marks: [] }
      const id = attributes.get('style:name')
      if (id !== undefined) this.styles.set(id, this.open)
    } else if (name === 'style:text-properties' && this.open) {
      if (attributes.get('fo:font-weight') === 'bold') this.open.marks.push('strong')
      if (attributes.get('fo:font-style') === 'italic') this.open.marks.push('emphasis')
    }
  }

  /** How a span in that style is marked. */
  marksOf(id: string | undefined): readonly InlineKind[] {
    if (id === undefined) return []
    const style = this.styles.get(id)
    const name = style?.parent ?? id
    const own = style?.marks ?? []
    if (/^(?:Source_20_Text|Teletype|Example|User_20_Entry)$/u.test(name)) return [...own, 'code']
    if (name === 'Strong_20_Emphasis') return [...own, 'strong']
    return name === 'Emphasis' ? [...own, 'emphasis'] : own
  }

  /** What a paragraph in that style is: LibreOffice keeps the English names of its styles in every language. */
  kindOf(id: string | undefined): { readonly kind: BlockKind; readonly level?: number } {
    if (id === undefined) return { kind: 'paragraph' }
    const name = (this.styles.get(id)?.parent ?? id).replaceAll('_20_', ' ')
    const heading = /^Heading (\d)/u.exec(name)
    if (heading) return { kind: 'heading', level: Math.max(1, Number(heading[1])) }
    if (name === 'Title') return { kind: 'heading', level: 1 }
    if (/^(?:Caption|Table|Figure|Illustration|Drawing|TableCaption|FigureCaption)$/u.test(name)) return { kind: 'caption' }
    if (name === 'Quotations') return { kind: 'quote' }
    if (/^(?:Preformatted Text|Source Code)$/u.test(name)) return { kind: 'code' }
    if (/^Definition Term/u.test(name)) return { kind: 'definition-term' }
    if (/^Definition Definition/u.test(name)) return { kind: 'definition' }
    return { kind: 'paragraph' }
  }
}
