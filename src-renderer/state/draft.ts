/**
 * A text being typed, saved on every pause, and at once on blur, unmount, page hide and quit – so that nothing typed is ever lost. Saves
 * never overlap: one typed during a save is saved after it. A failed save keeps the text and is tried again by the next flush.
 */
export class Draft {
  private saved: string
  private value: string
  private timer: ReturnType<typeof setTimeout> | null = null
  private running: Promise<void> | null = null
  private readonly save: (value: string) => Promise<void>
  private readonly pauseMs: number
  private readonly failed: (error: unknown) => void

  constructor(initial: string, save: (value: string) => Promise<void>, failed: (error: unknown) => void, pauseMs = 700) {
    this.saved = initial
    this.value = initial
    this.save = save
    this.failed = failed
    this.pauseMs = pauseMs
  }

  get text(): string {
    return this.value
  }

  /** True while there is something the host has not stored. */
  get dirty(): boolean {
    return this.value !== this.saved
  }

  type(value: string): void {
    this.value = value
    if (this.timer) clearTimeout(this.timer)
    this.timer = setTimeout(() => void this.flush().catch(this.failed), this.pauseMs)
  }

  /** Back to what is stored. */
  reset(value: string): void {
    if (this.timer) clearTimeout(this.timer)
    this.timer = null
    this.saved = value
    this.value = value
  }

  /** Stores what is typed. Rejects when the host refused it. */
  flush(): Promise<void> {
    if (this.timer) clearTimeout(this.timer)
    this.timer = null
    this.running ??= this.run().finally(() => {
      this.running = null
    })
    return this.running
  }

  private async run(): Promise<void> {
    while (this.dirty) {
      const value = this.value
      await this.save(value)
      this.saved = value
    }
  }
}
