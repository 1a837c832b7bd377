import { Unreadable } from '../limits.ts'
import { type ContainerInput, type ContainerOutput, ContainerText } from '../output.ts'
import { readXml, type XmlHandler } from '../xml.ts'
import { broken, Zip } from '../zip.ts'
import { OdfReader } from './reader.ts'
import { OdsReader } from './sheets.ts'

/** OpenDocument text (odt) and presentations (odp): OpenDocument 1.3 part 3. Notes and comments come last, as parts of their own. */
export const parseOdf = (input: ContainerInput): Promise<ContainerOutput> => read(input, (into) => new OdfReader(into))

/** OpenDocument spreadsheets (ods). */
export const parseOds = (input: ContainerInput): Promise<ContainerOutput> => read(input, (into) => new OdsReader(into))

async function read({ bytes, budget }: ContainerInput, handler: (into: ContainerText) => XmlHandler): Promise<ContainerOutput> {
  const zip = await Zip.open(bytes, budget)
  const manifest = await zip.text('META-INF/manifest.xml')
  if (manifest !== null && /<manifest:encryption-data[\s>]/u.test(manifest)) {
    throw new Unreadable('protected', 'The file is protected with a password. Save it without a password to include it.')
  }
  const xml = await zip.text('content.xml')
  if (xml === null) throw broken('there is no OpenDocument content in it')
  const into = new ContainerText(budget)
  await readXml(xml, handler(into), budget)
  return into.finish()
}
