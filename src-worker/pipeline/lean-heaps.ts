import { getHeapStatistics, setFlagsFromString } from 'node:v8'

/**
 * V8 lets a heap grow to 256 MB before it looks for garbage in its old part, and then to up to four times what lived: three threads with 50 MB of
 * models each hoarded 600 MB. With these numbers a folder of 2 000 documents stays below 600 MB (`npm run bench:documents -- --only memory`).
 */
const INITIAL_OLD_MB = 64
const LEAN_GROWTH = 30
/** Where the statistics of a large folder fill main's heap, looking for garbage so often would cost a sixth of the time. */
const ROOMY_GROWTH = 100
const ROOMY_FROM_BYTES = 100e6

/** The growth of the heaps of this process and its threads, by what this thread's heap holds. */
export class HeapGrowth {
  private percent = LEAN_GROWTH
  private readonly set: (flag: string) => void
  private readonly used: () => number

  /** @param set,used V8's own, or what a test puts in their place; `used` in bytes */
  constructor(set: (flag: string) => void = setFlagsFromString, used: () => number = () => getHeapStatistics().used_heap_size) {
    this.set = set
    this.used = used
    set(`--initial-old-space-size=${INITIAL_OLD_MB}`)
    set(`--heap-growing-percent=${LEAN_GROWTH}`)
  }

  /** To be called now and then: once the heap is large the growth is, and stays so. */
  look(): void {
    if (this.percent !== LEAN_GROWTH || this.used() < ROOMY_FROM_BYTES) return
    this.percent = ROOMY_GROWTH
    this.set(`--heap-growing-percent=${ROOMY_GROWTH}`)
  }
}
