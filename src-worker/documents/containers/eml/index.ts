import type { Block } from '../../../../src-main/contract/blocks.ts'
import { formatInput } from '../../format.ts'
import { parseHtml } from '../../html/index.ts'
import { parseText } from '../../text.ts'
import { type ContainerInput, type ContainerOutput, ContainerText, Draft } from '../output.ts'
import { broken } from '../zip.ts'
import { type MessageText, readMail } from './message.ts'

const MOST_NAMED = 20

/**
 * E-mail (RFC 5322, MIME): the subject as a heading, the text, forwarded messages as parts of their own (`message 2`). Of alternatives the plain text is
 * read, HTML where there is none. Signatures are left out, what is quoted from other mails is a quotation, attachments are named in a warning.
 */
export async function parseEml({ bytes, budget }: ContainerInput): Promise<ContainerOutput> {
  const source = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1')
  if (!/^(?:From |[!-9;-~]{1,200}:)/u.test(source.trimStart().slice(0, 300))) throw broken('it is no e-mail')
  const { messages, attachments } = readMail(source.trimStart(), budget)
  const into = new ContainerText(budget)
  for (const [index, { subject, texts }] of messages.entries()) {
    into.part = `message ${index + 1}`
    const draft = new Draft()
    draft.add(subject)
    into.add('heading', draft, { level: index === 0 ? 1 : 2 })
    for (const text of texts) into.addBlocks(blocksOf(text))
    await budget.turn()
  }
  const named = attachments.slice(0, MOST_NAMED).join(', ') + (attachments.length > MOST_NAMED ? ', …' : '')
  const warnings = attachments.length === 0 ? [] : [`Attachments that were not read: ${named}. Save them beside the mail to include them.`]
  return into.finish(undefined, warnings)
}

function blocksOf({ type, text }: MessageText): readonly Block[] {
  if (type === 'html') return parseHtml(formatInput(text)).blocks
  return runsOf(text).flatMap(({ quoted, lines }) => {
    const { blocks } = parseText(formatInput(lines.join('\n')))
    return quoted ? blocks.map((block): Block => (block.kind === 'paragraph' ? { ...block, kind: 'quote' } : block)) : blocks
  })
}

/** Cuts a text into what its author wrote and what is quoted (`> `), up to the signature (`-- `, RFC 3676 4.3). */
function runsOf(text: string): { quoted: boolean; lines: string[] }[] {
  const runs: { quoted: boolean; lines: string[] }[] = []
  for (const line of text.split(/\r\n|\r|\n/u)) {
    if (line === '-- ' || line === '--') break
    const quoted = /^>/u.test(line)
    if (runs.at(-1)?.quoted !== quoted) runs.push({ quoted, lines: [] })
    runs.at(-1)!.lines.push(quoted ? line.replace(/^(?:> ?){1,50}/u, '') : line)
  }
  return runs
}
