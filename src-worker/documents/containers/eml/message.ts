import { decode } from '../../encoding.ts'
import type { Budget } from '../limits.ts'
import { decodeCharset, type Headers, headerText, quotedPrintable, readHeaders, readParameters } from './headers.ts'

/** One text of a message, in the order they are shown. */
export interface MessageText {
  readonly type: 'plain' | 'html'
  readonly text: string
}

export interface Message {
  readonly subject: string
  readonly texts: MessageText[]
}

export interface Mail {
  /** The message, then those forwarded in it, as they come. */
  readonly messages: Message[]
  /** Names of the parts that are not read. */
  readonly attachments: string[]
}

interface Entity {
  readonly source: string
  readonly depth: number
  readonly message: Message
}

const MAX_DEPTH = 20
const MAX_PARTS = 2000

/** Reads a message (RFC 5322) and its parts (RFC 2046). @param source as Latin-1: one character per byte. */
export function readMail(source: string, budget: Budget): Mail {
  const mail: Mail = { messages: [], attachments: [] }
  const pending: Entity[] = [begin(mail, source, 0)]
  for (let parts = 0; pending.length > 0 && parts < MAX_PARTS; parts++) {
    budget.check()
    const { entity, inner } = read(mail, pending.pop()!)
    pending.push(
      ...inner
        .reverse()
        .map((one) =>
          one.forwarded ? begin(mail, one.source, entity.depth + 1) : { ...entity, source: one.source, depth: entity.depth + 1 },
        ),
    )
  }
  return mail
}

function begin(mail: Mail, source: string, depth: number): Entity {
  const message: Message = { subject: headerText(split(source).headers.get('subject') ?? ''), texts: [] }
  mail.messages.push(message)
  return { source, depth, message }
}

interface Inner {
  readonly source: string
  readonly forwarded: boolean
}

/** Reads one entity: a text is added to its message, a multipart gives its parts. */
function read(mail: Mail, entity: Entity): { entity: Entity; inner: Inner[] } {
  const { headers, body } = split(entity.source)
  const { value, parameters } = readParameters(headers.get('content-type') ?? 'text/plain')
  const disposition = readParameters(headers.get('content-disposition'))
  const name = disposition.parameters.get('filename') ?? parameters.get('name')
  const boundary = parameters.get('boundary')
  let inner: Inner[] = []
  if (value.startsWith('multipart/') && boundary && entity.depth < MAX_DEPTH) {
    const parts = partsOf(body, boundary)
    inner = (value === 'multipart/alternative' ? [best(parts)] : parts).map((source) => ({ source, forwarded: false }))
  } else if (value === 'message/rfc822' && entity.depth < MAX_DEPTH) {
    inner = [{ source: transferred(headers, body).toString('latin1'), forwarded: true }]
  } else if ((value === 'text/plain' || value === 'text/html') && disposition.value !== 'attachment') {
    const text = bodyText(transferred(headers, body), parameters.get('charset'))
    if (text.trim() !== '') entity.message.texts.push({ type: value === 'text/html' ? 'html' : 'plain', text })
  } else mail.attachments.push(name ?? value)
  return { entity, inner }
}

/** Of alternatives the plain text, when it has words; else the last, which is the richest (RFC 2046, 5.1.4). */
function best(parts: readonly string[]): string {
  const plain = parts.find((part) => {
    const { headers, body } = split(part)
    return readParameters(headers.get('content-type') ?? 'text/plain').value === 'text/plain' && body.trim() !== ''
  })
  return plain ?? parts.at(-1) ?? ''
}

function split(source: string): { headers: Headers; body: string } {
  const end = /\r?\n\r?\n/u.exec(source)
  if (/^\r?\n/u.test(source)) return { headers: new Map(), body: source.replace(/^\r?\n/u, '') }
  return end
    ? { headers: readHeaders(source.slice(0, end.index)), body: source.slice(end.index + end[0].length) }
    : { headers: readHeaders(source), body: '' }
}

/** Texts between the boundary lines; a last part that never ends reaches to the end. */
function partsOf(body: string, boundary: string): string[] {
  const parts: string[] = []
  const mark = `--${boundary}`
  let from = -1
  for (let at = body.indexOf(mark); at !== -1 && parts.length < MAX_PARTS; at = body.indexOf(mark, at + mark.length)) {
    if (at > 0 && body[at - 1] !== '\n') continue
    if (from !== -1) parts.push(body.slice(from, Math.max(from, at)).replace(/\r?\n$/u, ''))
    if (body.startsWith('--', at + mark.length)) return parts
    const lineEnd = body.indexOf('\n', at)
    from = lineEnd === -1 ? body.length : lineEnd + 1
  }
  if (from !== -1) parts.push(body.slice(from))
  return parts
}

/** The body without its transfer encoding (RFC 2045, 6). */
function transferred(headers: Headers, body: string): Buffer {
  const encoding = (headers.get('content-transfer-encoding') ?? '').trim().toLowerCase()
  if (encoding === 'base64') return Buffer.from(body, 'base64')
  return encoding === 'quoted-printable' ? quotedPrintable(body) : Buffer.from(body, 'latin1')
}

/** In the character set it names, when the bytes are in it; else as any other text file. */
function bodyText(bytes: Buffer, charset: string | undefined): string {
  const named = charset === undefined || /^(?:us-ascii|ascii|unknown.*)$/iu.test(charset) ? null : decodeCharset(bytes, charset)
  return named ?? decode(bytes).text
}
