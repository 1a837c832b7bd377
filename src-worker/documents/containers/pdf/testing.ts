/** Helpers of the PDF tests: they write the files they read. */

/** Objects 1 catalogue, 2 page tree, 3 Helvetica, 4 a Japanese font that is not embedded, 5 Courier; then what is given. */
export function pdf(objects: readonly (string | Buffer)[], kids: readonly number[], trailer = '', tree = ''): Buffer {
  const all: (string | Buffer)[] = [
    '<</Type/Catalog/Pages 2 0 R>>',
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
