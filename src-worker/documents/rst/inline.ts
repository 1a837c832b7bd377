import type { InlineKind } from '../../../src-main/contract/blocks.ts'
import { type BlockText, isCjkUnit, isSpace } from '../block-text.ts'
import { InlineMarks } from '../inline-marks.ts'
import { closingMark, type JoinedText } from '../joined-text.ts'

/** Replacement texts of `|name|`, from the substitution definitions of the file. */
export type Substitutions = ReadonlyMap<string, string>

/** Roles whose content is code; of a domain role (`py:class`) the last part counts. */
const CODE_ROLES = new Set(
  'code literal file command option envvar samp program kbd class func meth mod attr attribute data exc const obj method function module type var macro member enum struct union makevar mailheader mimetype newsgroup regexp token keyword confval setting ansopt ansplugin ansretval ansenvvar ansenvvarref retval value parsed-literal'.split(
    ' ',
  ),
)
/**
 * Roles whose content is the label of another place unless a title is given. What is shown there is a title of another file; the label
 * stands for it as code: left out, sentences break ("documented with ."), and as words it brought no headword (measured).
 */
const TARGET_ROLES = new Set(
  'ref doc numref any eq download keyref hoverxref cite citet citep footcite anscollection issue pr user gh ghissue ghpull pep rfc'.split(
    ' ',
  ),
)
const DROPPED_ROLES = new Set('math raw index sub-ref fa fas far icon octicon material-regular bdg'.split(' '))

const OPENER = /\\[\s\S]?|``|`|\*\*?|\||\[|:[a-zA-Z][\w+.:-]{0,60}:`|_`|(?<=[\p{L}\p{N}])__?(?=[\s.,;:!?)\]}'"、。）]|$)/gu

/** Writes reStructuredText's inline markup: `text` with its marks taken away and spans in their place. */
export function writeInline(joined: JoinedText, into: BlockText, substitutions: Substitutions, start = 0, end = joined.text.length): void {
  new InlineWriter(joined, into, substitutions).write(start, end)
}

class InlineWriter extends InlineMarks {
  private readonly substitutions: Substitutions

  constructor(joined: JoinedText, into: BlockText, substitutions: Substitutions) {
    super(joined, into)
    this.substitutions = substitutions
  }

  write(start: number, end: number): void {
    this.writeMarks(OPENER, start, end, (mark, at, flush) => this.mark(mark, at, end, flush))
  }

  /** Handles the mark at `at`: calls `flush` for the text before it and gives where to go on, or -1 when it is plain text. */
  private mark(mark: string, at: number, end: number, flush: () => void): number {
    if (mark[0] === '\\') return this.escape(mark, at, flush)
    if (mark[0] === '_' && mark !== '_`') {
      flush()
      return at + mark.length // the underscore of `Name_`
    }
    if (mark === '[') return this.footnote(at, flush)
    if (!this.opens(at, at + mark.length)) return -1
    if (mark === '``') return this.span('code', at, 2, '``', flush, false)
    if (mark === '**') return this.span('strong', at, 2, '**', flush, true)
    if (mark === '*') return this.span('emphasis', at, 1, '*', flush, true)
    if (mark === '|') return this.substitution(at, flush)
    if (mark === '_`') return this.target(at, flush)
    return this.interpreted(mark, at, end, flush)
  }

  private escape(mark: string, at: number, flush: () => void): number {
    flush()
    const escaped = mark.slice(1)
    if (escaped !== '' && !isSpace(escaped.charCodeAt(0))) this.joined.unit(this.into, escaped, at, at + mark.length)
    return at + mark.length
  }

  /** Start-string rule, with CJK neighbours allowed: not inside a word, and not before white space. */
  private opens(at: number, after: number): boolean {
    const next = this.text.charCodeAt(after)
    if (Number.isNaN(next) || isSpace(next)) return false
    if (at === 0) return true
    const previous = this.text.charCodeAt(at - 1)
    return isCjkUnit(previous) || !/[\p{L}\p{N}]/u.test(this.text[at - 1]!)
  }

  private closes(from: number, term: string): number {
    return closingMark(this.text, term, from, (at) => at > from && !isSpace(this.text.charCodeAt(at - 1)))
  }

  private span(kind: InlineKind, at: number, length: number, term: string, flush: () => void, escapes: boolean): number {
    const from = at + length
    const close = this.closes(from, term)
    if (close === -1) {
      if (length === 1) return -1
      flush()
      return from // an unclosed `` or ** is a slip of the author's: the mark goes, the words stay
    }
    flush()
    this.into.openSpan(kind)
    if (escapes) this.plain(from, close)
    else this.joined.copy(this.into, from, close)
    this.into.closeSpan(kind)
    return close + term.length
  }

  /** Text with backslash escapes and nothing else. */
  private plain(start: number, end: number): void {
    const text = this.text.slice(start, end)
    let copied = start
    for (let found = text.indexOf('\\'); found !== -1 && found < text.length - 1; found = text.indexOf('\\', found + 2)) {
      const at = start + found
      this.joined.copy(this.into, copied, at)
      if (!isSpace(this.text.charCodeAt(at + 1))) this.joined.unit(this.into, this.text[at + 1]!, at, at + 2)
      copied = at + 2
    }
    this.joined.copy(this.into, copied, end)
  }

  private substitution(at: number, flush: () => void): number {
    const match = /^\|([^|\s][^|\n]{0,78}[^|\s]|[^|\s])\|(?:__?)?/u.exec(this.text.slice(at, at + 84))
    if (!match?.[1]) return -1
    const replacement = this.substitutions.get(match[1])
    if (replacement === undefined && /\s/u.test(match[1])) return -1
    flush()
    const end = at + match[0].length
    if (replacement) this.joined.unit(this.into, replacement, at, end)
    else this.joined.pause(this.into, at)
    return end
  }

  /** `[1]_`, `[#name]_`, `[CIT2002]_` */
  private footnote(at: number, flush: () => void): number {
    const match = /^\[(?:\d+|#[\w.-]*|\*|[A-Za-z][\w.+-]*)\]_(?!\w)/u.exec(this.text.slice(at, at + 80))
    if (!match) return -1
    flush()
    return at + match[0].length
  }

  private target(at: number, flush: () => void): number {
    const close = this.closes(at + 2, '`')
    if (close === -1) return -1
    flush()
    this.plain(at + 2, close)
    return close + 1
  }

  /** Roles before or after their text, hyperlinks, and text in single backticks. */
  private interpreted(mark: string, at: number, end: number, flush: () => void): number {
    const from = at + mark.length
    const close = this.closes(from, '`')
    if (close === -1 || close >= end) return -1
    flush()
    const after = this.text.slice(close + 1, close + 64)
    if (mark === '`') {
      const suffix = /^(__?)(?!\w)|^:([a-zA-Z][\w+.:-]{0,60}):/u.exec(after)
      if (suffix?.[2] !== undefined) this.role(suffix[2], from, close)
      else this.titled(suffix ? 'link' : 'emphasis', from, close)
      return close + 1 + (suffix?.[0].length ?? 0)
    }
    this.role(mark.slice(1, -2), from, close)
    return close + 1
  }

  private role(role: string, start: number, end: number): void {
    const name = role.slice(role.lastIndexOf(':') + 1).toLowerCase()
    const hasTarget = /<[^<>]*>$/u.test(this.text.slice(Math.max(start, end - 400), end))
    if (DROPPED_ROLES.has(name)) this.joined.pause(this.into, start)
    else if (TARGET_ROLES.has(name) && !hasTarget) this.titled('code', start, end)
    else if (CODE_ROLES.has(name)) this.titled('code', start, end)
    else if (name === 'strong' || name === 'dfn' || name === 'guilabel' || name === 'menuselection') this.titled('strong', start, end)
    else if (name === 'emphasis' || name === 'title' || name === 't') this.titled('emphasis', start, end)
    else if (name === 'abbr' || name === 'sub' || name === 'sup' || name === 'subscript' || name === 'superscript') this.plain(start, end)
    else this.titled('link', start, end)
  }

  /** `title <target>` gives its title; `~module.name` and `!name` lose their sign. */
  private titled(kind: InlineKind, start: number, end: number): void {
    const content = this.text.slice(start, end)
    const angle = content.endsWith('>') ? content.lastIndexOf('<') : -1
    let to = angle > 0 ? start + angle : end
    let from = start
    if (angle === 0 && kind === 'link') {
      this.joined.pause(this.into, start)
      return
    }
    if (content[0] === '~') from = start + Math.max(1, content.lastIndexOf('.') + 1)
    else if (content[0] === '!') from = start + 1
    while (to > from && isSpace(this.text.charCodeAt(to - 1))) to--
    this.into.openSpan(kind)
    if (kind === 'code') this.joined.copy(this.into, from, to)
    else this.plain(from, to)
    this.into.closeSpan(kind)
  }
}
