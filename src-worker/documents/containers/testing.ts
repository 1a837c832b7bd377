import { crc32, deflateRawSync } from 'node:zlib'
import type { ContainerName } from '../../../src-main/contract/formats.ts'
import type { Unread } from '../read-file.ts'
import { mapProblem } from '../testing.ts'
import { parseContainer } from './index.ts'
import { type ContainerLimits, LIMITS } from './limits.ts'
import type { ContainerOutput } from './output.ts'

/** Helpers of the container tests: they write the files they read. */

export interface ZipPart {
  readonly name: string
  readonly content: string | Uint8Array
  /** Written in place of the true inflated size. */
  readonly forgedSize?: number
  readonly stored?: boolean
}

/** A zip archive (APPNOTE 4.3), deflated unless said otherwise. */
export function zip(parts: readonly ZipPart[]): Buffer {
  const files: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const { name, content, forgedSize, stored } of parts) {
    const data = Buffer.from(content as Uint8Array)
    const packed = stored ? data : deflateRawSync(data)
    const label = Buffer.from(name)
    const common = Buffer.alloc(26)
    common.writeUInt16LE(20, 0)
    common.writeUInt16LE(0x800, 2)
    common.writeUInt16LE(stored ? 0 : 8, 4)
    common.writeUInt32LE(crc32(data), 10)
    common.writeUInt32LE(packed.length, 14)
    common.writeUInt32LE(forgedSize ?? data.length, 18)
    common.writeUInt16LE(label.length, 22)
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), common, label, packed])
    const tail = Buffer.alloc(14)
    tail.writeUInt32LE(offset, 10)
    directory.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x00'), common, tail, label]))
    files.push(local)
    offset += local.length
  }
  const central = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.write('PK\x05\x06', 'latin1')
  end.writeUInt16LE(Math.min(parts.length, 65_535), 8)
  end.writeUInt16LE(Math.min(parts.length, 65_535), 10)
  end.writeUInt32LE(central.length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...files, central, end])
}

/** A zip of text entries, in the order of the keys. */
export const zipOf = (parts: Readonly<Record<string, string>>): Buffer =>
  zip(Object.entries(parts).map(([name, content]) => ({ name, content })))

export const relationships = (...relations: readonly (readonly [id: string, type: string, target: string, mode?: string])[]): string =>
  `<?xml version="1.0"?><Relationships xmlns="urn:r">${relations
    .map(
      ([id, type, target, mode]) =>
        `<Relationship Id="${id}" Type="urn:x/${type}" Target="${target}"${mode ? ` TargetMode="${mode}"` : ''}/>`,
    )
    .join('')}</Relationships>`

/** Parses and checks what holds for every container: the map of every block. */
export async function read(
  format: ContainerName,
  bytes: Uint8Array,
  limits: Partial<ContainerLimits> = {},
): Promise<ContainerOutput | Unread> {
  const output = await parseContainer(format, bytes, `file.${format}`, undefined, { ...LIMITS, ...limits })
  if ('skipped' in output) return output
  for (const block of output.blocks) {
    const problem = mapProblem(output.decoded, block)
    if (problem) throw new Error(`${problem} in ${JSON.stringify(block)}`)
  }
  return output
}

/** As `read`, for files that must be readable. */
export async function document(format: ContainerName, bytes: Uint8Array): Promise<ContainerOutput> {
  const output = await read(format, bytes)
  if ('skipped' in output) throw new Error(`${output.skipped}: ${output.reason}`)
  return output
}

/** Numbers in [0, limit), the same for the same seed. */
export function seeded(seed: number): (limit: number) => number {
  let state = seed
  return (limit) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0
    return Math.floor((state / 4_294_967_296) * limit)
  }
}

/** Copies of a file with bytes flipped, cut out, doubled, or the end cut off. */
export function* mutations(file: Uint8Array, count: number, seed = 1): Generator<Buffer> {
  const random = seeded(seed)
  for (let i = 0; i < count; i++) {
    const bytes = Buffer.from(file)
    if (i % 4 === 0) yield bytes.subarray(0, random(bytes.length))
    else if (i % 4 === 1) {
      const at = random(bytes.length)
      yield Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + random(64))])
    } else {
      for (let flips = random(8) + 1; flips > 0; flips--) bytes[random(bytes.length)]! ^= 1 << random(8)
      yield bytes
    }
  }
}

/** Kinds of an outcome that are a defect of the parser: for tests over damaged files. */
export async function outcomesOfDamage(format: ContainerName, files: Iterable<Uint8Array>): Promise<Map<string, number>> {
  const counts = new Map<string, number>()
  for (const bytes of files) {
    const output = await read(format, bytes, { milliseconds: 5000 })
    const kind = 'skipped' in output ? output.skipped : 'read'
    if (kind === 'failed' || ('skipped' in output && !/^[A-Z].*\.$/su.test(output.reason))) throw new Error(JSON.stringify(output))
    counts.set(kind, (counts.get(kind) ?? 0) + 1)
  }
  return counts
}
