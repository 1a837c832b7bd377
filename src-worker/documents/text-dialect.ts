/** Markup that a `.txt` file turns out to be written in. */
export type Dialect = 'asciidoc' | 'rst' | 'markdown' | 'tsv' | null

interface Signs {
  readonly dialect: Exclude<Dialect, 'tsv' | null>
  /** Lines nobody writes in plain text by accident. */
  readonly strong: RegExp
  /** Lines that fit, but could be plain text too. */
  readonly weak: RegExp
}

const SIGNS: readonly Signs[] = [
  {
    dialect: 'asciidoc',
    strong:
      /^(?:include::\S+\[|(?:ifdef|ifndef|endif)::\S*\[|\[\[[\w-]+\]\]|\[(?:verse|synopsis|source|NOTE|TIP|WARNING|listing|horizontal|glossary)\b[^\]\n]*\]$|:[a-z][\w-]*: \S|\|={3,}$)|\blinkgit:[\w-]+\[|<<[\w-]+,[^<>\n]+>>/gmu,
    weak: /^(?:={1,5} \S|-{4,}$|\.{4,}$|\*{4,}$|\S.*::$|\+$|\.[A-Z][^.\n]*$)/gmu,
  },
  {
    dialect: 'rst',
    strong: /^[ \t]*\.\. (?:[\w:-]+::(?: |$)|_[^:\n]+:)|:(?:ref|doc|class|func|meth|mod|term|setting|attr|djadmin):`[^`\n]+`/gmu,
    weak: /``[^`\n]+``|`[^`\n]+`_\b|^\S.*::$|^(?:={4,}|-{4,}|~{4,})$/gmu,
  },
  {
    dialect: 'markdown',
    strong: /^```\w*$|\]\((?:https?:\/\/|\.{0,2}\/|#)[^)\s]*\)|^\|? *:?-{3,}:? *\|[ :|-]*$/gmu,
    weak: /^#{1,6} \S|^[-*] \S|\*\*[^*\n]+\*\*|`[^`\n]+`/gmu,
  },
]

const SAMPLE = 64 * 1024

/**
 * The markup of a plain text file, or that it is a table of fields parted by tabs, told only by clear signs: two strong ones, or one strong and three weak ones, and more of them than of
 * any other markup. Judged by the first 64 K characters.
 */
export function dialectOf(text: string): Dialect {
  const sample = text.slice(0, SAMPLE)
  if (isTable(sample)) return 'tsv'
  let best: { dialect: Dialect; score: number } = { dialect: null, score: 0 }
  for (const { dialect, strong, weak } of SIGNS) {
    const clear = count(sample, strong)
    const fitting = count(sample, weak)
    if (clear < 2 && (clear < 1 || fitting < 3)) continue
    const score = clear * 3 + Math.min(fitting, clear * 3)
    if (score > best.score) best = { dialect, score }
  }
  return best.dialect
}

/** Lines that must be there, and the share of them that must have as many tabs as the first. */
const ROWS = 2
const SAME = 0.95

/** Fields parted by tabs, as Excel saves a sheet as text and input methods write their dictionaries: every line has as many, and begins with one. */
function isTable(sample: string): boolean {
  const lines = sample.split(/\r?\n|\r/u).filter((line) => line.trim() !== '')
  // The last line of a sample may be cut.
  if (sample.length === SAMPLE) lines.pop()
  const tabs = lines[0]?.split('\t').length ?? 0
  if (lines.length < ROWS || tabs < 2) return false
  const rows = lines.filter((line) => line.split('\t').length === tabs && !/^\s/u.test(line))
  return rows.length >= lines.length * SAME
}

/** How often the pattern is found, up to 200 times. */
function count(text: string, pattern: RegExp): number {
  pattern.lastIndex = 0
  let found = 0
  while (found < 200 && pattern.exec(text)) found++
  return found
}
