import { describe, expect, it } from 'vitest'
import { outline, parse } from '../testing.ts'
import { parseMarkdown } from './index.ts'

const blocks = (text: string, spans = false) => outline(parse(parseMarkdown, text), spans)

describe('Markdown', () => {
  it('keeps structure: headings, lists, quotes, tables, captions', () => {
    const text = [
      '# Records {#records}',
      'A *record* is kept',
      'for **ten years**. See [the policy](policy.md "x") and ![](icon.png).',
      '',
      'Setext',
      '------',
      '- one',
      '  goes on',
      '',
      '  second paragraph',
      '  1. nested',
      '- [x] done',
      '',
      '> quoted',
      '> words',
      '',
      '| Term | Meaning |',
      '|:-----|--------:|',
      '| a \\| b | `code` |',
      '',
      '![Figure one](x.png)',
    ].join('\n')
    expect(blocks(text)).toEqual([
      'heading1: Records',
      'paragraph: A record is kept for ten years. See the policy and .',
      'heading2: Setext',
      'list-item1: one goes on',
      'paragraph: second paragraph',
      'list-item2: nested',
      'list-item1: done',
      'quote: quoted words',
      'table-cell[0,0,header]: Term',
      'table-cell[0,1,header]: Meaning',
      'table-cell[1,0]: a | b',
      'table-cell[1,1]: code',
      'caption: Figure one',
    ])
    expect(parse(parseMarkdown, text).title).toBe('Records')
  })

  it('marks inline code, emphasis and links, and joins Japanese lines', () => {
    expect(blocks('**用語集**は`用語`を\n集めた[一覧](x)です。', true)).toEqual([
      'paragraph: 用語集は用語を集めた一覧です。 {strong:用語集, code:用語, link:一覧}',
    ])
    expect(blocks('これは**「用語」**です。')).toEqual(['paragraph: これは「用語」です。'])
    expect(blocks('<ruby>用<rt>よう</rt>語<rt>ご</rt></ruby>の``a ` b``', true)).toEqual([
      'paragraph: 用語のa ` b {ruby:用(よう), ruby:語(ご), code:a ` b}',
    ])
  })

  it('decodes escapes and entities as units', () => {
    expect(blocks('a \\* b \\_ &amp; &copy; c_d\\')).toEqual(['paragraph: a * b _ & © c_d\\'])
  })

  it('leaves out front matter, but takes its title', () => {
    const text = '---\ntitle: "索引の手引き"\ntags: [noise]\n---\nText.\n'
    expect(blocks(text)).toEqual(['heading1: 索引の手引き', 'paragraph: Text.'])
    expect(parse(parseMarkdown, text).title).toBe('索引の手引き')
    expect(blocks('+++\ntitle = "T"\n+++\nText.')).toEqual(['heading1: T', 'paragraph: Text.'])
    expect(blocks('---\nno end of front matter')).toEqual(['paragraph: no end of front matter'])
  })

  it('leaves out code, comments over many lines, template tags, attributes, addresses', () => {
    const text = [
      'Before <!-- hidden',
      '',
      '```',
      'still hidden --> after.',
      '{{< note title="x" >}} Shown {{< /note >}} and {% raw %}liquid{% endraw %} {{ variable }} {: .class }',
      '{{% alert',
      '  color="warning" %}}',
      '',
      '~~~js',
      'const residue = 1 // <!--',
      '~~~',
      '',
      'import X from "y"',
      '',
      ':::tip',
      'Inside.',
      ':::',
      '',
      'See <https://example.com/a>, https://example.com/b_c. or mail a@example.com[^1] :rocket: now.',
      '',
      '[^1]: The note.',
      '',
      '[ref]: https://example.com "t"',
    ].join('\n')
    expect(blocks(text).filter((line) => !line.startsWith('code'))).toEqual([
      'paragraph: Before',
      'paragraph: after. Shown and liquid',
      'paragraph: Inside.',
      'paragraph: See , . or mail now.',
      'paragraph: The note.',
    ])
  })

  it('takes the description of a picture as its caption, but not that of badges', () => {
    expect(blocks('![The flow of records](x.png)\n\n[![Build](b.svg)](https://example.com)\n\n![One](1.png) ![Two](2.png)')).toEqual([
      'caption: The flow of records',
    ])
  })

  it('reads on after a comment that is never closed', () => {
    const output = parse(parseMarkdown, 'One.\n\n<!-- never closed\n\nTwo.')
    expect(outline(output)).toEqual(['paragraph: One.', 'paragraph: never closed', 'paragraph: Two.'])
    expect(output.warnings).toHaveLength(1)
  })

  it('reads definition lists, tight and loose, with more than one paragraph', () => {
    expect(blocks('Term\n: A *definition*\n: Another\n\n用語\n\n: 定義です。\n\n    続きです。\n\nText.')).toEqual([
      'definition-term: Term',
      'definition: A definition',
      'definition: Another',
      'definition-term: 用語',
      'definition: 定義です。',
      'paragraph: 続きです。',
      'paragraph: Text.',
    ])
  })

  it('reads the bodies of admonitions and HTML blocks', () => {
    expect(blocks('!!! note "Title"\n    Body text.\n\nAfter.')).toEqual(['paragraph: Body text.', 'paragraph: After.'])
    expect(blocks('<details><summary>More</summary>\n<p>Hidden <b>words</b></p>\n<script>x()</script>\n</details>\n\nAfter.')).toEqual([
      'paragraph: More',
      'paragraph: Hidden words',
      'paragraph: After.',
    ])
    expect(blocks('> [!NOTE]\n> Beware.')).toEqual(['quote: Beware.'])
    expect(blocks('> **Note:** a `term` is kept.\n\n注：*用語*です。\n\nNote that it stays.', true)).toEqual([
      'quote: a term is kept. {code:term}',
      'paragraph: 用語です。 {emphasis:用語}',
      'paragraph: Note that it stays.',
    ])
  })

  it('reads footnotes: one after the other, of one word without spaces, of several paragraphs', () => {
    expect(blocks('本文。[^1]\n\n[^1]: 注の文。\n[^two]: Second note\n    goes on.\n\n    A paragraph more.\n\nText.')).toEqual([
      'paragraph: 本文。',
      'paragraph: 注の文。',
      'paragraph: Second note goes on.',
      'paragraph: A paragraph more.',
      'paragraph: Text.',
    ])
  })

  it('takes any text', () => {
    for (const text of ['', '\ufffd\0', '\r\r\n\n', '| a |\n|--', '[', '![', '`', '<', '&', '> '.repeat(300), '# \n#\n##']) {
      expect(Array.isArray(parse(parseMarkdown, text).blocks)).toBe(true)
    }
  })
})
