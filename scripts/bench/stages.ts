import { scanFolder } from '../../src-main/library/scan/index.ts'
import { definitionsOf, EvidenceIndex } from '../../src-worker/definitions/select.ts'
import { parseFile } from '../../src-worker/documents/index.ts'
import { detectLanguage } from '../../src-worker/language/detect.ts'
import { engineFor } from '../../src-worker/language/engines.ts'
import { loadReference } from '../../src-worker/language/reference/index.ts'
import { toDefine } from '../../src-worker/pipeline/generate.ts'
import { referencesOf } from '../../src-worker/pipeline/references.ts'
import { analyseDocument } from '../../src-worker/terms/analyse.ts'
import { conceptsOf, rankCorpus } from '../../src-worker/terms/concepts.ts'
import { Corpus } from '../../src-worker/terms/corpus.ts'
import { shareOf } from './share.ts'

/**
 * The stages of the pipeline one by one, in a process of their own, without storage and messages: `node stages.ts FOLDER [PARTS]` with
 * PARTS = take one n-th of the bytes. Prints one JSON line.
 */

export interface StageFigures {
  readonly documents: number
  readonly bytes: number
  /** Milliseconds a stage. */
  readonly ms: Readonly<Record<'scan' | 'parse' | 'analyse' | 'rank' | 'define', number>>
  readonly concepts: number
  readonly peakRssBytes: number
}

async function measure(folder: string, parts: number): Promise<StageFigures> {
  const ms = { scan: 0, parse: 0, analyse: 0, rank: 0, define: 0 }
  let mark = performance.now()
  const lap = (stage: keyof typeof ms): void => {
    const now = performance.now()
    ms[stage] += now - mark
    mark = now
  }
  const scanned = await scanFolder({ root: folder, known: [], maxFileBytes: 50 * 1024 * 1024 })
  lap('scan')
  const files = shareOf(scanned.files, parts)
  const corpus = new Corpus()
  for (const { path } of files) {
    let sample = ''
    mark = performance.now()
    const outcome = await parseFile({
      file: `${scanned.root}/${path}`,
      path,
      maxBytes: 50 * 1024 * 1024,
      detectLanguage: (text) => {
        sample = text
        return { language: 'en', tag: 'en' }
      },
    })
    lap('parse')
    if (!('document' in outcome)) continue
    const detected = await detectLanguage(sample)
    const engine = await engineFor(detected.language, detected.tag)
    const { analysis } = await analyseDocument({ ...outcome.document, ...detected }, engine, async () => undefined)
    corpus.add(analysis, outcome.document.contentHash)
    lap('analyse')
  }
  const references = await referencesOf(corpus, loadReference)
  const constraints = { required: [], excluded: [], mustLink: [], cannotLink: [], forbidden: [] }
  const concepts = conceptsOf(await rankCorpus(corpus, { references, constraints, includeEntities: false }))
  lap('rank')
  const evidence = new EvidenceIndex(corpus)
  for (const concept of toDefine(concepts, 0)) definitionsOf(concept, evidence)
  lap('define')
  const bytes = files.reduce((sum, file) => sum + file.size, 0)
  return { documents: files.length, bytes, ms, concepts: concepts.length, peakRssBytes: process.resourceUsage().maxRSS * 1024 }
}

if (import.meta.main) {
  const [folder, parts = '1'] = process.argv.slice(2)
  if (folder === undefined) throw new Error('Usage: node stages.ts FOLDER [PARTS]')
  process.stdout.write(`${JSON.stringify(await measure(folder, Number(parts)))}\n`)
}
