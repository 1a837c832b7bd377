import type { Budget } from '../limits.ts'
import { type ContainerInput, type ContainerOutput, ContainerText } from '../output.ts'
import { relationsOf } from '../relations.ts'
import { readXml } from '../xml.ts'
import { broken, Zip } from '../zip.ts'
import { DocxReader } from './reader.ts'
import { readStyles, type Styles } from './styles.ts'

/**
 * Word (ECMA-376 WordprocessingML): the document, then its notes and comments as parts of their own. Tracked changes are read as accepted;
 * headers and footers, tables of contents, hidden text and pictures are left out; nothing outside the file is looked at.
 */
export async function parseDocx({ bytes, budget }: ContainerInput): Promise<ContainerOutput> {
  const zip = await Zip.open(bytes, budget)
  const main = (await relationsOf(zip, '', budget)).find(({ type }) => type === 'officeDocument')?.target ?? 'word/document.xml'
  const xml = await zip.text(main)
  if (xml === null) throw broken('there is no Word document in it')
  const relations = await relationsOf(zip, main, budget)
  const partOf = (type: string): string | undefined => relations.find((relation) => relation.type === type)?.target
  const styles = await readStyles(await textOf(zip, partOf('styles')), budget)
  const into = new ContainerText(budget)
  await read(xml, into, styles, budget)
  for (const type of ['footnotes', 'endnotes', 'comments']) {
    const notes = await textOf(zip, partOf(type))
    if (notes !== null) await read(notes, into, styles, budget)
  }
  return into.finish()
}

const textOf = async (zip: Zip, part: string | undefined): Promise<string | null> => (part === undefined ? null : zip.text(part))

async function read(xml: string, into: ContainerText, styles: Styles, budget: Budget): Promise<void> {
  into.part = undefined
  await readXml(xml, new DocxReader(into, styles), budget)
}
