import { seeded, zip } from '../../src-worker/documents/containers/testing.ts'
import type { Seed } from './seeds.ts'

/** Damage to a document, the same for the same number. */

type Random = (limit: number) => number

const flip = (bytes: Buffer, random: Random): Buffer => {
  const copy = Buffer.from(bytes)
  if (copy.length === 0) return copy
  for (let flips = random(8) + 1; flips > 0; flips--) copy[random(copy.length)]! ^= 1 << random(8)
  return copy
}
const cut = (bytes: Buffer, random: Random): Buffer => bytes.subarray(0, random(bytes.length + 1))
const leaveOut = (bytes: Buffer, random: Random): Buffer => {
  const at = random(bytes.length + 1)
  return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + random(200))])
}
const repeat = (bytes: Buffer, random: Random): Buffer => {
  const at = random(bytes.length + 1)
  const piece = bytes.subarray(at, at + random(80) + 1)
  return Buffer.concat([bytes.subarray(0, at), ...Array<Buffer>(random(40) + 1).fill(piece), bytes.subarray(at)])
}
const swap = (bytes: Buffer, random: Random): Buffer => {
  const [a, b, length] = [random(bytes.length + 1), random(bytes.length + 1), random(60)]
  const copy = Buffer.from(bytes)
  bytes.copy(copy, a, b, b + length)
  return copy
}
/** What means something to one format or another. */
const SIGNS =
  '< > & " \' { } [ ] ( ) \\ / * _ ` | # ~ ^ = + - : ; . , \n \r \t \0 \ufeff <!-- --> <![CDATA[ ]]> </w:p> <w:p> <text:p> << >> endobj stream \\u-1 \\bin999999 \\par &#0; &#xffffffff; 99999999999999999999 -1 1e999 %00 あ \u3099 \ud83d\ude00'
    .split(' ')
    .map((sign) => Buffer.from(sign))
const insert = (bytes: Buffer, random: Random): Buffer => {
  const at = random(bytes.length + 1)
  const sign = SIGNS[random(SIGNS.length)]!
  return Buffer.concat([bytes.subarray(0, at), ...Array<Buffer>(random(30) + 1).fill(sign), bytes.subarray(at)])
}

const DAMAGES = [flip, cut, leaveOut, repeat, swap, insert]

const damage = (bytes: Buffer, random: Random): Buffer => DAMAGES[random(DAMAGES.length)]!(bytes, random)

/** Mutation `number` of a format's seeds; of an archive, three in four hurt a part before it is packed, where a parser sees it. */
export function mutation(seeds: readonly Seed[], number: number): { readonly bytes: Buffer; readonly seed: Seed } {
  const random = seeded(number * 7919 + 17)
  const seed = seeds[random(seeds.length)]!
  let bytes = seed.bytes
  if (seed.parts && random(4) > 0) {
    const names = Object.keys(seed.parts)
    const victim = names[random(names.length)]!
    const parts = Object.entries(seed.parts).map(([name, content]) => ({
      name,
      content: name === victim ? damage(Buffer.from(content as Uint8Array), random) : content,
    }))
    return { seed, bytes: zip(parts) }
  }
  for (let times = random(3) + 1; times > 0; times--) bytes = damage(bytes, random)
  return { seed, bytes }
}
