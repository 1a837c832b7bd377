import { type ContainerInput, type ContainerOutput, ContainerText } from '../output.ts'
import { broken } from '../zip.ts'
import { RtfReader } from './reader.ts'
import { Tokens } from './tokens.ts'

const TURN = 64 * 1024

/**
 * RTF (Rich Text Format 1.9.1): text in the code page of its font or as Unicode, headings by style and outline level, lists, tables, links,
 * furigana; then notes and comments as parts of their own. Deleted and hidden text, running heads, pictures and tables of contents are left out.
 */
export async function parseRtf({ bytes, budget }: ContainerInput): Promise<ContainerOutput> {
  if (!/^\s*\{\\rtf/u.test(new TextDecoder('latin1').decode(bytes.subarray(0, 64)).replace(/^ï»¿/u, ''))) throw broken('it is no RTF text')
  const into = new ContainerText(budget)
  const reader = new RtfReader(into, budget.limits.depth)
  const tokens = new Tokens(bytes)
  let next = TURN
  for (let token = tokens.next(); token.type !== 'end'; token = tokens.next()) {
    reader.token(token, tokens)
    if (tokens.at < next) continue
    next = tokens.at + TURN
    await budget.turn()
  }
  const warnings = reader.open > 0 ? ['The file ends in the middle; what stands before was read.'] : []
  reader.finish()
  return into.finish(undefined, warnings)
}
