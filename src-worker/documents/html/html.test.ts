import { describe, expect, it } from 'vitest'
import { outline, parse } from '../testing.ts'
import { parseHtml } from './index.ts'

const blocks = (text: string, spans = false) => outline(parse(parseHtml, text), spans)

describe('HTML', () => {
  it('keeps structure, with and without end tags', () => {
    const text = `<!DOCTYPE html><title>Records &amp; terms</title>
<h1>Heading <a class="headerlink" href="#x">¶</a></h1>
<p>One <b>bold&nbsp;term</b>,<br>then&#x2019;s more<p>Two
<ul><li>a<li><p>b</p><p>c</p><ol><li>d</ol></ul>
<table><caption>Cap</caption><thead><tr><th>A<th>B<tbody><tr><th>1<td>2</table>
<dl><dt>Term<dd>Definition</dl><dl class="simple glossary"><dt>用語<dd>定義で
す。</dl>
<blockquote>Quote</blockquote><figure><img alt="x"><figcaption>Figure</figcaption></figure><pre>code &lt;
 here</pre>`
    expect(blocks(text)).toEqual([
      'heading1: Heading',
      'paragraph: One bold term, then’s more',
      'paragraph: Two',
      'list-item1: a',
      'list-item1: b',
      'paragraph: c',
      'list-item2: d',
      'caption: Cap',
      'table-cell[0,0,header]: A',
      'table-cell[0,1,header]: B',
      'table-cell[1,0]: 1',
      'table-cell[1,1]: 2',
      'definition-term: Term',
      'definition: Definition',
      'glossary-term: 用語',
      'definition: 定義です。',
      'quote: Quote',
      'caption: Figure',
      'code: code <\n here',
    ])
    expect(parse(parseHtml, text).title).toBe('Records & terms')
  })

  it('marks spans and ruby', () => {
    expect(
      blocks('<p><dfn>Term</dfn> is <code>x</code> or <a href="y">z</a>, <ruby>漢字<rp>(</rp><rt>かんじ</rt><rp>)</rp></ruby>。', true),
    ).toEqual(['paragraph: Term is x or z, 漢字。 {strong:Term, code:x, link:z, ruby:漢字(かんじ)}'])
  })

  it('leaves out what is no content', () => {
    const text = `<head><style>p{}</style><script>residue()</script></head><body><!-- a comment
<p>with markup --><nav>Home</nav><header role="banner">Site</header><div class="sidebar">Side</div><div hidden>No</div>
<p>Kept<sup class="reference">[1]</sup><span aria-hidden="true">icon</span></p><form><select><option>x</select><button>Send</button></form>
<ol class="references"><li>Ref</ol><svg><text>drawn</text></svg><footer>Foot</footer><noscript>Enable</noscript>`
    expect(blocks(text)).toEqual(['paragraph: Kept'])
  })

  it('reads only the main content where the page says which it is', () => {
    expect(blocks('<div>Shop</div><main><p>Words</main><div>Related</div>')).toEqual(['paragraph: Words'])
    expect(blocks('<div>Words</div><main></main>')).toEqual(['paragraph: Words'])
    expect(blocks('<article><p>Words<footer>Author</footer></article>')).toEqual(['paragraph: Words', 'paragraph: Author'])
  })

  it('takes fragments, broken markup and any text', () => {
    expect(blocks('just text')).toEqual(['paragraph: just text'])
    expect(blocks('a < b & c &unknown; <3')).toEqual(['paragraph: a < b & c &unknown; <3'])
    for (const text of ['', '<', '</', '<a', '<!--', '<![CDATA[x', '<p', '&#xffffff;', '&#0;', '<table><td>x', '</p></p>']) {
      expect(Array.isArray(parse(parseHtml, text).blocks)).toBe(true)
    }
  })

  it('keeps notes at the end, without their numbers and ways back', () => {
    const text =
      '<p>A word.<a href="#f1" class="footnote-ref" role="doc-noteref"><sup>1</sup></a> <a epub:type="noteref" href="#f2">2</a>End.</p><section class="footnotes" role="doc-endnotes"><ol><li><p>The note.<a href="#r1" role="doc-backlink">↩︎</a></p></li></ol></section>'
    expect(outline(parse(parseHtml, text))).toEqual(['paragraph: A word. End.', 'list-item1: The note.'])
  })

  it('reads what stands before an end tag that never ends once', () => {
    expect(outline(parse(parseHtml, '<p>a</p o'))).toEqual(['paragraph: a', 'paragraph: o'])
    expect(parse(parseHtml, '</h o').blocks.length).toBeLessThan(2)
  })
})
