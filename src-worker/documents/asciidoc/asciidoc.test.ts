import { describe, expect, it } from 'vitest'
import { outline, parse } from '../testing.ts'
import { parseAsciidoc } from './index.ts'

const blocks = (text: string, spans = false) => outline(parse(parseAsciidoc, text), spans)

describe('AsciiDoc', () => {
  it('reads the header, sections of both kinds and block titles', () => {
    const text =
      '= 文書の題\nTaro Yamada <taro@example.com>\nv1.0, 2020-01-01\n:toc:\n:long: a \\\n  b\n\nText.\n\n== Section ==\n\n.Title\nMore.\n\nUnder\n-----\n\nEnd.\n'
    expect(blocks(text)).toEqual([
      'heading1: 文書の題',
      'paragraph: Text.',
      'heading2: Section',
      'caption: Title',
      'paragraph: More.',
      'heading2: Under',
      'paragraph: End.',
    ])
    expect(parse(parseAsciidoc, text).title).toBe('文書の題')
  })

  it('reads inline markup and leaves its marks out', () => {
    expect(blocks('*用語集*とは`code`を\n集めた<<id,相互参照>>である。**un**con _em_ +mono+ `+lit+` [.role]#text# H~2~O', true)).toEqual([
      'paragraph: 用語集とはcodeを集めた相互参照である。uncon em mono lit text H2O {strong:用語集, code:code, link:相互参照, strong:un, emphasis:em, code:mono, code:lit}',
    ])
    expect(
      blocks(
        ":p: the product\n\n{p} and {unknown} &#8217;s linkgit:git-add[1] https://example.com/x[Site], <<only>> ((shown)) (((hidden))) kbd:[Esc] image:x[alt] it's 'quoted' ``old''.",
        true,
      ),
    ).toEqual([
      "paragraph: the product and ’s git-add Site, only shown Esc it's quoted old. {code:git-add, link:Site, code:only, emphasis:shown, code:Esc, emphasis:quoted}",
    ])
    expect(blocks('The paths ~/box and ~user/box are 2^10^ long, ^C ends it, ^D too, H~2~O.')).toEqual([
      'paragraph: The paths ~/box and ~user/box are 210 long, ^C ends it, ^D too, H2O.',
    ])
    expect(blocks('snake_case_name 2 * 3 * 4 a*b C++ \\*not strong* x footnote:[The *note*.] y +\nz')).toEqual([
      'paragraph: snake_case_name 2 * 3 * 4 a*b C++ *not strong* x y z',
      'paragraph: The note.',
    ])
  })

  it('leaves out comments, conditionals, macros, anchors, attributes', () => {
    const text =
      "// comment\n////\nmany\n\nlines\n////\n[[anchor]]\n[role=\"x\"]\nifdef::x[]\nShown\n// in between\nwords.\nendif::x[]\ninclude::y[]\nimage::z.png[Alt]\n\n++++\n<b>raw</b>\n++++\n\n:name: value\n'''\nEnd.\n"
    expect(blocks(text)).toEqual(['paragraph: Shown words.', 'paragraph: End.'])
  })

  it('keeps code as code', () => {
    expect(
      blocks(
        "[source,c]\n----\nint x;\n----\n\n....\nliteral\n....\n\n[verse]\n'git add' [--all]\n\n    indented\n\n```js\nlet\n```\n\n[quote, Someone]\nWords.",
      ),
    ).toEqual(['code: int x;', 'code: literal', "code: 'git add' [--all]", 'code: indented', 'code: let', 'quote: Words.'])
  })

  it('reads lists with their attached paragraphs', () => {
    expect(
      blocks(
        '* one\ngoes on\n** nested\n+\nattached\n\n. num\n.. sub\n- [x] done\n\nNOTE: Beware.\n\n====\nInside.\n\n* deep\n====\n\n1. x\n\nAfter.',
      ),
    ).toEqual([
      'list-item1: one goes on',
      'list-item2: nested',
      'paragraph: attached',
      'list-item1: num',
      'list-item2: sub',
      'list-item1: done',
      'paragraph: Beware.',
      'paragraph: Inside.',
      'list-item1: deep',
      'list-item1: x',
      'paragraph: After.',
    ])
  })

  it('reads description lists and glossaries', () => {
    const text =
      '-n::\n--dry-run::\n\tOnly show.\n+\nMore.\n\nterm:: Same line\ngoes on.\n\n[glossary]\n== Terms\n\n[[def_a]]record::\nalias::\n    A kept `fact`.\n+\nStill.\n索引:: 一覧。\n\n== Next\n\nother:: Not one.'
    expect(blocks(text, true)).toEqual([
      'definition-term: -n {code:-n}',
      'definition-term: --dry-run {code:--dry-run}',
      'definition: Only show.',
      'definition: More.',
      'definition-term: term',
      'definition: Same line goes on.',
      'heading2: Terms',
      'glossary-term: record',
      'glossary-term: alias',
      'definition: A kept fact. {code:fact}',
      'definition: Still.',
      'glossary-term: 索引',
      'definition: 一覧。',
      'heading2: Next',
      'definition-term: other',
      'definition: Not one.',
    ])
  })

  it('begins a list right under a heading, a listing or a paragraph', () => {
    expect(blocks('== Head\n* one\n\nText\n* two\n\n----\nx\n----\n. three')).toEqual([
      'heading2: Head',
      'list-item1: one',
      'paragraph: Text',
      'list-item1: two',
      'code: x',
      'list-item1: three',
    ])
  })

  it('keeps bibliographies out of the running text', () => {
    expect(blocks('[bibliography]\n== References\n\n- [[[pp]]] A. Hunt. The Programmer.\n\nText.')).toEqual([
      'heading2: References',
      'code: A. Hunt. The Programmer.',
      'paragraph: Text.',
    ])
  })

  it('reads tables cell by cell', () => {
    expect(blocks('|===\n|A |用語\n\n|1\n|two\nlines\n|===')).toEqual([
      'table-cell[0,0,header]: A',
      'table-cell[0,1,header]: 用語',
      'table-cell[1,0]: 1',
      'table-cell[1,1]: two lines',
    ])
    expect(blocks('[cols="1,2", options="header"]\n|===\n|H |I\na|* x\n2+^|y \\| z\n|===')).toEqual([
      'table-cell[0,0,header]: H',
      'table-cell[0,1,header]: I',
      'table-cell[1,0]: x',
      'table-cell[1,1]: y \\| z',
    ])
  })

  it('takes any text', () => {
    for (const text of [
      '',
      '=',
      '----',
      '|===',
      '////',
      '[',
      '[[',
      '+',
      'a::',
      '{',
      '<<',
      '*',
      "''",
      '====\n====\n====',
      '____',
      '* \n+\n+',
      ':a:',
      '`',
      'x:[',
    ]) {
      expect(Array.isArray(parse(parseAsciidoc, text).blocks)).toBe(true)
    }
  })
})
