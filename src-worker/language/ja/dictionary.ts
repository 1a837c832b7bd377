import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import { AppError } from '../../../src-main/contract/errors.ts'
import { BYTES_PER_WORD, readWords, type WordTable } from './word-table.ts'

/**
 * The IPADIC dictionary in the file format of kuromoji (npm @sglkc/kuromoji, `dict/*.dat.gz`), as flat typed arrays.
 * Licence of the data: NAIST IPADIC + ICOT notice, in that package's NOTICE.md.
 */
export interface Dictionary {
  readonly trie: Trie
  /** Words of a trie value. */
  readonly wordsOf: Postings
  readonly words: WordTable
  /** For every word the trie value (spelling) it belongs to. */
  readonly listOf: Int32Array
  /** Word templates of a character class, for runs the dictionary does not know. */
  readonly unknownOf: Postings
  readonly unknown: WordTable
  /** Cost of a word with right context r followed by one with left context l: `costs[2 + r * width + l]`. */
  readonly costs: Int16Array
  readonly width: number
  readonly classes: CharacterClasses
}

/** Double-array trie over UTF-8 bytes: child of node p by byte c is `base[p] + c`, valid when `check` of it is p. */
export interface Trie {
  readonly base: Int32Array
  readonly check: Int32Array
}

/** Lists of word ids in one array: those of key k are `ids[offsets[k]] … ids[offsets[k + 1] - 1]`. */
export interface Postings {
  readonly offsets: Int32Array
  readonly ids: Int32Array
}

export interface CharacterClasses {
  /** Class of a UTF-16 unit. Surrogates have class 0 (DEFAULT). */
  readonly of: Uint8Array
  /** 1: propose an unknown word even where the dictionary knows one. */
  readonly alwaysInvoke: Uint8Array
  /** 1: an unknown word takes the whole run of its class. */
  readonly grouping: Uint8Array
}

const unzip = promisify(gunzip)

/** The folder of the dictionary files inside node_modules. */
export function dictionaryFolder(): string {
  return join(dirname(createRequire(import.meta.url).resolve('@sglkc/kuromoji/package.json')), 'dict')
}

/**
 * Reads the twelve dictionary files. About 0.5 s and 45 MB.
 * @throws AppError INTERNAL when a file is missing or damaged.
 */
export async function loadDictionary(folder = dictionaryFolder()): Promise<Dictionary> {
  const names = ['base', 'check', 'tid', 'tid_pos', 'tid_map', 'cc', 'unk', 'unk_pos', 'unk_map', 'unk_char', 'unk_invoke'] as const
  const files = new Map<string, Uint8Array>()
  try {
    await Promise.all(names.map(async (name) => files.set(name, await readZipped(join(folder, `${name}.dat.gz`)))))
  } catch (cause) {
    throw new AppError('INTERNAL', `The Japanese dictionary in ${folder} can't be read; install the application again.`, {}, { cause })
  }
  const file = (name: (typeof names)[number]): Uint8Array => files.get(name)!
  const costs = int16(file('cc'))
  const wordsOf = readPostings(int32(file('tid_map')))
  const unknownOf = readPostings(int32(file('unk_map')))
  const words = readWords(int16(file('tid')), file('tid_pos'), wordsOf)
  // The largest by far: they go before anything else is made.
  for (const name of ['tid', 'tid_pos'] as const) release(file(name))
  const dictionary = {
    trie: { base: int32(file('base')), check: int32(file('check')) },
    wordsOf,
    words,
    listOf: invert(wordsOf, words.cost.length),
    unknownOf,
    unknown: readWords(int16(file('unk')), file('unk_pos'), unknownOf),
    costs,
    width: costs[1]!,
    classes: readClasses(file('unk_char'), file('unk_invoke')),
  }
  for (const name of ['tid_map', 'unk', 'unk_pos', 'unk_map', 'unk_char', 'unk_invoke'] as const) release(file(name))
  return dictionary
}

/** Gives the memory of an array back now; the garbage collector would let 150 MB pile up first. Neither it nor another view of its buffer may be used again. */
export function release(array: ArrayBufferView): void {
  if (array.buffer instanceof ArrayBuffer) array.buffer.transfer(0)
}

async function readZipped(path: string): Promise<Uint8Array> {
  const packed = await readFile(path)
  // The last four bytes are the unpacked size: one chunk of that size spares zlib from joining thousands (six times faster).
  return await unzip(packed, { chunkSize: packed.readUInt32LE(packed.length - 4) + 1 })
}

/** Views of an unzipped file; zlib starts it at the beginning of its own buffer, so the views are aligned. */
const int32 = (bytes: Uint8Array): Int32Array => new Int32Array(bytes.buffer as ArrayBuffer, bytes.byteOffset, bytes.byteLength >> 2)
const int16 = (bytes: Uint8Array): Int16Array => new Int16Array(bytes.buffer as ArrayBuffer, bytes.byteOffset, bytes.byteLength >> 1)

/** File: [number of keys], then per key [key, count, byte offset of each word]; zero padding behind. */
function readPostings(file: Int32Array): Postings {
  let largestKey = 0
  let total = 0
  eachList(file, (key, _from, count) => {
    largestKey = Math.max(largestKey, key)
    total += count
  })
  const offsets = new Int32Array(largestKey + 2)
  eachList(file, (key, _from, count) => {
    offsets[key + 1]! += count
  })
  for (let key = 0; key <= largestKey; key++) offsets[key + 1]! += offsets[key]!
  const ids = new Int32Array(total)
  eachList(file, (key, from, count) => {
    for (let i = 0; i < count; i++) ids[offsets[key]! + i] = file[from + i]! / BYTES_PER_WORD
  })
  return { offsets, ids }
}

/** For every word the key whose list it is in. */
function invert({ offsets, ids }: Postings, words: number): Int32Array {
  const listOf = new Int32Array(words)
  for (let list = 0; list + 1 < offsets.length; list++) {
    for (let k = offsets[list]!; k < offsets[list + 1]!; k++) listOf[ids[k]!] = list
  }
  return listOf
}

function eachList(file: Int32Array, visit: (key: number, from: number, count: number) => void): void {
  for (let at = 1; at + 1 < file.length; ) {
    const count = file[at + 1]!
    if (count > 0) visit(file[at]!, at + 2, count)
    at += 2 + count
  }
}

/** File of definitions: per class [always invoke][grouping][int32 longest][name NUL]; zero padding behind. */
function readClasses(of: Uint8Array, definitions: Uint8Array): CharacterClasses {
  const alwaysInvoke: number[] = []
  const grouping: number[] = []
  for (let at = 0; at + 6 < definitions.length && definitions[at + 6] !== 0; ) {
    alwaysInvoke.push(definitions[at]!)
    grouping.push(definitions[at + 1]!)
    at = definitions.indexOf(0, at + 6) + 1
  }
  const classes = new Uint8Array(of)
  classes.fill(0, 0xd800, 0xe000)
  return { of: classes, alwaysInvoke: Uint8Array.from(alwaysInvoke), grouping: Uint8Array.from(grouping) }
}
