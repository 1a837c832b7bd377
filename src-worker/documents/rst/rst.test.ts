import { describe, expect, it } from 'vitest'
import { outline, parse } from '../testing.ts'
import { parseRst } from './index.ts'

const blocks = (text: string, spans = false) => outline(parse(parseRst, text), spans)

describe('reStructuredText', () => {
  it('keeps sections, with levels by the order of their styles, Japanese titles too', () => {
    const text = '==========\n用語の文書\n==========\n\nOne\n---\n\nText.\n\nTwo\n~~~\n\nThree\n-----\n\n----\n\nEnd.\n'
    expect(blocks(text)).toEqual([
      'heading1: 用語の文書',
      'heading2: One',
      'paragraph: Text.',
      'heading3: Two',
      'heading2: Three',
      'paragraph: End.',
    ])
    expect(parse(parseRst, text).title).toBe('用語の文書')
  })

  it('reads inline markup and leaves its marks, targets and references out', () => {
    expect(
      blocks(
        '**用語集**\\ とは、``inline code`` と :ref:`リンク <x>` です [1]_ [#n]_。\n参照_ と `名前 <https://example.com>`__ を見よ。',
        true,
      ),
    ).toEqual([
      'paragraph: 用語集とは、inline code と リンク です。参照 と 名前 を見よ。 {strong:用語集, code:inline code, link:リンク, link:名前}',
    ])
    expect(blocks('See :doc:`other/page`, :term:`record`, :py:class:`~a.b.Name`, :file:`x.yml` and *a* \\*b\\* _`target`.', true)).toEqual([
      'paragraph: See other/page, record, Name, x.yml and a *b* target. {code:other/page, link:record, code:Name, code:x.yml, emphasis:a}',
    ])
    expect(blocks('2 * 3 * 4, a_b, snake_case_name, |none| and |P|.\n\n.. |P| replace:: **the product**')).toEqual([
      'paragraph: 2 * 3 * 4, a_b, snake_case_name, and the product.',
    ])
  })

  it('leaves out comments over many lines, targets, substitution definitions, options and silent directives', () => {
    const text = [
      ':orphan:',
      '',
      '.. _label:',
      '.. A comment',
      '   over lines',
      '',
      '   and paragraphs',
      '',
      '..',
      '   another',
      '',
      '.. toctree::',
      '   :maxdepth: 2',
      '',
      '   a',
      '',
      '.. include:: x.txt',
      '.. image:: x.png',
      '   :alt: Alt',
      '',
      '.. [CIT] A reference.',
      '__ https://example.com',
      '',
      'Shown.',
    ].join('\n')
    expect(blocks(text)).toEqual(['paragraph: Shown.'])
  })

  it('keeps code as code', () => {
    expect(
      blocks(
        'Text::\n\n    literal\n\n      more\n\nNext.\n\n.. code-block:: yaml\n   :caption: x\n\n   a: b\n\n>>> 1 + 1\n2\n\nLast ::\n\n  x',
      ),
    ).toEqual([
      'paragraph: Text:',
      'code: literal\n\n      more',
      'paragraph: Next.',
      'code: a: b',
      'code: >>> 1 + 1\n2',
      'paragraph: Last',
      'code: x',
    ])
  })

  it('reads lists, definitions, fields, options, line blocks', () => {
    const text = [
      '- one',
      '  goes on',
      '',
      '  second',
      '- - nested',
      '  - more',
      '',
      '#. first',
      '2. second',
      '',
      'A. Person wrote',
      'this sentence.',
      '',
      'Term : classifier',
      '   Its definition.',
      '',
      '   More.',
      '',
      ':Owner: The team',
      ':param x: the value',
      '',
      '-o FILE, --out FILE  output file',
      '',
      '| line one',
      '| line two',
    ].join('\n')
    expect(blocks(text)).toEqual([
      'list-item1: one goes on',
      'paragraph: second',
      'list-item2: nested',
      'list-item2: more',
      'list-item1: first',
      'list-item1: second',
      'paragraph: A. Person wrote this sentence.',
      'definition-term: Term',
      'definition: Its definition.',
      'definition: More.',
      'definition-term: Owner',
      'definition: The team',
      'paragraph: the value',
      'definition: output file',
      'paragraph: line one',
      'paragraph: line two',
    ])
  })

  it('reads glossaries and admonitions', () => {
    const text = [
      '.. glossary::',
      '   :sorted:',
      '',
      '   record',
      '   レコード',
      '      A *kept* fact.',
      '',
      '   index',
      '      A list.',
      '',
      '.. note:: A note',
      '   goes on.',
      '',
      '   - item',
      '',
      '.. versionadded:: 2.1',
      '   Was added.',
      '',
      '.. admonition:: Titled',
      '',
      '   Body.',
      '',
      '.. py:function:: f(x)',
      '',
      '   Does things.',
    ].join('\n')
    expect(blocks(text)).toEqual([
      'glossary-term: record',
      'glossary-term: レコード',
      'definition: A kept fact.',
      'glossary-term: index',
      'definition: A list.',
      'paragraph: A note goes on.',
      'list-item1: item',
      'paragraph: Was added.',
      'caption: Titled',
      'paragraph: Body.',
      'paragraph: Does things.',
    ])
  })

  it('reads tables of every kind cell by cell', () => {
    const grid =
      '+-----+------------+\n| A   | 用語       |\n+=====+============+\n| 1   | two        |\n|     | lines      |\n+-----+------------+\n| spanning columns |\n+------------------+'
    expect(blocks(grid)).toEqual([
      'table-cell[0,0,header]: A',
      'table-cell[0,1,header]: 用語',
      'table-cell[1,0]: 1',
      'table-cell[1,1]: two lines',
      'table-cell[2,0]: spanning columns',
    ])
    expect(blocks('=====  ======\nCol    Other\n=====  ======\na      b c\n       d\n用語   語\n=====  ======')).toEqual([
      'table-cell[0,0,header]: Col',
      'table-cell[0,1,header]: Other',
      'table-cell[1,0]: a',
      'table-cell[1,1]: b c d',
      'table-cell[2,0]: 用語',
      'table-cell[2,1]: 語',
    ])
    expect(blocks('.. list-table:: Caption\n   :header-rows: 1\n\n   * - H\n     - I\n   * - a\n     - b\n')).toEqual([
      'caption: Caption',
      'table-cell[0,0,header]: H',
      'table-cell[0,1,header]: I',
      'table-cell[1,0]: a',
      'table-cell[1,1]: b',
    ])
    expect(blocks('.. csv-table::\n   :header-rows: 1\n\n   "H, x", I\n   a, "b"\n')).toEqual([
      'table-cell[0,0,header]: H, x',
      'table-cell[0,1,header]: I',
      'table-cell[1,0]: a',
      'table-cell[1,1]: b',
    ])
  })

  it('takes any text', () => {
    for (const text of [
      '',
      '..',
      '::',
      '.. x::',
      '+-+',
      '== ==',
      '- ',
      '``',
      ':a:',
      '|',
      '*',
      '\t\tx',
      'a\n b\nc\n  d',
      '=\na\n=',
      '.. |',
      '__',
    ]) {
      expect(Array.isArray(parse(parseRst, text).blocks)).toBe(true)
    }
  })

  it('reads footnotes whose text begins on the next line', () => {
    expect(outline(parse(parseRst, 'A word [1]_ here.\n\n.. [1]\n   The note.\n\n.. [2] Another\n   note.\n'))).toEqual([
      'paragraph: A word here.',
      'paragraph: The note.',
      'paragraph: Another note.',
    ])
  })
})
