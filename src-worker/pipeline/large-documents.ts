import { kindOf, type WorkItem } from './work-order.ts'

/** So many documents, the largest of the work, are looked at one by one: they come last, and decide when the run ends. */
const MOST = 64
/** Millisecond per byte of text costs that count for the pace: the last ones, past the loading of models. */
const RECENT = 200
/** Of a document under way longer than was believed this much is taken to be left. */
const REST = 0.1
const ZIPPED = new Set(['docx', 'pptx', 'xlsx', 'odt', 'odp', 'ods', 'epub'])

/**
 * Bytes of a large document (of its parts of text, where it is an archive) per byte of plain text that costs as much. Of large documents written by pandoc
 * and LibreOffice from one text (`npm run bench:documents` writes them): markup is cheap, the pages of a PDF are not.
 */
const PER_TEXT_BYTE: Readonly<Record<string, number>> = { docx: 5, odt: 5, odp: 5, pptx: 5, xlsx: 5, ods: 5, epub: 3, rtf: 3, pdf: 1 }
/** Where the directory of an archive was not read: text packs to a fifth and less. */
const UNPACKED = 5

/** A large document that has not had its turn. */
export interface Large {
  readonly item: WorkItem
  readonly format: string
  /** Bytes of plain text that cost as much. */
  text: number
  /** When a thread took it; null = none has. */
  since: number | null
  /** A thread is through with it. */
  through: boolean
}

/**
 * The largest documents of a run, with what they may cost before any of their size was read: as much as text does, by how much of it they are likely to
 * hold. Archives are asked for their inflated size (containers/packed-text.ts), because a packed file may hold far more for its bytes.
 */
export class LargeDocuments {
  /** In the order of work. */
  private readonly waiting: Map<string, Large>
  private readonly pace: number[] = []

  /** @param work in its order, the largest last */
  constructor(work: readonly WorkItem[]) {
    const large = work.slice(-MOST).map((item): Large => {
      const format = kindOf(item.path)
      const bytes = item.size * (ZIPPED.has(format) ? UNPACKED : 1)
      return { item, format, text: bytes / (PER_TEXT_BYTE[format] ?? 1), since: null, through: false }
    })
    this.waiting = new Map(large.map((one) => [one.item.hash, one]))
  }

  /** Archives among them: their hashes. */
  get archives(): readonly string[] {
    return [...this.waiting.values()].filter(({ format }) => ZIPPED.has(format)).map(({ item }) => item.hash)
  }

  /** An archive holds so many bytes of text. */
  weigh(hash: string, bytes: number): void {
    const large = this.waiting.get(hash)
    if (large) large.text = bytes / (PER_TEXT_BYTE[large.format] ?? 1)
  }

  /** A thread has taken a document. */
  took(hash: string, at: number): void {
    const large = this.waiting.get(hash)
    if (large) large.since = at
  }

  /** A document of plain text took so long: the pace of all others. */
  learn(format: string, bytes: number, ms: number): void {
    if (format in PER_TEXT_BYTE || bytes === 0) return
    this.pace.push(ms / bytes)
    if (this.pace.length > RECENT) this.pace.shift()
  }

  /** A thread is through with a document; its turn comes when those before it are. */
  through(hash: string): void {
    const large = this.waiting.get(hash)
    if (large) large.through = true
  }

  /** A document is done. */
  finished(hash: string): void {
    this.waiting.delete(hash)
  }

  /** Those of which `isFar`, in the order of work. Empty while no text was read that tells the pace. */
  far(isFar: (format: string, size: number) => boolean): readonly Large[] {
    return this.pace.length === 0 ? [] : [...this.waiting.values()].filter(({ format, item }) => isFar(format, item.size))
  }

  /** Milliseconds a thread needs for the rest of a document. */
  cost({ text, since, through }: Large, now: number): number {
    if (through) return 0
    const whole = text * (this.pace.toSorted((a, b) => a - b)[this.pace.length >> 1] ?? 0)
    return since === null ? whole : Math.max(whole - (now - since), whole * REST)
  }

  /**
   * Wall time of these documents behind `before` milliseconds of other work: that of all work shared by the threads, or until the last of them
   * is through, which one thread has for itself.
   * @param threads how many are busy on average
   */
  span(large: readonly Large[], before: number, threads: number, now: number): number {
    let [sum, last] = [before, 0]
    for (const one of large) {
      const cost = this.cost(one, now)
      last = Math.max(last, (one.since === null ? sum / threads : 0) + cost)
      sum += cost
    }
    return Math.max(sum / threads, last)
  }
}
