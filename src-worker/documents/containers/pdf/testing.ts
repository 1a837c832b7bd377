/** Helpers of the PDF tests: they write the files they read. */

/** Objects 1 catalogue, 2 page tree, 3 Helvetica, 4 a Japanese font that is not embedded, 5 Courier; then what is given. */
export function pdf(objects: readonly (string | Buffer)[], kids: readonly number[], trailer = '', tree = '', catalogue = ''): Buffer {
  const all: (string | Buffer)[] = [
    `<</Type/Catalog/Pages 2 0 R${catalogue}>>`,
    tree ||
      `<</Type/Pages/Count ${kids.length}/Kids[${kids.map((kid) => `${kid} 0 R`).join(' ')}]/MediaBox[0 0 600 800]/Resources<</Font<</F 3 0 R/J 4 0 R/M 5 0 R>>>>>>`,
    '<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>',
    '<</Type/Font/Subtype/Type0/BaseFont/Ryumin-Light/Encoding/90ms-RKSJ-H/DescendantFonts[<</Type/Font/Subtype/CIDFontType0/BaseFont/Ryumin-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(Japan1)/Supplement 2>>/FontDescriptor<</Type/FontDescriptor/FontName/Ryumin-Light/Flags 4>>>>]>>',
    '<</Type/Font/Subtype/Type1/BaseFont/Courier>>',
    ...objects,
  ]
  const parts: Buffer[] = [Buffer.from('%PDF-1.7\n')]
  const offsets: number[] = []
  let length = parts[0]!.length
  for (const [i, object] of all.entries()) {
    const bytes = Buffer.concat([Buffer.from(`${i + 1} 0 obj\n`), Buffer.from(object as string), Buffer.from('\nendobj\n')])
    offsets.push(length)
    length += bytes.length
    parts.push(bytes)
  }
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('')
  parts.push(
    Buffer.from(
      `xref\n0 ${all.length + 1}\n0000000000 65535 f \n${table}trailer<</Size ${all.length + 1}/Root 1 0 R${trailer}>>\nstartxref\n${length}\n%%EOF\n`,
    ),
  )
  return Buffer.concat(parts)
}

export const stream = (content: Buffer, filter = ''): Buffer =>
  Buffer.concat([Buffer.from(`<</Length ${content.length}${filter}>>stream\n`), content, Buffer.from('\nendstream')])

/** A text at a place: `[x, y, text, size, font]`. */
export type Shown = readonly [x: number, y: number, text: string, size?: number, font?: 'F' | 'J' | 'M']
const show = ([x, y, text, size = 10, font = 'F']: Shown): string =>
  `BT /${font} ${size} Tf 1 0 0 1 ${x} ${y} Tm ${font === 'J' ? `<${text}>` : `(${text.replaceAll(/[()\\]/gu, '\\$&')})`} Tj ET\n`
/** A PDF of pages with these texts. */
export const pages = (...contents: readonly (readonly Shown[])[]): Buffer =>
  pdf(
    contents.flatMap((shown, i) => [
      `<</Type/Page/Parent 2 0 R/Contents ${7 + i * 2} 0 R>>`,
      stream(Buffer.from(shown.map(show).join(''), 'latin1')),
    ]),
    contents.map((_, i) => 6 + i * 2),
  )

/** An element of a structure tree: its role, then elements and numbers of texts of the page. */
export interface Element extends ReadonlyArray<string | number | Element> {}

interface Tagged {
  /** Text marked as no content. */
  readonly artifacts?: readonly Shown[]
  /** What the catalogue says in place of `Marked true`. */
  readonly markInfo?: string
  /** Written into every element. */
  readonly extra?: string
}

/** A tagged PDF of one page (ISO 32000-2, 14.7): the texts are marked content by their index, which `tree` names. */
export function taggedPage(
  shown: readonly Shown[],
  tree: Element,
  { artifacts = [], markInfo = '<</Marked true>>', extra = '' }: Tagged = {},
): Buffer {
  const elements: string[] = []
  const owners = new Map<number, number>()
  const FIRST = 9
  const put = (element: Element, parent: number): number => {
    const [role, ...children] = element as readonly [string, ...(Element | number)[]]
    const number = FIRST + elements.push('') - 1
    const kids = children.map((child) => {
      if (typeof child !== 'number') return `${put(child, number)} 0 R`
      if (!owners.has(child)) owners.set(child, number)
      return String(child)
    })
    elements[number - FIRST] = `<</Type/StructElem/S/${role}/P ${parent} 0 R/Pg 6 0 R/K[${kids.join(' ')}]${extra}>>`
    return number
  }
  const root = put(tree, 8)
  const parents = shown.map((_, i) => (owners.has(i) ? `${owners.get(i)} 0 R` : 'null')).join(' ')
  const content = [
    ...shown.map((one, i) => `/P <</MCID ${i}>> BDC ${show(one)} EMC`),
    ...artifacts.map((one) => `/Artifact BMC ${show(one)} EMC`),
  ].join('\n')
  return pdf(
    [
      '<</Type/Page/Parent 2 0 R/Contents 7 0 R/StructParents 0>>',
      stream(Buffer.from(content, 'latin1')),
      `<</Type/StructTreeRoot/K ${root} 0 R/ParentTree<</Nums[0[${parents}]]>>>>`,
      ...elements,
    ],
    [6],
    '',
    '',
    `/MarkInfo ${markInfo}/StructTreeRoot 8 0 R`,
  )
}
