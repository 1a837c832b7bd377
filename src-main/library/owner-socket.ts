import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { chmodSync, lstatSync, mkdirSync, rmSync } from 'node:fs'
import { createServer, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { z } from 'zod'
import type { LogLine } from '../contract/run.ts'
import { logLineSchema } from '../contract/run.ts'
import type { ControlAnswer, RunEnd, RunManager } from '../runs/api.ts'

/**
 * The owner of a library listens on a local socket so that another process of the same person can cancel or follow its run (design §4).
 * The socket lies in a folder only the person can enter; the token is needed all the same, because a named pipe
 * of Windows has no folder. One JSON object a line, both ways. The store tells other processes where it is (publishSocket).
 */

export const ownerRequestSchema = z.object({
  token: z.string().max(200),
  command: z.enum(['cancel', 'follow']),
  run: z.int().positive(),
  /** `follow`: log lines after this number. */
  after: z.int().nonnegative().default(0),
})
export type OwnerRequest = z.infer<typeof ownerRequestSchema>

export const ownerReplySchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('answer'), answer: z.string(), status: z.string().optional() }),
  z.object({ type: z.literal('log'), line: logLineSchema }),
  /** The run is over and the library takes no writing just now. */
  z.object({ type: z.literal('saving'), status: z.string() }),
  z.object({ type: z.literal('end'), status: z.string(), error: z.string().nullable(), unsaved: z.boolean().default(false) }),
  z.object({ type: z.literal('error'), message: z.string() }),
])
export type OwnerReply = z.infer<typeof ownerReplySchema>

/** What the socket needs of the run engine. */
export type OwnerRuns = Pick<RunManager, 'cancel' | 'subscribe'>

export interface OwnerSocket {
  readonly path: string
  readonly token: string
  /** Stops listening, ends the connections and removes the socket. Idempotent. */
  close(): Promise<void>
}

const REQUEST_MAX = 4096
/** sockaddr_un holds 108 bytes on Linux, 104 on macOS, the closing NUL included. */
const SOCKET_PATH_MAX = 100

const nameOf = (libraryFile: string): string => createHash('sha256').update(libraryFile).digest('hex').slice(0, 20)

/** A folder that is the person's own and closed to others; refuses one somebody else prepared. */
function privateFolder(folder: string): string {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const stat = lstatSync(folder)
  if (!stat.isDirectory() || (process.getuid !== undefined && stat.uid !== process.getuid())) {
    throw new Error(`${folder} is not a folder of this user`)
  }
  chmodSync(folder, 0o700)
  return folder
}

/** Places to listen at, best first: some file systems take no sockets, and some data folders have too long a path for one. */
function addressesFor(home: string, libraryFile: string): string[] {
  const name = nameOf(libraryFile)
  if (process.platform === 'win32') return [`\\\\.\\pipe\\genglossary-${name}-${randomBytes(8).toString('hex')}`]
  const inHome = join(privateFolder(join(home, 'owners')), `${name}.sock`)
  const inTemporary = join(tmpdir(), `genglossary-${process.getuid?.() ?? 0}`, `${name}.sock`)
  return Buffer.byteLength(inHome) <= SOCKET_PATH_MAX ? [inHome, inTemporary] : [inTemporary]
}

async function listenAtBest(server: Server, addresses: readonly string[]): Promise<string> {
  const failures: unknown[] = []
  for (const address of addresses) {
    try {
      if (process.platform !== 'win32') {
        privateFolder(dirname(address))
        rmSync(address, { force: true })
      }
      await listen(server, address)
      return address
    } catch (error) {
      failures.push(error)
    }
  }
  throw new AggregateError(failures, 'Other processes can not be answered: no local socket could be made.')
}

const sameToken = (given: string, wanted: string): boolean =>
  timingSafeEqual(createHash('sha256').update(given).digest(), createHash('sha256').update(wanted).digest())

const send = (socket: Socket, reply: OwnerReply): boolean => socket.write(`${JSON.stringify(reply)}\n`)

async function sendLogs(socket: Socket, lines: readonly LogLine[]): Promise<void> {
  for (const line of lines) {
    if (socket.destroyed) return
    if (!send(socket, { type: 'log', line })) {
      await new Promise<void>((done) => {
        socket.once('drain', done)
        socket.once('close', () => done())
      })
    }
  }
}

async function follow(socket: Socket, runs: OwnerRuns, request: OwnerRequest): Promise<void> {
  const subscription = await runs.subscribe(
    request.run,
    {
      logs: (lines) => sendLogs(socket, lines),
      status: (_status, { saving }) => {
        if (saving !== null && !socket.destroyed) send(socket, { type: 'saving', status: saving })
      },
      end: (end: RunEnd) => {
        send(socket, { type: 'end', status: end.status, error: end.error, unsaved: end.unsaved })
        socket.end()
      },
    },
    { afterSeq: request.after },
  )
  if (socket.destroyed) subscription.unsubscribe()
  socket.once('close', () => subscription.unsubscribe())
}

async function cancel(socket: Socket, runs: OwnerRuns, request: OwnerRequest): Promise<void> {
  const answer: ControlAnswer = await runs.cancel(request.run)
  send(socket, { type: 'answer', answer: answer.answer, ...('status' in answer ? { status: answer.status } : {}) })
  socket.end()
}

/** The line as a value of the schema; null when it is no JSON or another shape. */
export function parseLine<T>(schema: z.ZodType<T>, line: string): T | null {
  try {
    return schema.parse(JSON.parse(line))
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof z.ZodError) return null
    throw error
  }
}

function serve(socket: Socket, runs: OwnerRuns, token: string): void {
  socket.setTimeout(10_000, () => socket.destroy())
  // A peer that goes away in mid-sentence is its own business; 'close' follows and cleans up.
  socket.on('error', () => socket.destroy())
  let received = 0
  socket.on('data', (chunk: Buffer) => {
    received += chunk.length
    if (received > REQUEST_MAX) socket.destroy()
  })
  const lines = createInterface({ input: socket })
  lines.on('error', () => socket.destroy())
  lines.once('line', (line) => {
    socket.setTimeout(0)
    const request = parseLine(ownerRequestSchema, line)
    if (request === null || !sameToken(request.token, token)) {
      socket.end(`${JSON.stringify({ type: 'error', message: 'Not allowed.' } satisfies OwnerReply)}\n`)
      return
    }
    const work = request.command === 'cancel' ? cancel(socket, runs, request) : follow(socket, runs, request)
    work.catch((error: unknown) => {
      send(socket, { type: 'error', message: error instanceof Error ? error.message : String(error) })
      socket.end()
    })
  })
}

function listen(server: Server, address: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(address, () => {
      server.removeListener('error', reject)
      resolve()
    })
  })
}

/**
 * Listens for this library. Call only while owning it: what an earlier owner left behind is removed.
 *
 * @param libraryFile real path of the library
 * @throws when the folder is not the person's own, or the address can't be listened on
 */
export async function openOwnerSocket(home: string, libraryFile: string, runs: OwnerRuns): Promise<OwnerSocket> {
  const token = randomBytes(32).toString('hex')
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
    serve(socket, runs, token)
  })
  const address = await listenAtBest(server, addressesFor(home, libraryFile))
  let closing: Promise<void> | null = null
  return {
    path: address,
    token,
    close: () => {
      closing ??= new Promise<void>((resolve) => {
        server.close(() => resolve())
        for (const socket of sockets) socket.destroySoon()
      })
      return closing
    },
  }
}
