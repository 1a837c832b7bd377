/** Milliseconds a document of so many bytes takes, learned per format while a run works. */

/** What every format is taken for at first: a millisecond a file and one per kilobyte, worth a part of one measured file. */
const FIRST = { perFile: 1, perByte: 0.001 }
const TRUST = 0.1
/** Bytes of the file that belief is worth. */
const USUAL = 20_000

interface Sums {
  files: number
  bytes: number
  squares: number
  ms: number
  products: number
}

const start = (): Sums => ({
  files: TRUST,
  bytes: TRUST * USUAL,
  // As of files of more than one size, so that there is a line through them.
  squares: TRUST * USUAL * USUAL * 1.5,
  ms: TRUST * (FIRST.perFile + USUAL * FIRST.perByte),
  products: TRUST * (USUAL * FIRST.perFile + USUAL * USUAL * 1.5 * FIRST.perByte),
})

/** A straight line per format, `ms = perFile + perByte × bytes`, by least squares over what was measured; neither part is ever negative. */
export class SpeedModel {
  private readonly formats = new Map<string, Sums>()

  /** A document of that format and size took so long. */
  learn(format: string, bytes: number, ms: number): void {
    const sums = this.formats.get(format) ?? start()
    this.formats.set(format, sums)
    sums.files += 1
    sums.bytes += bytes
    sums.squares += bytes * bytes
    sums.ms += ms
    sums.products += bytes * ms
  }

  /** Milliseconds for `files` documents of together `bytes`. */
  cost(format: string, bytes: number, files = 1): number {
    const { perFile, perByte } = lineThrough(this.formats.get(format) ?? start())
    return perFile * files + perByte * bytes
  }
}

function lineThrough({ files, bytes, squares, ms, products }: Sums): { perFile: number; perByte: number } {
  const spread = files * squares - bytes * bytes
  const perByte = spread > 0 ? (files * products - bytes * ms) / spread : 0
  const perFile = (ms - perByte * bytes) / files
  if (perByte < 0) return { perFile: ms / files, perByte: 0 }
  if (perFile < 0) return { perFile: 0, perByte: products / squares }
  return { perFile, perByte }
}
