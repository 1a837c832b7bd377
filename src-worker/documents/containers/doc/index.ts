import type { BlockKind } from '../../../../src-main/contract/blocks.ts'
import type { BlockProps } from '../../block-sink.ts'
import { decode } from '../../encoding.ts'
import { formatInput } from '../../format.ts'
import { parseHtml } from '../../html/index.ts'
import { parseDocx } from '../docx/index.ts'
import { Unreadable } from '../limits.ts'
import { type ContainerInput, type ContainerOutput, ContainerText, type Draft } from '../output.ts'
import { parseRtf } from '../rtf/index.ts'
import { broken } from '../zip.ts'
import { CompoundFile, isCompoundFile } from './compound-file.ts'
import { COMMENT_TEXTS, ENDNOTE_TEXTS, type Fib, FOOTNOTE_TEXTS, positions, readFib } from './fib.ts'
import { readPieces } from './pieces.ts'
import { DocReader } from './reader.ts'
import { readStyleSheet } from './styles.ts'

/**
 * Word 97 to 2003 (MS-DOC): the text, then footnotes, endnotes and comments as parts of their own. Files called `.doc` are often RTF, newer Word files or web
 * pages: they are read as what they are. Deleted and hidden text, running heads and tables of contents are left out.
 */
export async function parseDoc(input: ContainerInput): Promise<ContainerOutput> {
  const { bytes } = input
  if (!isCompoundFile(bytes)) return parseOther(input)
  try {
    return await readDocument(input)
  } catch (error) {
    // A table that points outside of the file.
    if (error instanceof RangeError) throw broken('its tables lead outside of it')
    throw error
  }
}

async function readDocument({ bytes, budget }: ContainerInput): Promise<ContainerOutput> {
  const fib = readFib(new CompoundFile(bytes))
  const into = new ContainerText(budget)
  const reader = new DocReader(fib, readPieces(fib, budget), readStyleSheet(fib), budget)
  const { text, footnotes, headers, comments, endnotes, boxes } = fib.lengths
  await reader.read(0, text, into)
  const firstComment = text + footnotes + headers
  const firstEndnote = firstComment + comments
  await reader.read(firstEndnote + endnotes, firstEndnote + endnotes + boxes, into)
  await readNotes(reader, into, fib, 'footnote', FOOTNOTE_TEXTS, text, footnotes)
  await readNotes(reader, into, fib, 'endnote', ENDNOTE_TEXTS, firstEndnote, endnotes)
  await readNotes(reader, into, fib, 'comment', COMMENT_TEXTS, firstComment, comments)
  return into.finish()
}

/** Notes of one kind: their texts follow one another from `start`, cut by a list of positions. */
async function readNotes(
  reader: DocReader,
  into: ContainerText,
  fib: Fib,
  kind: string,
  list: number,
  start: number,
  length: number,
): Promise<void> {
  if (length === 0) return
  const cuts = [...new Set(positions(fib, list, 0).filter((position) => position < length))].sort((a, b) => a - b)
  let number = 0
  for (const [index, from] of (cuts.length === 0 ? [0] : cuts).entries()) {
    const part = `${kind} ${number + 1}`
    let used = false
    const target = {
      add(block: BlockKind, draft: Pick<Draft, 'text' | 'spans'>, props: BlockProps = {}): void {
        into.part = part
        used ||= draft.text.trim() !== ''
        into.add(block, draft, props)
      },
    }
    await reader.read(start + from, start + (cuts[index + 1] ?? length), target)
    if (used) number++
  }
  into.part = undefined
}

const HEAD = 1024

/** What else is called `.doc`. @throws Unreadable */
function parseOther(input: ContainerInput): Promise<ContainerOutput> {
  const head = Buffer.from(input.bytes.subarray(0, HEAD)).toString('latin1')
  if (/^\s*\{\\rtf/u.test(head)) return parseRtf(input)
  if (head.startsWith('PK')) return parseDocx(input)
  if (/<html[\s>]/iu.test(head)) {
    const into = new ContainerText(input.budget)
    const output = parseHtml(formatInput(decode(input.bytes).text))
    into.addBlocks(output.blocks)
    return Promise.resolve(into.finish(output.title))
  }
  throw new Unreadable('broken', 'The file is damaged or not what its name says: there is no Word document in it.')
}
