import { FEATURES, type Feature } from './feature-texts.ts'
import { office, p, row } from './flat-parts.ts'

/**
 * What documents hold besides headings and paragraphs, as flat OpenDocument: text boxes, tables in tables, covered cells, tracked changes, notes,
 * comments, running heads; and a report in two columns with a table across them.
 */

const cell = (content: string, attributes = ''): string =>
  `<table:table-cell office:value-type="string"${attributes}>${content}</table:table-cell>`
const paragraphs = (texts: readonly string[]): string => texts.map((text) => p('Body', text)).join('')
const table = (name: string, columns: number, rows: string): string =>
  `<table:table table:name="${name}"><table:table-column table:number-columns-repeated="${columns}"/>${rows}</table:table>`
const note = (text: string, type: 'footnote' | 'endnote', number: number): string =>
  `<text:note text:id="${type}${number}" text:note-class="${type}"><text:note-citation>${number}</text:note-citation><text:note-body>${p('Standard', text)}</text:note-body></text:note>`

/** A text document with everything but running text. */
export function featureText(feature: Feature): string {
  const { changes, box, lines, covered, nested, end, comment, running } = feature
  const tracked = `<text:tracked-changes><text:changed-region text:id="in"><text:insertion><office:change-info><dc:creator>A</dc:creator><dc:date>2026-01-01T00:00:00</dc:date></office:change-info></text:insertion></text:changed-region><text:changed-region text:id="out"><text:deletion><office:change-info><dc:creator>A</dc:creator><dc:date>2026-01-01T00:00:00</dc:date></office:change-info>${p('Body', changes.deleted)}</text:deletion></text:changed-region></text:tracked-changes>`
  const inner = table('inner', 2, lines.map(([name, says]) => row(cell(p('Standard', name)) + cell(p('Standard', says)))).join(''))
  const outer = table(
    'outer',
    2,
    row(`${cell(p('Standard', covered.over), ' table:number-columns-spanned="2"')}<table:covered-table-cell/>`) +
      row(cell(p('Standard', covered.left)) + cell(p('Standard', covered.right) + inner)),
  )
  const frame = `<draw:frame draw:name="box" draw:style-name="Alone" text:anchor-type="paragraph" svg:width="7cm" svg:height="3cm" draw:z-index="0"><draw:text-box>${p('Standard', box)}</draw:text-box></draw:frame>`
  const list = `<text:list text:style-name="L1"><text:list-item>${p('Standard', nested[0])}<text:list><text:list-item>${p('Standard', nested[1])}</text:list-item></text:list></text:list-item></text:list>`
  const body = [
    tracked,
    `<text:p text:style-name="Body">${changes.before}<text:change-start text:change-id="in"/>${changes.inserted}<text:change-end text:change-id="in"/>${changes.after}<text:change text:change-id="out"/>${note(end, 'endnote', 1)}</text:p>`,
    `<text:p text:style-name="Body">${frame}${feature.beside}<office:annotation><dc:creator>B</dc:creator><dc:date>2026-01-01T00:00:00</dc:date>${p('Standard', comment)}</office:annotation></text:p>`,
    list,
    outer,
    p('Caption', feature.caption),
    paragraphs([feature.last]),
  ].join('')
  return office('text', feature.language, body, running)
}

/** A report over two pages: two columns, a table across both, columns again, with notes at the foot of each page. */
export function report(feature: Feature): string {
  const { rules, notes } = feature
  const half = Math.floor(rules.length / 2)
  const join = feature.language === 'ja' ? '' : ' '
  const written = rules.map((rule, i) =>
    i === 1 ? rule + note(notes[0], 'footnote', 1) : i === half + 1 ? rule + note(notes[1], 'footnote', 2) : rule,
  )
  const blocks = (sentences: readonly string[]): string =>
    Array.from({ length: Math.ceil(sentences.length / 4) }, (_, i) => p('Body', sentences.slice(i * 4, i * 4 + 4).join(join))).join('')
  const section = (name: string, content: string): string =>
    `<text:section text:style-name="Two" text:name="${name}">${content}</text:section>`
  const heading = (text: string): string => `<text:h text:style-name="Heading_20_2" text:outline-level="2">${text}</text:h>`
  const across = table('across', 3, feature.across.map((cells) => row(cells.map((text) => cell(p('Standard', text))).join(''))).join(''))
  const body = [
    `<text:h text:style-name="Heading_20_1" text:outline-level="1">${feature.title}</text:h>`,
    section('one', heading(feature.parts[0]) + blocks(written.slice(0, half))),
    across,
    p('Caption', feature.caption),
    section('two', heading(feature.parts[1]) + blocks(written.slice(half))),
  ].join('')
  return office('text', feature.language, body, feature.running)
}

/** Slides with a table, a group of shapes and notes. */
export function featureSlides(): string {
  const slides = Object.values(FEATURES).map((feature, i) => {
    const shape = (text: string, x: number): string =>
      `<draw:custom-shape svg:width="6cm" svg:height="2cm" svg:x="${x}cm" svg:y="12cm">${p('Standard', text)}<draw:enhanced-geometry draw:type="rectangle" draw:enhanced-path="M 0 0 L 1 0 1 1 0 1 Z N"/></draw:custom-shape>`
    const group = `<draw:g>${shape(feature.group[0], 2)}<draw:g>${shape(feature.group[1], 10)}</draw:g></draw:g>`
    const rows = feature.across.map((cells) => row(cells.map((text) => cell(p('Standard', text))).join(''))).join('')
    const grid = `<draw:frame svg:width="20cm" svg:height="5cm" svg:x="2cm" svg:y="5cm">${table('grid', 3, rows)}</draw:frame>`
    const title = `<draw:frame presentation:class="title" svg:width="20cm" svg:height="3cm" svg:x="2cm" svg:y="1cm"><draw:text-box>${p('Standard', feature.title)}</draw:text-box></draw:frame>`
    const notes = `<presentation:notes><draw:frame presentation:class="notes" svg:width="15cm" svg:height="10cm" svg:x="2cm" svg:y="15cm"><draw:text-box>${p('Standard', feature.end)}</draw:text-box></draw:frame></presentation:notes>`
    return `<draw:page draw:name="s${i}" draw:master-page-name="M">${title}${grid}${group}${notes}</draw:page>`
  })
  return office('presentation', 'en', slides.join(''), null)
}

/** A workbook with covered cells, dates, numbers and texts that formulas make; terms in two languages side by side. */
export function featureSheet(): string {
  const { en, ja } = FEATURES
  const text = (content: string, attributes = ''): string => cell(`<text:p>${content}</text:p>`, attributes)
  const formula = (content: string): string =>
    `<table:table-cell table:formula="of:=&quot;${content}&quot;&amp;&quot;&quot;" office:value-type="string" office:string-value="${content}"><text:p>${content}</text:p></table:table-cell>`
  const date = '<table:table-cell office:value-type="date" office:date-value="2026-04-01"><text:p>2026-04-01</text:p></table:table-cell>'
  const number = '<table:table-cell office:value-type="float" office:value="12"><text:p>12</text:p></table:table-cell>'
  const sheets = [en, ja].map((feature, i) =>
    table(
      `S${i + 1}`,
      4,
      row(`${text(feature.title, ' table:number-columns-spanned="3"')}<table:covered-table-cell/><table:covered-table-cell/>${number}`) +
        row(text(feature.across[0]![0]!) + text(feature.across[0]![1]!) + text(feature.across[0]![2]!)) +
        feature.across
          .slice(1)
          .map((cells, at) => row(text(cells[0]!) + text(cells[1]!) + (at === 0 ? formula(cells[2]!) : text(cells[2]!)) + date))
          .join(''),
    ),
  )
  return office('spreadsheet', 'en', sheets.join(''), null)
}
