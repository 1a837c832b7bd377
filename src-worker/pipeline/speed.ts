/** Milliseconds a document of so many bytes takes, learned per format while a run works. */

interface Line {
  /** Milliseconds. */
  readonly perFile: number
  /** Milliseconds a byte. */
  readonly perByte: number
}

/**
 * What a format is taken for until documents of it were read, beside text: a packed byte holds several of text, a PDF is laid out glyph by glyph. The measure
 * is the ratio alone; how fast this computer is, the documents that were read say.
 */
const TEXT: Line = { perFile: 1, perByte: 0.001 }
const PACKED: Line = { perFile: 10, perByte: 0.006 }
const FIRST: ReadonlyMap<string, Line> = new Map([
  ['pdf', { perFile: 10, perByte: 0.002 }],
  ...['docx', 'doc', 'epub', 'pptx', 'xlsx', 'odt', 'odp', 'ods'].map((format) => [format, PACKED] as const),
])
/** What that is worth: one measured file, of so many bytes. */
const TRUST = 1
const USUAL = 20_000
/** Of what a document counted, so much is left when the next of its format is learned: the first ones also paid for loading what they need. */
const KEPT = 0.98
/** A document counts for so many times what it was expected to take, and no more: the first of a format waits for a dictionary or a parser, not for its bytes. */
const MOST = 2
/** From so many documents on there is something to expect. */
const EXPECTED_FROM = 5

interface Sums {
  files: number
  bytes: number
  squares: number
  ms: number
  products: number
}

const NOTHING: Sums = { files: 0, bytes: 0, squares: 0, ms: 0, products: 0 }

const firstOf = (format: string): Line => FIRST.get(format) ?? TEXT

/** What is believed of a format before any of it was read. @param pace of this run: milliseconds for one of the table above */
function belief(format: string, pace: number): Sums {
  const { perFile, perByte } = firstOf(format)
  return {
    files: TRUST,
    bytes: TRUST * USUAL,
    // As of files of more than one size, so that there is a line through them.
    squares: TRUST * USUAL * USUAL * 1.5,
    ms: TRUST * pace * (perFile + USUAL * perByte),
    products: TRUST * pace * (USUAL * perFile + USUAL * USUAL * 1.5 * perByte),
  }
}

/** A straight line per format, `ms = perFile + perByte × bytes`, by least squares over what was measured lately; neither part is ever negative. */
export class SpeedModel {
  private readonly formats = new Map<string, Sums>()
  private read = 0
  /** Milliseconds measured, and what the first beliefs say of the same documents. */
  private measured = 0
  private believed = 0

  /** A document of that format and size took so long. */
  learn(format: string, bytes: number, ms: number): void {
    const sums = this.formats.get(format) ?? { ...NOTHING }
    const counted = this.read < EXPECTED_FROM ? ms : Math.min(ms, MOST * this.cost(format, bytes) + 1)
    this.read += 1
    this.formats.set(format, {
      files: sums.files * KEPT + 1,
      bytes: sums.bytes * KEPT + bytes,
      squares: sums.squares * KEPT + bytes * bytes,
      ms: sums.ms * KEPT + counted,
      products: sums.products * KEPT + bytes * counted,
    })
    const { perFile, perByte } = firstOf(format)
    this.measured = this.measured * KEPT + counted
    this.believed = this.believed * KEPT + perFile + perByte * bytes
  }

  /** Milliseconds for `files` documents of together `bytes`. */
  cost(format: string, bytes: number, files = 1): number {
    const sums = this.formats.get(format) ?? NOTHING
    const first = belief(format, this.believed > 0 ? this.measured / this.believed : 1)
    const { perFile, perByte } = lineThrough({
      files: sums.files + first.files,
      bytes: sums.bytes + first.bytes,
      squares: sums.squares + first.squares,
      ms: sums.ms + first.ms,
      products: sums.products + first.products,
    })
    return perFile * files + perByte * bytes
  }
}

function lineThrough({ files, bytes, squares, ms, products }: Sums): Line {
  const spread = files * squares - bytes * bytes
  const perByte = spread > 0 ? (files * products - bytes * ms) / spread : 0
  const perFile = (ms - perByte * bytes) / files
  if (perByte < 0) return { perFile: ms / files, perByte: 0 }
  if (perFile < 0) return { perFile: 0, perByte: products / squares }
  return { perFile, perByte }
}
