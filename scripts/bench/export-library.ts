import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { openLibrary } from '../../src-main/store/open.ts'
import { concept, countingIds, definition, runWith, systemClock } from '../../src-main/store/testing.ts'

/** The library whose exports and imports are measured. */

const WORDS = 'berth quay crane yard gantry tally clerk reefer bay plan vessel stowage gate truck chassis spreader lashing mooring'.split(
  ' ',
)
const KANJI = [...'岸壁荷役計画倉庫冷凍電源検査書類船舶積付門型起重機車両']
const KANA = [...'かきくけこさしすせそたちつてとなにぬねのはひふへほまみむめもやゆよらりるれろ']

/** Half of the concepts in each language; two definitions with a source, some other forms and relations, as a real glossary has. */
function concepts(count: number) {
  const headword = (n: number): string =>
    n % 2 === 0
      ? `${WORDS[n % WORDS.length]} ${WORDS[(n * 7) % WORDS.length]} ${n}`
      : `${KANJI[n % KANJI.length]}${KANJI[(n * 5) % KANJI.length]}${KANJI[(n * 11) % KANJI.length]}${n}`
  const reading = (n: number): string => Array.from({ length: 6 }, (_, i) => KANA[(n * (i + 3) + i) % KANA.length]).join('')
  const items = Array.from({ length: count }, (_, n) => {
    const ref = (m: number) => ({ language: m % 2 === 0 ? ('en' as const) : ('ja' as const), key: headword(m).toLowerCase(), sense: 0 })
    const japanese = n % 2 === 0 ? {} : { reading: reading(n), readingSure: n % 5 !== 0 }
    return concept(headword(n), n + 1, [`${headword(n)}s`, `${headword(n)} unit`], {
      ...japanese,
      related: [ref((n * 13) % count), ref((n * 17) % count)],
    })
  })
  const passage = (n: number) => ({
    contentHash: (n % 50).toString(16).padStart(64, '0'),
    line: n,
    start: n * 10,
    end: n * 10 + 60,
    quote: `The ${headword(n)} stands where a document says so.`,
  })
  const definitions = items.flatMap(({ headword: word }, n) => [
    definition(
      word,
      n % 2 === 0
        ? `A ${word} is a thing of the terminal that this sentence defines at the usual length, as documents do.`
        : `${word}とは、ターミナルで使われる設備であり、この文がふつうの長さで定義するものである。`,
      { sources: [passage(n)] },
    ),
    definition(word, `Another sentence that defines ${word} in other words.`, { ordinal: 1, sources: [passage(n + 1)] }),
  ])
  return { items, definitions }
}

/**
 * Makes the library.
 *
 * @param folder for what an opened library needs beside its file
 */
export async function build(file: string, count: number, folder: string): Promise<void> {
  mkdirSync(join(folder, 'home'), { recursive: true })
  const store = await openLibrary({ file, create: true, appDataDir: join(folder, 'home'), clock: systemClock, ids: countingIds() })
  const { items, definitions } = concepts(count)
  await runWith(store, items, definitions)
  await store.close()
}
