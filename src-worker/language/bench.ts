/**
 * Speed of the language engines over a folder of text, and for Japanese the equality with kuromoji:
 *
 *     node src-worker/language/bench.ts en|ja|<tag> <folder or file> [megabytes]
 *
 * Prints one line of JSON. MB are 10⁶ bytes of UTF-8; times are this thread's.
 */
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { engineFor } from './engines.ts'
import { dictionaryFolder, loadDictionary } from './ja/dictionary.ts'
import { Tokenizer } from './ja/tokenizer.ts'
import { Vocabulary } from './ja/vocabulary.ts'

interface KuromojiToken {
  readonly surface_form: string
  readonly pos: string
  readonly basic_form: string
}
interface Kuromoji {
  tokenize(text: string): KuromojiToken[]
}

/** Paragraphs of the text files below a path, up to a number of bytes. */
function paragraphs(path: string, bytes: number): string[] {
  const files = statSync(path).isFile()
    ? [path]
    : readdirSync(path, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile() && /\.(?:md|txt|rst|adoc|html)$/u.test(entry.name))
        .map((entry) => join(entry.parentPath, entry.name))
        .sort()
  const found: string[] = []
  let total = 0
  for (const file of files) {
    for (const paragraph of readFileSync(file, 'utf8').split(/\n\s*\n/u)) {
      if (total > bytes) return found
      found.push(paragraph)
      total += Buffer.byteLength(paragraph)
    }
  }
  return found
}

const megabytes = (texts: readonly string[]): number => texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0) / 1e6

function timed(texts: readonly string[], work: (text: string) => unknown): { seconds: number; rate: string } {
  const start = performance.now()
  for (const text of texts) work(text)
  const seconds = (performance.now() - start) / 1000
  return { seconds, rate: `${(megabytes(texts) / seconds).toFixed(2)} MB/s` }
}

async function engineSpeed(language: string, texts: readonly string[]): Promise<Record<string, unknown>> {
  const start = performance.now()
  const engine = language === 'en' || language === 'ja' ? await engineFor(language) : await engineFor('other', language)
  const loadMs = Math.round(performance.now() - start)
  let tokens = 0
  const { rate } = timed(texts, (text) => {
    for (const sentence of engine.analyse(text)) tokens += sentence.tokens.length
  })
  return {
    language,
    megabytes: megabytes(texts).toFixed(2),
    loadMs,
    analyse: rate,
    tokens,
    rssMb: Math.round(process.memoryUsage().rss / 1e6),
  }
}

/** Our tokenizer and the original, over the same text in the same run, token for token. Texts with surrogates left out: kuromoji miscounts them. */
async function compareWithKuromoji(texts: readonly string[]): Promise<Record<string, unknown>> {
  const dictionary = await loadDictionary()
  const tokenizer = new Tokenizer(dictionary)
  const vocabulary = new Vocabulary(dictionary)
  const { builder } = createRequire(import.meta.url)('@sglkc/kuromoji') as {
    builder(options: { dicPath: string }): { build(done: (error: unknown, built: Kuromoji) => void): void }
  }
  const kuromoji = await new Promise<Kuromoji>((resolve, reject) =>
    builder({ dicPath: dictionaryFolder() }).build((error, built) => (error ? reject(error as Error) : resolve(built))),
  )
  // Lines: kuromoji's time grows with the square of a stretch's length.
  const lines = texts.flatMap((text) => text.split('\n')).filter((line) => line.length < 2000 && !/[\ud800-\udfff]/u.test(line))
  let tokens = 0
  let different = 0
  const show = (surface: string, pos: string, base: string): string => `${surface}/${pos}/${base}`
  for (const line of lines) {
    const flat = tokenizer.tokenize(line)
    const theirs = kuromoji.tokenize(line)
    tokens += theirs.length
    const same =
      theirs.length * 3 === flat.length &&
      theirs.every((token, i) => {
        const fields = vocabulary.fields(flat[i * 3]!)
        return (
          show(token.surface_form, token.pos, token.basic_form) ===
          show(line.slice(flat[i * 3 + 1], flat[i * 3 + 2]), fields[0]!, fields[6]!)
        )
      })
    if (!same) different++
  }
  const original = timed(lines, (line) => kuromoji.tokenize(line))
  const own = timed(lines, (line) => tokenizer.tokenize(line))
  return {
    lines: lines.length,
    tokens,
    different,
    kuromoji: original.rate,
    flat: own.rate,
    ratio: (original.seconds / own.seconds).toFixed(1),
  }
}

const [language, path, limit = '10'] = process.argv.slice(2)
if (language === undefined || path === undefined) {
  console.error('Usage: node src-worker/language/bench.ts en|ja|<tag> <folder or file> [megabytes]')
  process.exit(2)
}
const texts = paragraphs(path, Number(limit) * 1e6)
console.log(JSON.stringify(await engineSpeed(language, texts)))
if (language === 'ja') console.log(JSON.stringify(await compareWithKuromoji(texts)))
