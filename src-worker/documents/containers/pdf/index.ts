import { Unreadable } from '../limits.ts'
import { type ContainerInput, type ContainerOutput, ContainerText } from '../output.ts'
import { broken } from '../zip.ts'
import { extractPages } from './extract.ts'
import { layOut } from './layout.ts'

/** A page with fewer characters is a picture with a stray mark. */
const TEXT_PER_PAGE = 3

/** PDF: text by pdf.js in a thread of its own, headings by size, columns, hyphens at line ends undone; `page 7`. */
export async function parsePdf({ bytes, budget }: ContainerInput): Promise<ContainerOutput> {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 1024))
  if (!head.includes('%PDF-')) throw broken('it is no PDF')
  const { pages, count, unreadable } = await extractPages(bytes, budget)
  const characters = pages.reduce(
    (sum, { items }) => sum + items.reduce((length, { text }) => length + (text.match(/[^\p{C}\s]/gu)?.length ?? 0), 0),
    0,
  )
  if (characters < TEXT_PER_PAGE * Math.max(1, pages.length)) {
    if (unreadable > 0 && characters === 0) throw broken('none of its pages can be read')
    throw new Unreadable('no-text', 'The PDF holds pictures of pages, no text (a scan). Run text recognition (OCR) over it to include it.')
  }
  const into = new ContainerText(budget)
  layOut(pages, into)
  const warnings: string[] = []
  if (unreadable > 0) warnings.push(`Damaged pages that could not be read: ${unreadable}.`)
  if (count > pages.length + unreadable) warnings.push(`Only the first ${budget.limits.pages} of ${count} pages were read.`)
  return into.finish(undefined, warnings)
}
