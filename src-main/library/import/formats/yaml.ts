import { isMap, isScalar, LineCounter, type Node, parseAllDocuments } from 'yaml'
import { unreadable } from '../limits.ts'

/** YAML 1.2 read as plain data: no tags that make objects, at most 100 aliases, every broken document refused with its line. */

const MOST_ALIASES = 100

export interface YamlDocument {
  readonly value: unknown
  /** The line (from 1) of a list's item or a map's entry, by the keys that lead to it; 1 where unknown. */
  lineOf(...path: (string | number)[]): number
}

/** @throws AppError IMPORT_FAILED */
export function readYaml(text: string): YamlDocument {
  const lines = new LineCounter()
  const [document] = parseAllDocuments(text.replace(/^\uFEFF/u, ''), {
    schema: 'core',
    version: '1.2',
    lineCounter: lines,
    customTags: [],
    logLevel: 'error',
  }) as ReturnType<typeof parseAllDocuments> & unknown[]
  const problem = (document as { errors?: readonly Error[] } | undefined)?.errors?.[0]
  if (problem) throw unreadable(`The file is no YAML that can be read: ${problem.message.split('\n')[0]}`, problem)
  try {
    return {
      value: (document as { toJS(options: object): unknown } | undefined)?.toJS({ maxAliasCount: MOST_ALIASES }) ?? null,
      lineOf: (...path) => {
        const node = (document as { getIn(path: unknown[], keep: boolean): unknown } | undefined)?.getIn(path, true)
        const offset = isScalar(node) || isMap(node) ? (node as Node).range?.[0] : undefined
        return offset === undefined ? 1 : lines.linePos(offset).line
      },
    }
  } catch (error) {
    throw unreadable(`The file is no YAML that can be read: ${error instanceof Error ? error.message : String(error)}`, error)
  }
}
