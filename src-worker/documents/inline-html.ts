import type { InlineKind } from '../../src-main/contract/blocks.ts'
import type { BlockText } from './block-text.ts'

/** Spans that HTML tags make, also when they stand inside Markdown or AsciiDoc. */
export const TAG_SPANS: Readonly<Record<string, InlineKind>> = {
  code: 'code',
  kbd: 'code',
  samp: 'code',
  var: 'code',
  tt: 'code',
  em: 'emphasis',
  i: 'emphasis',
  dfn: 'strong',
  strong: 'strong',
  b: 'strong',
  a: 'link',
  ruby: 'ruby',
}

/**
 * Follows tags inside running text: opens and closes spans, and collects ruby. `<ruby>漢字<rt>かんじ</rt></ruby>` gives the text 漢字 with a
 * ruby span whose reading is かんじ; the reading itself is no part of the text.
 */
export class InlineTags {
  private readonly into: () => BlockText
  private reading = ''
  private inReading = false
  private hidden = ''

  /** @param into the block being written at the moment. */
  constructor(into: () => BlockText) {
    this.into = into
  }

  /** True while text belongs to a reading, a fallback bracket or a script: it is not written. */
  get muted(): boolean {
    return this.inReading || this.hidden !== ''
  }

  /** Text met while muted. */
  mutedText(text: string): void {
    if (this.inReading) this.reading += text.trim()
  }

  open(name: string): void {
    if (this.hidden !== '') return
    if (name === 'rt') {
      this.inReading = true
      this.reading = ''
    } else if (name === 'rp' || name === 'script' || name === 'style') this.hidden = name
    else if (TAG_SPANS[name]) this.into().openSpan(TAG_SPANS[name])
  }

  close(name: string): void {
    if (this.hidden !== '') {
      if (name === this.hidden) this.hidden = ''
      return
    }
    if (name === 'rt') {
      this.inReading = false
      this.into().closeSpan('ruby', this.reading)
      // <ruby>用<rt>よう</rt>語<rt>ご</rt></ruby>: every pair is a span of its own.
      this.into().openSpan('ruby')
      return
    }
    if (name === 'ruby') {
      this.inReading = false
      this.into().dropSpan('ruby')
    } else if (TAG_SPANS[name]) this.into().closeSpan(TAG_SPANS[name])
  }

  /** Forgets what was open: a new block begins. */
  reset(): void {
    this.inReading = false
    this.hidden = ''
  }
}
