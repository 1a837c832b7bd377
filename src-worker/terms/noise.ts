/**
 * What is written like a word and names nothing: versions, dates, measures, file names, numbers of tickets, hashes, keys, identifiers. Told by its form,
 * in every language. Words of this kind end a term; a glossary or a list of terms may name them all the same (structure.ts).
 */

/** `1.x`, `3.y.z`, `2.0-rc1`, `v2`, `v1beta1`, `x.y.z`, `n.m`. */
const VERSION =
  /^v?\d+(?:\.(?:\d+[a-z]{0,2}\d*|[xyznm*]))+(?:[-+.][\dA-Za-z]+)*$|^v\d+(?:(?:alpha|beta|rc)\d*)?$|^[xyznm](?:\.(?:[xyznm*]|\d+))+$/u
/** `3.Y.Z`, `X.Y`; and a name with its version behind it: `community-crypto-1.1.0`, of which the name alone is a term. */
const VERSION_CAPITAL = /^V\d+\.\d|^(?:\d+|[XYZNM])(?:\.(?:[XYZNM]|\d+))+$/u
const WITH_VERSION = /^\p{L}.*-v?\d+(?:\.\d+){2,}$/u

/** `2024-05-01T10`, `1-Jan-2024`, `1990s`, `19th-century`, `10am`, `Q3`, `FY2024`, `UTC+9`. */
const DATE =
  /^\d{4}-\d\d(?!\d)|^\d{1,2}-(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|^\d+['’]?s$|^\d+th-century$|^\d{1,2}(?:[:.]\d\d)?[ap]m$|^q[1-4]$|^fy['’]?\d\d(?:\d\d)?$|^(?:utc|gmt)[+-−]\d/iu

/** A number and its unit: `10kB`, `5ms`, `1.5GHz`, `2x`, `100px`, `64K`; not `3D`, `5G`, `4K`. */
const MEASURE =
  /^\d+(?:[.,]\d+)?(?:[kKMGTPE]i?[bB](?:ps|\/s|its?|ytes?)?|[kKMGT]?bps|[bB]ytes?|[kKMGT]?Hz|[mkMG]?(?:Wh?|VA?|Ah?)|[munµ]s|s|secs?|mins?|hrs?|h|[cmkn]?m|[mkµ]g|g|[mc]?l|px|pt|em|rem|dpi|rpm|fps|mph|x|deg|°[CF]?|%|ft|lbs?|oz)$|^\d{2,}[kKMGT]$/u
/** Time, age, text or money behind the hyphen: `30-day`, `10-year-old`, `200-page`; not `20-metre`, `64-bit`, `12-factor`, which make kinds of things. */
const COUNTED =
  /^[\d.,]+-(?:seconds?|sec|minutes?|min|hours?|hr|days?|weeks?|months?|years?|decades?|century|pages?|lines?|words?|characters?|persons?|people|times?|percent|dollars?|euros?)(?:-(?:old|long))?$/iu

const EXTENSIONS =
  'md|txt|rst|adoc|ya?ml|json|xml|html?|css|ini|conf|cfg|cnf|toml|csv|tsv|log|gz|bz2|xz|zip|tar|tgz|exe|dll|so|deb|rpm|jar|war|pdf|docx?|xlsx?|pptx?|od[tsp]|png|jpe?g|gif|svg|ico|mp[34]|avi|wav|sh|bash|bat|cmd|ps1|py|pyc|rb|pl|pm|php|java|kt|go|rs|cc?|cpp|cxx|hh?|hpp|cs|tsx?|jsx|lua|sql|sqlite|lock|tmpl|tpl|j2|mk|am|ac|in|m4|po|pot|ui|qml|dat|bin|img|iso|bak|tmp|swp|patch|diff|pem|crt|csr'
/** `README.md`, `Makefile.am`, `SETUP.EXE`; not `Node.js`, `ASP.NET`. Those in small letters are masked before (prepare.ts). */
const FILE_NAME = new RegExp(`^[\\p{L}\\d][\\p{L}\\d._+-]+\\.(?:${EXTENSIONS})$`, 'u')
const FILE_NAME_CAPITAL = /^[\p{Lu}\d][\p{Lu}\d._+-]+\.(?:TXT|EXE|DLL|BAT|COM|SYS|INI|DOC|PDF|ZIP|HTM|HTML|XML|JSON|CSV|LOG)$/u

/** Numbers of standards and of key lengths, which people do speak of: `ISO-9001`, `RSA-2048`. */
const STANDARD = /^(?:ISO|IEC|EN|DIN|JIS|IEEE|ANSI|NIST|FIPS|CP|RSA|AES|SHA|KOI8|WINDOWS)-/iu
/** `CVE-2021-44228`, `PROJ-1234`, `REQ-007`. */
const TICKET = /^(?:CVE|CWE|GHSA|BUG|GH|PR|RFC|PEP|BPO)-\d|^\p{L}[\p{L}\d]*-0\d+$|^\p{L}{2,}-\d{4,}$/iu

/** `0x1F`, `a94a8fe5`, `550e8400-e29b-…`. */
const HASH = /^0x[\da-f]+$|^(?=[a-f]*\d)(?=\d*[a-f])[\da-f]{7,64}$|^[\da-f]{8}-[\da-f]{4}-/iu

/** `Ctrl+C`, `Alt-F4`, `C-x`. */
const KEYS =
  /^(?:ctrl|control|alt|shift|cmd|command|meta|super|win|option|fn)\+.|^(?:ctrl|alt|shift|cmd|meta|[CMS])-(?:.|F\d{1,2}|del|delete|esc|tab|enter|return|space)$/iu

/** `getUserName`, `isEmpty`, `traceIdRatio`; not `macOS`, `gRPC`, `iPhone`, `ownCloud`. */
const IDENTIFIER =
  /^(?:get|set|is|has|on|to|from|add|remove|new|create|delete|find|make|do|with|init|load|parse|read|write|test|can|should|update|start|stop|run)\p{Lu}\p{Ll}|^\p{Ll}{2,}(?:\p{Lu}\p{Ll}+){2,}$|^\p{Ll}{2,}(?:Id|ID|Ids|Name|Type|Url|URL|Key|Value|Count|Size|Path|List|Map|Info|Config|Options?|Params?|Handler|Listener|Callback|Index|Class|String)$/u

/** `xxx`, `1a`, `ii`, `a-z`; `a-zA-Z0-9`, which is said of characters. */
const FILLER =
  /^(\p{L})\1{2,}$|^\d+[a-ce-z]$|^\d+[ABCEFHIJ]$|^(?:ii|iii|iv|vii|viii|ix|xii|xiii|xiv|xvi{0,3})$|^(?:a-[fz]|A-[FZ])$|^(?:\p{L}-\p{L}|\d-\d){2,}$/u

const TELLING = [VERSION, VERSION_CAPITAL, WITH_VERSION, DATE, MEASURE, COUNTED, FILE_NAME, FILE_NAME_CAPITAL, HASH, KEYS, IDENTIFIER]
/** A word of letters alone, without a capital inside, is none of them but a filler. */
const SUSPECT = /[\d.+-]|\p{Ll}\p{Lu}/u

/** True for what names nothing, whatever a tagger makes of it. @param surface one word as it is written */
export function isNoise(surface: string): boolean {
  if (FILLER.test(surface)) return true
  if (!SUSPECT.test(surface)) return false
  if (TICKET.test(surface) && !STANDARD.test(surface)) return true
  return TELLING.some((form) => form.test(surface))
}
