const MOST_THREADS = 4
/** Fewer bytes than this are analysed sooner by one thread than more are up: each has to load its language first. */
const WORTH_THREADS = 2_000_000
/** From so many on the last core is worth its thread as well, which costs as much to bring up as half a megabyte to analyse; below, it stays the run's own. */
const WORTH_EVERY_CORE = 5_000_000

export interface ThreadCount {
  readonly text: number
  /** From the first document on that has to be unpacked: such documents take more memory than text, so a core stays the run's own. */
  readonly unpacking: number
}

/**
 * How many analysis threads a run has.
 * @param bytes of the documents to analyse
 * @param cores of the machine
 */
export function threadCount(bytes: number, cores: number): ThreadCount {
  const many = (free: number): number => (bytes >= WORTH_THREADS ? Math.max(1, Math.min(MOST_THREADS, free)) : 1)
  const unpacking = many(cores - 1)
  return { text: bytes >= WORTH_EVERY_CORE ? many(cores) : unpacking, unpacking }
}
