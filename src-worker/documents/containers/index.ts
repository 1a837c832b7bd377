import type { ContainerName } from '../../../src-main/contract/formats.ts'
import type { Unread } from '../read-file.ts'
import { parseDoc } from './doc/index.ts'
import { parseDocx } from './docx/index.ts'
import { parseEml } from './eml/index.ts'
import { parseEpub } from './epub/index.ts'
import { parseIpynb } from './ipynb/index.ts'
import { Budget, type ContainerLimits, LIMITS, Unreadable } from './limits.ts'
import { parseOdf, parseOds } from './odf/index.ts'
import type { ContainerOutput, ContainerParser } from './output.ts'
import { parsePdf } from './pdf/index.ts'
import { parsePptx } from './pptx/index.ts'
import { parseRtf } from './rtf/index.ts'
import { parseXlsx } from './xlsx/index.ts'

/** The parser of every container format; their extensions are in contract/formats.ts. */
const PARSERS: Readonly<Record<ContainerName, ContainerParser>> = {
  pdf: parsePdf,
  docx: parseDocx,
  doc: parseDoc,
  epub: parseEpub,
  ipynb: parseIpynb,
  pptx: parsePptx,
  xlsx: parseXlsx,
  odt: parseOdf,
  odp: parseOdf,
  ods: parseOds,
  rtf: parseRtf,
  eml: parseEml,
}

/**
 * Reads a container. Whatever is wrong with its bytes is an Unread with a sentence; a parser that throws anything else is a defect of ours
 * and costs only this file.
 * @throws only the signal's reason when aborted.
 */
export async function parseContainer(
  format: ContainerName,
  bytes: Uint8Array,
  path: string,
  signal?: AbortSignal,
  limits: ContainerLimits = LIMITS,
): Promise<ContainerOutput | Unread> {
  const budget = new Budget(limits, signal)
  try {
    return await PARSERS[format]({ bytes, path, budget })
  } catch (error) {
    signal?.throwIfAborted()
    if (error instanceof Unreadable) return { skipped: error.skipped, reason: error.message }
    return {
      skipped: 'failed',
      reason: `The ${format} parser failed on this file (${error instanceof Error ? error.message : String(error)}).`,
    }
  }
}
