import { decode } from '../../encoding.ts'
import { formatInput } from '../../format.ts'
import { parseMarkdown } from '../../markdown/index.ts'
import { type ContainerInput, type ContainerOutput, ContainerText, Draft } from '../output.ts'
import { broken } from '../zip.ts'

/** Jupyter notebooks (nbformat 4): Markdown cells as Markdown, code cells as code, outputs left out; `cell 3`. */
export async function parseIpynb({ bytes, path, budget }: ContainerInput): Promise<ContainerOutput> {
  const into = new ContainerText(budget)
  for (const [index, cell] of cellsOf(decode(bytes).text).entries()) {
    const { cell_type: type, source } = record(cell)
    const text = Array.isArray(source) ? source.filter((line) => typeof line === 'string').join('') : source
    if (typeof text !== 'string') continue
    into.part = `cell ${index + 1}`
    if (type === 'markdown') into.addBlocks(parseMarkdown(formatInput(text, path)).blocks)
    else if (type === 'code') {
      const draft = new Draft()
      draft.add(text)
      into.add('code', draft)
    }
    if (index % 50 === 49) await budget.turn()
  }
  return into.finish()
}

function cellsOf(text: string): unknown[] {
  let notebook: unknown
  try {
    notebook = JSON.parse(text)
  } catch (error) {
    throw broken(error instanceof Error ? error.message.replace(/[.\s]+$/u, '') : String(error))
  }
  const { cells } = record(notebook)
  if (!Array.isArray(cells)) throw broken('it is no notebook of format 4')
  return cells
}

const record = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {}
