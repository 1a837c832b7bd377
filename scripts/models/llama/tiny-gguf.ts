/**
 * A language model with random weights as a GGUF file (version 3 of the format that ggml specifies): half a megabyte, for talking to a real llama.cpp
 * server where what it says does not matter. The same bytes every time.
 *
 * Architecture `llama`: 2 layers of 64, four heads; a SentencePiece vocabulary with all 256 bytes, so that any text can be encoded; ChatML.
 */

const EMBED = 64
const LAYERS = 2
const FEED = 128
const HEADS = 4
const CONTEXT = 16_384

const TYPE = { u32: 4, i32: 5, f32: 6, bool: 7, string: 8, array: 9 } as const
/** Kinds of tokens in `tokenizer.ggml.token_type`. */
const KIND = { normal: 1, unknown: 2, control: 3, byte: 6 } as const
const ALIGN = 32

class Bytes {
  readonly #parts: Buffer[] = []
  length = 0

  raw(bytes: Buffer): this {
    this.#parts.push(bytes)
    this.length += bytes.length
    return this
  }
  u32(value: number): this {
    const bytes = Buffer.alloc(4)
    bytes.writeUInt32LE(value)
    return this.raw(bytes)
  }
  u64(value: number): this {
    const bytes = Buffer.alloc(8)
    bytes.writeBigUInt64LE(BigInt(value))
    return this.raw(bytes)
  }
  f32(value: number): this {
    const bytes = Buffer.alloc(4)
    bytes.writeFloatLE(value)
    return this.raw(bytes)
  }
  text(value: string): this {
    const bytes = Buffer.from(value, 'utf8')
    return this.u64(bytes.length).raw(bytes)
  }
  pad(): this {
    const over = this.length % ALIGN
    return over === 0 ? this : this.raw(Buffer.alloc(ALIGN - over))
  }
  whole(): Buffer {
    return Buffer.concat(this.#parts)
  }
}

interface Token {
  readonly text: string
  readonly kind: number
  /** How likely it is, whatever came before: letters are common, what ends strings and lists too. */
  readonly bias: number
}

const LETTERS = 'etaoinshrdlucmfwypvbgkjqxzETAOINSHRDLU'
const PUNCTUATION: Readonly<Record<string, number>> = {
  '"': 3.5,
  '▁': 2.2,
  '}': 3,
  ']': 3,
  '{': 0,
  '[': 0,
  ':': 0,
  ',': 0.2,
  '.': 1,
  '\n': -3,
}

function vocabulary(): Token[] {
  const control = (text: string, bias: number, kind: number = KIND.control): Token => ({ text, kind, bias })
  const bytes = Array.from({ length: 256 }, (_, i): Token => {
    return { text: `<0x${i.toString(16).toUpperCase().padStart(2, '0')}>`, kind: KIND.byte, bias: -6 }
  })
  const letters = [...LETTERS].map((text): Token => ({ text, kind: KIND.normal, bias: 2 }))
  const digits = [...'0123456789'].map((text): Token => ({ text, kind: KIND.normal, bias: 0 }))
  const marks = Object.entries(PUNCTUATION).map(([text, bias]): Token => ({ text, kind: KIND.normal, bias }))
  return [
    control('<unk>', -9, KIND.unknown),
    control('<s>', -9),
    control('</s>', -9),
    control('<|im_start|>', -9),
    control('<|im_end|>', 1),
    ...bytes,
    ...letters,
    ...digits,
    ...marks,
  ]
}

const TEMPLATE =
  "{% for message in messages %}<|im_start|>{{ message['role'] }}\n{{ message['content'] }}<|im_end|>\n{% endfor %}{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}"

type Value =
  | readonly ['u32' | 'f32', number]
  | readonly ['bool', boolean]
  | readonly ['string', string]
  | readonly ['strings', readonly string[]]
  | readonly ['floats' | 'ints', readonly number[]]

function metadata(tokens: readonly Token[]): readonly (readonly [string, Value])[] {
  return [
    ['general.architecture', ['string', 'llama']],
    ['general.name', ['string', 'genglossary-random']],
    ['general.file_type', ['u32', 0]],
    ['llama.context_length', ['u32', CONTEXT]],
    ['llama.embedding_length', ['u32', EMBED]],
    ['llama.block_count', ['u32', LAYERS]],
    ['llama.feed_forward_length', ['u32', FEED]],
    ['llama.attention.head_count', ['u32', HEADS]],
    ['llama.attention.head_count_kv', ['u32', HEADS]],
    ['llama.attention.layer_norm_rms_epsilon', ['f32', 1e-5]],
    ['llama.rope.dimension_count', ['u32', EMBED / HEADS]],
    ['llama.vocab_size', ['u32', tokens.length]],
    ['tokenizer.ggml.model', ['string', 'llama']],
    ['tokenizer.ggml.tokens', ['strings', tokens.map(({ text }) => text)]],
    ['tokenizer.ggml.scores', ['floats', tokens.map((_, i) => -i)]],
    ['tokenizer.ggml.token_type', ['ints', tokens.map(({ kind }) => kind)]],
    ['tokenizer.ggml.bos_token_id', ['u32', 1]],
    ['tokenizer.ggml.eos_token_id', ['u32', 4]],
    ['tokenizer.ggml.unknown_token_id', ['u32', 0]],
    ['tokenizer.ggml.add_bos_token', ['bool', false]],
    // With it a schema fails: "Failed to initialize samplers".
    ['tokenizer.ggml.add_space_prefix', ['bool', false]],
    ['tokenizer.chat_template', ['string', TEMPLATE]],
  ]
}

function writeValue(out: Bytes, [type, value]: Value): void {
  if (type === 'u32') out.u32(TYPE.u32).u32(value)
  else if (type === 'f32') out.u32(TYPE.f32).f32(value)
  else if (type === 'bool') out.u32(TYPE.bool).raw(Buffer.from([value ? 1 : 0]))
  else if (type === 'string') out.u32(TYPE.string).text(value)
  else if (typeof value === 'object') {
    const item = type === 'strings' ? TYPE.string : type === 'floats' ? TYPE.f32 : TYPE.i32
    out.u32(TYPE.array).u32(item).u64(value.length)
    for (const one of value) {
      if (typeof one === 'string') out.text(one)
      else if (type === 'floats') out.f32(one)
      else out.u32(one)
    }
  }
}

/** Mulberry32: small, and the same everywhere. */
function random(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

interface Tensor {
  readonly name: string
  /** As ggml counts: the fastest first. */
  readonly shape: readonly number[]
  readonly data: Float32Array
}

/** The first dimension of every embedding is large and the same: through it the output knows each token's bias. */
const CARRIER = 8

function tensors(tokens: readonly Token[]): Tensor[] {
  const next = random(7)
  const noise = (count: number, size: number): Float32Array => Float32Array.from({ length: count }, () => (next() - 0.5) * size)
  const matrix = (name: string, columns: number, rows: number): Tensor => ({
    name,
    shape: [columns, rows],
    data: noise(columns * rows, 0.2),
  })
  const ones = (name: string): Tensor => ({ name, shape: [EMBED], data: new Float32Array(EMBED).fill(1) })
  const embed = matrix('token_embd.weight', EMBED, tokens.length)
  const output = matrix('output.weight', EMBED, tokens.length)
  for (const [i, { bias }] of tokens.entries()) {
    embed.data[i * EMBED] = CARRIER
    // After the norm the carrier is about the square root of the dimensions.
    output.data[i * EMBED] = bias / Math.sqrt(EMBED)
  }
  const layers = Array.from({ length: LAYERS }, (_, i) => [
    ones(`blk.${i}.attn_norm.weight`),
    ...['attn_q', 'attn_k', 'attn_v', 'attn_output'].map((name) => matrix(`blk.${i}.${name}.weight`, EMBED, EMBED)),
    ones(`blk.${i}.ffn_norm.weight`),
    matrix(`blk.${i}.ffn_gate.weight`, EMBED, FEED),
    matrix(`blk.${i}.ffn_up.weight`, EMBED, FEED),
    matrix(`blk.${i}.ffn_down.weight`, FEED, EMBED),
  ])
  return [embed, ones('output_norm.weight'), output, ...layers.flat()]
}

/** The file's bytes. */
export function tinyGguf(): Buffer {
  const tokens = vocabulary()
  const values = metadata(tokens)
  const list = tensors(tokens)
  const out = new Bytes().raw(Buffer.from('GGUF')).u32(3).u64(list.length).u64(values.length)
  for (const [name, value] of values) writeValue(out.text(name), value)
  let offset = 0
  for (const { name, shape, data } of list) {
    out.text(name).u32(shape.length)
    for (const size of shape) out.u64(size)
    out.u32(0).u64(offset)
    offset += Math.ceil((data.length * 4) / ALIGN) * ALIGN
  }
  out.pad()
  for (const { data } of list) out.raw(Buffer.from(data.buffer, data.byteOffset, data.byteLength)).pad()
  return out.whole()
}
