import { describe, expect, it } from 'vitest'
import { outline } from '../../testing.ts'
import { document, mutations, outcomesOfDamage, read, relationships, zipOf } from '../testing.ts'

const para = (text: string, properties = ''): string => `<a:p>${properties}<a:r><a:rPr b="0"/><a:t>${text}</a:t></a:r></a:p>`
const shape = (type: string | null, body: string): string =>
  `<p:sp><p:nvSpPr><p:nvPr>${type === null ? '' : `<p:ph${type && ` type="${type}"`}/>`}</p:nvPr></p:nvSpPr><p:txBody><a:lstStyle/>${body}</p:txBody></p:sp>`
const sld = (shapes: string): string => `<?xml version="1.0"?><p:sld><p:cSld><p:spTree>${shapes}</p:spTree></p:cSld></p:sld>`
const pptx = (slides: readonly string[], extra: Record<string, string> = {}): Buffer =>
  zipOf({
    '_rels/.rels': relationships(['r', 'officeDocument', 'ppt/presentation.xml']),
    'ppt/presentation.xml': `<p:presentation><p:sldIdLst>${slides
      .map((_, i) => `<p:sldId id="1" r:id="s${i}"/>`)
      .reverse()
      .join('')}</p:sldIdLst></p:presentation>`,
    'ppt/_rels/presentation.xml.rels': relationships(...slides.map((_, i) => [`s${i}`, 'slide', `slides/slide${i}.xml`] as const)),
    ...Object.fromEntries(slides.map((text, i) => [`ppt/slides/slide${i}.xml`, text])),
    ...extra,
  })

describe('pptx', () => {
  it('reads slides in their order, titles, bullets, text boxes and notes', async () => {
    const second = sld(
      shape('title', para('Two')) +
        shape('', para('point') + para('deeper', '<a:pPr lvl="1"/>') + para('plain', '<a:pPr><a:buNone/></a:pPr>')) +
        shape('sldNum', para('2')),
    )
    const first = sld(
      shape('ctrTitle', para('One')) +
        shape(
          null,
          '<a:p><a:r><a:rPr b="1"><a:hlinkClick r:id="x"/></a:rPr><a:t>bold</a:t></a:r><a:br/><a:r><a:t>more</a:t></a:r><a:fld type="slidenum"><a:t>1</a:t></a:fld></a:p>',
        ),
    )
    const output = await document(
      'pptx',
      pptx([second, first], {
        'ppt/slides/_rels/slide1.xml.rels': relationships(['n', 'notesSlide', '../notesSlides/n1.xml']),
        'ppt/notesSlides/n1.xml': `<p:notes>${shape('sldImg', '')}${shape('body', para('say it'))}</p:notes>`,
      }),
    )
    expect(output.title).toBe('One')
    expect(output.blocks.map(({ part }) => part)).toEqual([
      'slide 1',
      'slide 1',
      'slide 1 notes',
      'slide 2',
      'slide 2',
      'slide 2',
      'slide 2',
    ])
    expect(outline(output, true)).toEqual([
      'heading1: One',
      'paragraph: bold more {strong:bold, link:bold}',
      'paragraph: say it',
      'heading1: Two',
      'list-item1: point',
      'list-item2: deeper',
      'paragraph: plain',
    ])
  })

  it('reads tables', async () => {
    const cell = (text: string): string => `<a:tc><a:txBody>${para(text)}</a:txBody></a:tc>`
    const table = `<p:graphicFrame><a:graphic><a:tbl><a:tblPr firstRow="1"/><a:tr>${cell('Term')}${cell('Definition')}</a:tr><a:tr>${cell('x')}${cell('y')}</a:tr></a:tbl></a:graphic></p:graphicFrame>`
    expect(outline(await document('pptx', pptx([sld(table)])))).toEqual([
      'table-cell[0,0,header]: Term',
      'table-cell[0,1,header]: Definition',
      'table-cell[1,0]: x',
      'table-cell[1,1]: y',
    ])
  })

  it('says what cannot be read, and stands 300 mutations', { timeout: 60_000 }, async () => {
    expect(await read('pptx', zipOf({ a: 'b' }))).toMatchObject({ skipped: 'broken' })
    expect(await read('pptx', pptx([sld('')]))).toMatchObject({ skipped: 'no-text' })
    const file = pptx([sld(shape('title', para('One')) + shape('', para('point').repeat(40)))])
    expect((await outcomesOfDamage('pptx', mutations(file, 300))).get('broken')).toBeGreaterThan(80)
  })
})
