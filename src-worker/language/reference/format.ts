/**
 * The file of a reference: `#` lines say where it comes from, then one line per frequency, highest first: the logarithm (base 10, two decimals,
 * rounded to steps of 0.05) of the occurrences per million, a tab, and the words that have it, parted by spaces.
 */
export interface ReferenceHeader {
  readonly language: string
  /** Occurrences per million given to a word the file does not hold. */
  readonly unseenPerMillion: number
  /** Debian packages with their versions. */
  readonly sources: readonly string[]
}

const STEP = 0.05

/** @param rates word → occurrences per million; words hold no white space */
export function formatReference(header: ReferenceHeader, rates: ReadonlyMap<string, number>): string {
  const levels = new Map<number, string[]>()
  for (const [word, rate] of rates) {
    const level = Math.round(Math.log10(rate) / STEP)
    const words = levels.get(level)
    if (words) words.push(word)
    else levels.set(level, [word])
  }
  const lines = [...levels].sort(([a], [b]) => b - a).map(([level, words]) => `${(level * STEP).toFixed(2)}\t${words.sort().join(' ')}`)
  const { language, unseenPerMillion, sources } = header
  return `${[`# language ${language}`, `# unseen ${unseenPerMillion.toFixed(4)}`, ...sources.map((source) => `# source ${source}`), ...lines].join('\n')}\n`
}

/** @throws Error when the text is no reference file */
export function parseReference(text: string): { header: ReferenceHeader; rates: Map<string, number> } {
  const rates = new Map<string, number>()
  const head: Record<string, string[]> = { language: [], unseen: [], source: [] }
  for (const line of text.split('\n')) {
    if (line.startsWith('# ')) {
      const [, key = '', value = ''] = /^# (\w+) (.+)$/u.exec(line) ?? []
      head[key]?.push(value)
    } else if (line !== '') {
      const tab = line.indexOf('\t')
      const rate = 10 ** Number(line.slice(0, tab))
      if (tab < 0 || Number.isNaN(rate)) throw new Error(`Not a line of a reference file: ${line.slice(0, 40)}`)
      for (const word of line.slice(tab + 1).split(' ')) rates.set(word, rate)
    }
  }
  const unseenPerMillion = Number(head.unseen![0])
  if (!(unseenPerMillion > 0)) throw new Error('The reference file lacks its # unseen line')
  return { header: { language: head.language![0] ?? '', unseenPerMillion, sources: head.source! }, rates }
}
