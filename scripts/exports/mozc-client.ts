import { readFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'

/**
 * `mozc-client.ts HOME FILE [UID]`: a Mozc server that runs in that home imports the file as a new user dictionary, as its dictionary tool would,
 * and is asked for every word. Prints `{ status, entries: [reading, word, comment][] }`. The server talks to processes of its own user only: as
 * root this one becomes UID first.
 *
 * The server's protocol: google/mozc `src/ipc/unix_ipc.cc` (a request, half-closed, then the answer), `src/protocol/commands.proto` (Input 1 type,
 * 13 user_dictionary_command; Output 21 its status), `src/protocol/user_dictionary_storage.proto`.
 */

const SEND_USER_DICTIONARY_COMMAND = 26
const [CREATE_SESSION, GET_ENTRY_SIZE, IMPORT_DATA, GET_ENTRIES] = [2, 10, 20, 22]
const PAGE = 200

type Field = readonly [number: number, value: bigint | Buffer]

function varint(value: bigint | number): Buffer {
  const bytes: number[] = []
  let rest = BigInt(value)
  for (; rest > 127n; rest >>= 7n) bytes.push(Number(rest & 127n) | 128)
  return Buffer.from([...bytes, Number(rest)])
}
const number = (field: number, value: bigint | number): Buffer => Buffer.concat([varint(field << 3), varint(value)])
function bytes(field: number, value: string | Buffer): Buffer {
  const held = Buffer.from(value as string)
  return Buffer.concat([varint((field << 3) | 2), varint(held.length), held])
}

/** A message's fields (protobuf wire types 0 and 2, all that occurs here). */
function fieldsOf(message: Buffer): Field[] {
  const fields: Field[] = []
  let at = 0
  const next = (): bigint => {
    let value = 0n
    for (let shift = 0n; ; shift += 7n) {
      const byte = message[at++]
      if (byte === undefined) throw new Error('Mozc answered with half a message')
      value |= BigInt(byte & 127) << shift
      if (byte < 128) return value
    }
  }
  while (at < message.length) {
    const tag = Number(next())
    if ((tag & 7) === 0) fields.push([tag >> 3, next()])
    else if ((tag & 7) === 2) {
      const length = Number(next())
      fields.push([tag >> 3, message.subarray(at, at + length)])
      at += length
    } else throw new Error(`Mozc answered with a field of wire type ${tag & 7}`)
  }
  return fields
}
const fieldOf = (fields: readonly Field[], wanted: number): bigint | Buffer | undefined => fields.find(([field]) => field === wanted)?.[1]
const numberOf = (fields: readonly Field[], wanted: number): bigint => {
  const value = fieldOf(fields, wanted)
  if (typeof value !== 'bigint') throw new Error(`Mozc's answer has no field ${wanted}`)
  return value
}
const textOf = (fields: readonly Field[], wanted: number): string => String(fieldOf(fields, wanted) ?? '')

const [home, file, uid] = process.argv.slice(2)
if (home === undefined || file === undefined) throw new Error('usage: mozc-client.ts HOME FILE [UID]')
const data = readFileSync(file, 'utf8')
const key = /[0-9a-f]{32}/.exec(readFileSync(join(home, '.config/mozc/.session.ipc'), 'latin1'))?.[0]
if (uid !== undefined) process.seteuid?.(Number(uid))

const call = (request: Buffer): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    const pieces: Buffer[] = []
    const socket = connect({ path: `\0tmp/.mozc.${key}.session` })
    socket.on('data', (piece: Buffer) => pieces.push(piece))
    socket.on('end', () => resolve(Buffer.concat(pieces)))
    socket.on('error', reject)
    socket.end(request)
  })

async function command(...parts: readonly Buffer[]): Promise<Field[]> {
  const answer = fieldsOf(await call(Buffer.concat([number(1, SEND_USER_DICTIONARY_COMMAND), bytes(13, Buffer.concat(parts))])))
  const status = fieldOf(answer, 21)
  if (!Buffer.isBuffer(status)) throw new Error('Mozc answered nothing to a dictionary command')
  return fieldsOf(status)
}

const session = number(2, numberOf(await command(number(1, CREATE_SESSION)), 2))
const imported = await command(number(1, IMPORT_DATA), session, bytes(4, 'Glossary'), bytes(7, data))
const dictionary = number(3, numberOf(imported, 5))
const size = Number(numberOf(await command(number(1, GET_ENTRY_SIZE), session, dictionary), 6))
const entries: string[][] = []
for (let from = 0; from < size; from += PAGE) {
  const wanted = Array.from({ length: Math.min(PAGE, size - from) }, (_, index) => number(5, from + index))
  for (const [field, value] of await command(number(1, GET_ENTRIES), session, dictionary, ...wanted)) {
    if (field !== 7 || !Buffer.isBuffer(value)) continue
    const entry = fieldsOf(value)
    entries.push([textOf(entry, 1), textOf(entry, 2), textOf(entry, 4)])
  }
}
process.stdout.write(JSON.stringify({ status: Number(numberOf(imported, 1)), entries }))
