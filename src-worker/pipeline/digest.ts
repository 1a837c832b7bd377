import { createHash } from 'node:crypto'
import type { Stage } from '../../src-main/contract/run.ts'
import type { ExecutionContext } from '../../src-main/contract/run-protocol.ts'
import { CHECKS_VERSION, ENGINE_VERSION, PARSER_VERSION } from '../../src-main/contract/version.ts'

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')
const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** The version analyses are cached under: everything besides the bytes that an analysis depends on. */
export function analysisVersion(context: ExecutionContext): string {
  return `${ENGINE_VERSION}+${PARSER_VERSION}+${context.settings.language}`
}

/** Constraints in an order of their own, so that the order of decisions never shows. */
function constraintsDigest({ constraints }: ExecutionContext): string {
  const sorted = Object.entries(constraints)
    .sort(([a], [b]) => order(a, b))
    .map(([name, list]) => [name, list.map((one) => JSON.stringify(one)).sort(order)])
  return sha256(JSON.stringify(sorted))
}

/**
 * What a stage's result depends on, as one hash: documents (path and content), versions, settings, decisions, and the stage before it.
 * A stage whose digest equals that of its live revision has nothing to do.
 */
export function stageDigest(stage: Stage, context: ExecutionContext, previous: string): string {
  const { settings } = context
  const documents = context.documents.map((document) => `${document.hash} ${document.path}`).sort(order)
  const parts: unknown[] = [stage, analysisVersion(context), previous]
  if (stage === 'extract') parts.push(documents, settings.maxFileBytes, settings.includeEntities, constraintsDigest(context))
  if (stage === 'generate') parts.push(documents, settings.definitionLimit)
  if (stage === 'review') parts.push(constraintsDigest(context))
  // What the model is and how much it may think matters; where it runs and how fast does not.
  if (settings.model !== undefined && stage !== 'extract')
    parts.push([settings.model.engine, settings.model.model, settings.model.thinking, CHECKS_VERSION])
  return sha256(JSON.stringify(parts))
}
