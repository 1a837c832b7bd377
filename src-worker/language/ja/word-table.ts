import type { Postings } from './dictionary.ts'

/**
 * What the dictionary says of words, by their ids. A line of its file is `spelling, part of speech (4), conjugation (2), base form, reading,
 * pronunciation`: 36 MB, most of it the same few hundred parts of speech 392 000 times, and spelling and pronunciation, which nobody asks for.
 */
export interface WordTable {
  readonly left: Int16Array
  readonly right: Int16Array
  readonly cost: Int16Array
  /** Where `part of speech (4), conjugation (2)` of a word starts in `grammars`; it ends at the next NUL byte. */
  readonly grammarStart: Int32Array
  /** UTF-8. */
  readonly grammars: Uint8Array
  /** Where `base form, reading` of a word starts in `forms`; it ends at the next NUL byte, and is empty where the file has neither. */
  readonly formStart: Int32Array
  /** UTF-8. */
  readonly forms: Uint8Array
}

/** Bytes of a word in its file. */
export const BYTES_PER_WORD = 10
const COMMA = 0x2c
const GRAMMAR_FIELDS = 6
const FORM_FIELDS = 2

const decoder = new TextDecoder()
const line = (bytes: Uint8Array, start: number): string => decoder.decode(bytes.subarray(start, bytes.indexOf(0, start)))

/** Fields of a word: part of speech (4), conjugation (2) and, where the file has them, base form and reading. */
export function fieldsOf({ grammarStart, grammars, formStart, forms }: WordTable, index: number): string[] {
  const form = line(forms, formStart[index]!)
  const grammar = line(grammars, grammarStart[index]!).split(',')
  return form === '' ? grammar : [...grammar, ...form.split(',')]
}

/**
 * File: ten bytes a word (left, right, cost as int16, start of the feature line as int32), zero padding behind.
 * @param features the lines, each ended by a NUL byte
 * @param used the ids that occur
 */
export function readWords(file: Int16Array, features: Uint8Array, used: Postings): WordTable {
  let size = 0
  for (const id of used.ids) if (id >= size) size = id + 1
  const table = { left: new Int16Array(size), right: new Int16Array(size), cost: new Int16Array(size) }
  const lines = new Lines(features, size)
  for (let id = 0, at = 0; id < size; id++, at += BYTES_PER_WORD / 2) {
    table.left[id] = file[at]!
    table.right[id] = file[at + 1]!
    table.cost[id] = file[at + 2]!
    lines.add(id, (file[at + 3]! & 0xffff) | (file[at + 4]! << 16), file[at]!)
  }
  return { ...table, ...lines.table() }
}

/** Takes feature lines apart: what many words share is kept once. */
class Lines {
  private readonly features: Uint8Array
  private readonly grammarStart: Int32Array
  private readonly formStart: Int32Array
  private grammars: Uint8Array = new Uint8Array(1 << 16)
  private grammarEnd = 0
  /** Room for a third of the lines, which is what they need; more where they need more. */
  private forms: Uint8Array
  private formEnd = 0
  /** Starts of the grammars seen by left context: words of one context nearly always share theirs. */
  private readonly seen = new Map<number, number[]>()

  constructor(features: Uint8Array, size: number) {
    this.features = features
    this.grammarStart = new Int32Array(size)
    this.formStart = new Int32Array(size)
    this.forms = new Uint8Array(Math.max(1 << 16, Math.ceil(features.length / 3)))
  }

  add(id: number, start: number, left: number): void {
    const from = this.behind(start, 1)
    const grammarEnd = this.behind(from, GRAMMAR_FIELDS)
    // Behind the last comma, or at the end of a line that has no more fields.
    const hasForms = this.features[grammarEnd] !== 0
    this.grammarStart[id] = this.grammar(from, hasForms ? grammarEnd - 1 : grammarEnd, left)
    const formEnd = hasForms ? this.behind(grammarEnd, FORM_FIELDS) : grammarEnd
    this.formStart[id] = this.form(grammarEnd, this.features[formEnd] === 0 ? formEnd : formEnd - 1)
  }

  /** Cut to what they hold. */
  table(): Pick<WordTable, 'grammarStart' | 'grammars' | 'formStart' | 'forms'> {
    const { grammarStart, formStart } = this
    return { grammarStart, grammars: this.grammars.slice(0, this.grammarEnd), formStart, forms: this.forms.slice(0, this.formEnd) }
  }

  /** Behind the next so many commas; the end of the line where it has fewer. */
  private behind(from: number, commas: number): number {
    const { features } = this
    let left = commas
    let at = from
    while (left > 0 && features[at] !== 0 && at < features.length) if (features[at++] === COMMA) left--
    return at
  }

  private grammar(from: number, end: number, left: number): number {
    const known = this.seen.get(left) ?? []
    const same = known.find((start) => this.isGrammar(start, from, end))
    if (same !== undefined) return same
    const start = this.grammarEnd
    this.grammars = withRoom(this.grammars, start + end - from + 1)
    this.grammars.set(this.features.subarray(from, end), start)
    this.grammarEnd = start + end - from + 1
    this.seen.set(left, [...known, start])
    return start
  }

  private isGrammar(start: number, from: number, end: number): boolean {
    for (let i = 0; from + i < end; i++) if (this.grammars[start + i] !== this.features[from + i]) return false
    return this.grammars[start + end - from] === 0
  }

  private form(from: number, end: number): number {
    const start = this.formEnd
    this.forms = withRoom(this.forms, start + Math.max(0, end - from) + 1)
    for (let at = from; at < end; at++) this.forms[this.formEnd++] = this.features[at]!
    this.formEnd++
    return start
  }
}

/** The bytes, in a larger array where they would not have room for so many. */
function withRoom(bytes: Uint8Array, size: number): Uint8Array {
  if (size <= bytes.length) return bytes
  const larger = new Uint8Array(Math.max(size, bytes.length * 2))
  larger.set(bytes)
  return larger
}
