import { formatInput } from '../../format.ts'
import { parseHtml } from '../../html/index.ts'
import { type Budget, Unreadable } from '../limits.ts'
import { type ContainerInput, type ContainerOutput, ContainerText } from '../output.ts'
import { local, resolveLabel } from '../relations.ts'
import { type Attributes, readXml } from '../xml.ts'
import { broken, Zip } from '../zip.ts'

interface Package {
  title: string
  /** Labels of the chapters, in reading order. */
  readonly chapters: readonly string[]
}

/** EPUB 2 and 3: the chapters in the order of the spine, each read as the HTML it is; its table of contents is left out. */
export async function parseEpub({ bytes, budget }: ContainerInput): Promise<ContainerOutput> {
  const zip = await Zip.open(bytes, budget)
  await refuseProtected(zip)
  const { title, chapters } = await readPackage(zip, budget)
  const into = new ContainerText(budget)
  let number = 0
  let missing = 0
  for (const label of chapters) {
    number++
    const text = await zip.text(label)
    if (text === null) {
      missing++
      continue
    }
    into.part = `chapter ${number}`
    addChapter(into, text)
    await budget.turn()
  }
  const warnings = missing === 0 ? [] : [`Chapters the book lists but does not hold: ${missing}.`]
  return into.finish(title, warnings)
}

/** A DOCTYPE is usual here and harmless, as HTML is read without one; declarations inside it are not usual. */
const OWN_ENTITIES = /<!DOCTYPE[^>[]{0,1000}\[|<!ENTITY/iu
/** What XHTML closes at once and HTML would read on from to the end of the file. */
const SELF_CLOSED = /<(script|style|title|textarea|iframe|noscript)((?:\s[^<>]{0,1000})?)\/>/giu

function addChapter(into: ContainerText, text: string): void {
  if (OWN_ENTITIES.test(text))
    throw new Unreadable('broken', 'A chapter declares entities of its own (DOCTYPE), as no book does; the file is not read.')
  const { blocks } = parseHtml(formatInput(text.replace(SELF_CLOSED, '<$1$2></$1>')))
  into.addBlocks(blocks)
}

/** Fonts may be scrambled (OCF 3.3, 4.4.2 obfuscation); anything else encrypted is a book with copy protection. */
async function refuseProtected(zip: Zip): Promise<void> {
  const xml = await zip.text('META-INF/encryption.xml')
  if (xml === null) return
  const algorithms = [...xml.matchAll(/<(?:\w+:)?EncryptionMethod\s[^>]{0,200}Algorithm="([^"]{0,200})"/gu)].map((match) => match[1])
  const harmless = ['http://www.idpf.org/2008/embedding', 'http://ns.adobe.com/pdf/enc#RC']
  if (algorithms.some((algorithm) => !harmless.includes(algorithm!))) {
    throw new Unreadable('protected', 'The book is copy-protected (DRM) and cannot be read.')
  }
}

async function readPackage(zip: Zip, budget: Budget): Promise<Package> {
  let label: string | null = null
  await readXml(
    (await zip.text('META-INF/container.xml')) ?? '',
    opening((name, attributes) => {
      if (local(name) === 'rootfile') label ??= attributes.get('full-path') ?? null
    }),
    budget,
  )
  const xml = label === null ? null : await zip.text(label)
  if (label === null || xml === null) throw broken('it is no book: its list of chapters is missing')
  const path: string = label
  const folder = path.slice(0, path.lastIndexOf('/') + 1)
  const items = new Map<string, string>()
  const chapters: string[] = []
  let title = ''
  let inTitle = false
  const handler = {
    open: (name: string, attributes: Attributes): void => {
      const id = attributes.get('id')
      const href = attributes.get('href')
      if (local(name) === 'item' && id !== undefined && href !== undefined && isChapter(attributes)) items.set(id, href)
      else if (local(name) === 'itemref') {
        const found = items.get(attributes.get('idref') ?? '')
        if (found !== undefined) chapters.push(resolveLabel(folder, unescaped(found)))
      } else if (name === 'dc:title' && title === '') inTitle = true
    },
    close: (name: string): void => {
      if (name === 'dc:title') inTitle = false
    },
    text: (text: string): void => {
      if (inTitle) title += text
    },
  }
  await readXml(xml, handler, budget)
  return { title: title.replaceAll(/\s+/gu, ' ').trim(), chapters: [...new Set(chapters)] }
}

const opening = (open: (name: string, attributes: Attributes) => void) => ({ open, close: () => undefined, text: () => undefined })

function isChapter(attributes: Attributes): boolean {
  if (attributes.get('properties')?.split(' ').includes('nav')) return false
  return /^(?:application\/xhtml\+xml|text\/html)$/u.test(attributes.get('media-type') ?? '')
}

/** An address of the manifest as the label of an entry: without escapes and fragment. */
function unescaped(href: string): string {
  const path = href.replace(/#.*$/su, '')
  try {
    return decodeURIComponent(path)
  } catch {
    return path // a stray % sign: the label has it too
  }
}
