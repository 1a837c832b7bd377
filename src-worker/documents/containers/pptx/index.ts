import { type ContainerInput, type ContainerOutput, ContainerText } from '../output.ts'
import { relationsOf } from '../relations.ts'
import { readXml } from '../xml.ts'
import { broken, Zip } from '../zip.ts'
import { SlideReader } from './reader.ts'

/** PowerPoint (ECMA-376 PresentationML): slides in their order, each followed by its notes; `slide 3`, `slide 3 notes`. */
export async function parsePptx({ bytes, budget }: ContainerInput): Promise<ContainerOutput> {
  const zip = await Zip.open(bytes, budget)
  const main = (await relationsOf(zip, '', budget)).find(({ type }) => type === 'officeDocument')?.target ?? 'ppt/presentation.xml'
  const xml = await zip.text(main)
  if (xml === null) throw broken('there is no presentation in it')
  const ids: string[] = []
  const open = (name: string, attributes: ReadonlyMap<string, string>): void => {
    if (name === 'p:sldId') ids.push(attributes.get('r:id') ?? '')
  }
  await readXml(xml, { open, close: () => undefined, text: () => undefined }, budget)
  const relations = new Map((await relationsOf(zip, main, budget)).map(({ id, target }) => [id, target]))
  const into = new ContainerText(budget)
  for (const [index, id] of ids.entries()) {
    const slide = relations.get(id)
    const text = slide === undefined ? null : await zip.text(slide)
    if (slide === undefined || text === null) continue
    into.part = `slide ${index + 1}`
    await readXml(text, new SlideReader(into, 'list-item'), budget)
    const notes = (await relationsOf(zip, slide, budget)).find(({ type }) => type === 'notesSlide')
    const noted = notes ? await zip.text(notes.target) : null
    into.part = `slide ${index + 1} notes`
    if (noted !== null) await readXml(noted, new SlideReader(into, 'paragraph'), budget)
  }
  return into.finish()
}
