import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, relative, resolve, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { ContextDocument } from '../../src-main/contract/run-protocol.ts'

const REPOSITORY = resolve(dirname(fileURLToPath(import.meta.url)), '..', '..')

/** The folder of the evaluation data: GENGLOSSARY_DATA, else `shared/data` beside the repository. Null where there is none. */
export function dataFolder(): string | null {
  const folder = process.env.GENGLOSSARY_DATA ?? resolve(REPOSITORY, '..', 'shared', 'data')
  return existsSync(join(folder, 'score.mjs')) ? folder : null
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => (entry.isDirectory() ? filesBelow(join(folder, entry.name)) : [join(folder, entry.name)]))
}

/** Every file of a folder as a run's context lists it. */
export function contextDocuments(folder: string): ContextDocument[] {
  return filesBelow(folder).map((file, i) => {
    const bytes = readFileSync(file)
    return {
      id: i + 1,
      file,
      path: relative(folder, file).split(sep).join('/'),
      hash: createHash('sha256').update(bytes).digest('hex'),
      size: bytes.length,
    }
  })
}

export interface PrecisionRecall {
  readonly precision: number
  readonly recall: number
  readonly f1: number
  readonly predicted: number
}
export interface TermScores {
  readonly withoutNamedEntities: PrecisionRecall
  readonly withNamedEntities: PrecisionRecall
}
export type HeadwordScores = Readonly<Record<'recallAt50' | 'recallAt100' | 'recallAt200' | 'recallAt500' | 'recallAt1000', number>>
export interface DefinitionScores {
  readonly covered: number
  readonly similarityOfCovered: number
  readonly similarityOverAll: number
}

interface Scored {
  terms: TermScores
  headwords: HeadwordScores
  definitions: DefinitionScores
  sentences: PrecisionRecall
}

/** The data's own scorer, run as a process of its own: nothing else ever reads a gold file. */
export class Scorer {
  private readonly folder: string
  private readonly work = mkdtempSync(join(tmpdir(), 'genglossary-quality-'))

  constructor(folder: string) {
    this.folder = folder
  }

  score<K extends keyof Scored>(what: K, gold: string, text: string): Scored[K] {
    const file = join(this.work, 'out.txt')
    writeFileSync(file, text)
    const out = execFileSync(process.execPath, [join(this.folder, 'score.mjs'), what, join(this.folder, gold), file], { encoding: 'utf8' })
    return JSON.parse(out) as Scored[K]
  }

  close(): void {
    rmSync(this.work, { recursive: true })
  }
}

/** The sentences of a definition-sentences file, labels cut off. */
export function sentencesOf(folder: string, name: string): string[] {
  return readFileSync(join(folder, 'definition-sentences', name), 'utf8')
    .split(/\r?\n/u)
    .filter((line) => line.trim() !== '')
    .map((line) => line.slice(line.indexOf('\t') + 1))
}
