import MarkdownItParser, { type MarkdownIt } from 'markdown-it'

/** What our inline state adds to a token: where in the inline content it begins. */
export interface Positioned {
  readonly pos: number
}

/**
 * markdown-it with every token of inline content carrying its position (`meta.pos`, UTF-16 units of the content): the library keeps line
 * numbers of blocks only. Fragments and special characters are left unjoined so that each keeps its own source.
 */
export function positionedMarkdown(): MarkdownIt {
  const md = new MarkdownItParser({ html: true, linkify: false, typographer: false, maxNesting: 100 })
  md.inline.ruler2.disable('fragments_join')
  md.core.ruler.disable(['text_join', 'linkify', 'replacements', 'smartquotes'])
  // An address is no word, whatever its scheme: links must be recognised as such to leave their target out.
  md.validateLink = () => true
  const Base = md.inline.State
  md.inline.State = class extends Base {
    override push(...args: Parameters<InstanceType<typeof Base>['push']>): ReturnType<InstanceType<typeof Base>['push']> {
      const token = super.push(...args)
      token.meta = { pos: this.pos } satisfies Positioned
      return token
    }

    override pushPending(): ReturnType<InstanceType<typeof Base>['pushPending']> {
      const token = super.pushPending()
      // The text ended where the rule that flushes it begins; a link has stepped over its bracket, a line break over trailing spaces.
      const pos = this.src.lastIndexOf(token.content, this.pos - token.content.length)
      token.meta = { pos } satisfies Positioned
      return token
    }
  }
  return md
}
