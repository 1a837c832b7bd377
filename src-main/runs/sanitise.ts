import { logText } from '../contract/text/log-text.ts'

/**
 * Takes out of a text what must not be stored, shown or logged: secrets, credentials and absolute paths (predecessor.md §2.3 U13). Paths
 * the run knows are turned into what people know them by; every other absolute path keeps its last part only.
 */
export interface SanitiserOptions {
  /** Exact secrets of this run (keys, tokens). Shorter than 6 characters they are ignored: they would hit everywhere. */
  readonly secrets?: readonly string[]
  /** Absolute paths of this run with what to show instead (a document's relative path; `~` for the home folder). */
  readonly paths?: readonly { readonly path: string; readonly shown: string }[]
}
export type Sanitise = (text: string) => string

const HIDDEN = '[hidden]'

const PATTERNS: readonly (readonly [RegExp, string | ((...match: string[]) => string)])[] = [
  // user:password@ in any URL.
  [/\b([a-z][a-z0-9+.-]*:\/\/)[^\s/@'"<>]+@/giu, `$1${HIDDEN}@`],
  [/\b(bearer|basic)\s+[a-z0-9._~+/=-]{8,}/giu, `$1 ${HIDDEN}`],
  // key=…, "apiKey": "…", Authorization: …
  [
    /\b((?:[a-z0-9]+[_-])*(?:api[_-]?key|access[_-]?token|auth[_-]?token|token|secret|password|passwd|authorization)["']?\s*[:=]\s*["']?)(?!\[hidden\])(?:bearer |basic )?[^\s"'&,;}]{4,}/giu,
    `$1${HIDDEN}`,
  ],
  [/([?&](?:key|sig|signature|code)=)[^\s&"'#]+/giu, `$1${HIDDEN}`],
  // Shapes of well-known keys: OpenAI and Anthropic, GitHub, AWS, Google, Slack, Hugging Face, JSON web tokens.
  [/\b(?:sk|pk|rk)-[a-z0-9_-]{12,}/giu, HIDDEN],
  [
    /\b(?:gh[pousr]_[a-z0-9]{20,}|github_pat_[a-z0-9_]{20,}|AKIA[0-9A-Z]{16}|AIza[\w-]{30,}|xox[a-z]-[\w-]{10,}|hf_[a-z0-9]{20,})/giu,
    HIDDEN,
  ],
  [/\beyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*/gu, HIDDEN],
  [/\bfile:\/\/[^\s'"<>)]*/giu, (url) => lastPart(url)],
]

// A path may hold spaces: up to its last separator anything but a quote or a line end goes with it, after it a word.
const UNC = /\\\\[^\s\\/:*?"<>|]+\\(?:[^\\/:*?"<>|\r\n]+\\)*[^\s\\/:*?"<>|]*/gu
const DRIVE = /(?<![\p{L}\p{N}])[a-z]:[\\/](?:[^\\/:*?"<>|\r\n]+[\\/])*[^\s\\/:*?"<>|,;)\]]*/giu
// Preceded by a letter, digit or slash it is no path (and/or, https://…); `…/` is what a masked path begins with.
const POSIX = /(?<![\p{L}\p{N}/.:~…\]<])\/(?=[^\s/])(?:[^/:*?"'<>|\r\n()]+\/)*[^\s/:"'<>|,;()[\]?]*/gu

const lastPart = (path: string): string => {
  const parts = path.split(/[\\/]/u).filter((part) => part !== '')
  // The last part of a home folder is somebody's name.
  const home = parts.length === 2 + (/^[a-z]:$/iu.test(parts[0] ?? '') ? 1 : 0) && /^(?:home|users)$/iu.test(parts.at(-2) ?? '')
  // A drive alone has no last part; its name would be taken for a path again.
  const drive = parts.length === 1 && /^[a-z]:$/iu.test(parts[0]!)
  return parts.length > 0 && !home && !drive ? `…/${parts.at(-1)}` : '…/'
}

const escapeRegExp = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/gu, '\\$&')

/** One function per run; it holds no state besides the patterns. Its result is also safe as a log line (logText) and it is idempotent. */
export function createSanitiser({ secrets = [], paths = [] }: SanitiserOptions = {}): Sanitise {
  const hidden = secrets.filter((secret) => secret.length >= 6).sort((a, b) => b.length - a.length)
  const secretPattern = hidden.length > 0 ? new RegExp(hidden.map(escapeRegExp).join('|'), 'gu') : null
  const known = knownPaths(paths)
  return (text) => {
    let clean = text
    if (secretPattern !== null) clean = clean.replace(secretPattern, HIDDEN)
    for (const [pattern, by] of PATTERNS) clean = clean.replace(pattern, by as string)
    if (known !== null) clean = known(clean)
    clean = clean.replace(UNC, lastPart).replace(DRIVE, lastPart).replace(POSIX, lastPart)
    return logText(clean)
  }
}

/** Replaces known paths, longest first. A run of 50 000 documents has as many: they are looked up, not put into one pattern. */
function knownPaths(paths: NonNullable<SanitiserOptions['paths']>): Sanitise | null {
  const shown = new Map(paths.filter((one) => one.path.length > 1).map((one) => [one.path, one.shown]))
  if (shown.size === 0) return null
  const roots = commonFolders([...shown.keys()])
  const lengths = [...new Set([...shown.keys()].map((path) => path.length))].sort((a, b) => b - a)
  return (text) => {
    if (!roots.some((root) => text.includes(root))) return text
    let clean = ''
    for (let at = 0; at < text.length; ) {
      const root = roots.find((one) => text.startsWith(one, at))
      const length = root === undefined ? undefined : lengths.find((size) => shown.has(text.slice(at, at + size)))
      clean += length === undefined ? text[at] : shown.get(text.slice(at, at + length))
      at += length ?? 1
    }
    return clean
  }
}

/** The first two folders of every path: few, and a text without any of them holds no known path. */
function commonFolders(paths: readonly string[]): string[] {
  const start = (path: string): string => path.match(/^(?:[\\/]*[^\\/]+[\\/]?){1,2}/u)?.[0] ?? path
  return [...new Set(paths.map(start))].sort((a, b) => b.length - a.length)
}
