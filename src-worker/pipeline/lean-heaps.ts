import { getHeapStatistics, setFlagsFromString } from 'node:v8'

/**
 * V8 lets a heap grow to 256 MB before it looks for garbage in its old part, and then to up to four times what lived: three threads with 50 MB of
 * models each hoarded 600 MB. With these numbers a folder of 2 000 documents stays below 600 MB (`npm run bench:documents -- --only memory`).
 */
const INITIAL_OLD_MB = 64

/**
 * From how many bytes on in this thread's heap the heaps grow by how many per cent before they are looked through. Where the statistics of a large
 * folder fill main's heap, looking so often would cost a sixth of the time; where they are so large that as much garbage beside them would be a quarter of a
 * gigabyte, little of what is new is garbage, and looking again after some hundred megabytes costs little.
 */
const STEPS = [
  { from: 0, percent: 30 },
  { from: 100e6, percent: 100 },
  { from: 250e6, percent: 40 },
] as const

/** The growth of the heaps of this process and its threads, by what this thread's heap holds. */
export class HeapGrowth {
  private step = 0
  private readonly set: (flag: string) => void
  private readonly used: () => number

  /** @param set,used V8's own, or what a test puts in their place; `used` in bytes */
  constructor(set: (flag: string) => void = setFlagsFromString, used: () => number = () => getHeapStatistics().used_heap_size) {
    this.set = set
    this.used = used
    set(`--initial-old-space-size=${INITIAL_OLD_MB}`)
    set(`--heap-growing-percent=${STEPS[0].percent}`)
  }

  /** To be called now and then: a step that has been reached stays. */
  look(): void {
    const used = this.used()
    let step = this.step
    while (step + 1 < STEPS.length && used >= STEPS[step + 1]!.from) step++
    if (step === this.step) return
    this.step = step
    this.set(`--heap-growing-percent=${STEPS[step]!.percent}`)
  }
}

/**
 * Where the threads of a run fill the machine, each collects its young objects alone: helpers on other cores, of which none is free, only take turns with the
 * threads, and a thread that waits for its helpers stands still (docs/performance.md).
 */
export class YoungObjects {
  private readonly alone: boolean
  private readonly set: (flag: string) => void

  /**
   * @param threads besides this one
   * @param set V8's own, or what a test puts in its place
   */
  constructor(threads: number, cores: number, set: (flag: string) => void = setFlagsFromString) {
    this.alone = threads + 1 >= cores
    this.set = set
    if (this.alone) set('--no-parallel-scavenge')
  }

  /** The threads have ended: there are cores to help again. */
  release(): void {
    if (this.alone) this.set('--parallel-scavenge')
  }
}
