import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readImport } from '../../src-main/library/import/formats.ts'
import { dataFolder } from '../bench/quality-data.ts'
import { failed, type Outcome, passed, Skip } from './outcome.ts'

/** The test files of LTAC Global for TBX-Core, -Min and -Basic, as the evaluation data holds them. */

const GOOD = ['core_structure_good', 'min_good', 'basic_good']
const BAD = ['core_structure_bad', 'min_bad', 'basic_bad', 'poorly_formed_xml']

/** @throws Skip without the evaluation data */
export function tbxFiles(): Outcome {
  const data = dataFolder()
  const file = (name: string): string => join(data ?? '', 'tbx', `${name}.tbx`)
  if (data === null || !existsSync(file('basic_good'))) throw new Skip('the test files of TBX are not here (GENGLOSSARY_DATA)')
  const read = (name: string): { readonly terms: number } | { readonly reason: string } => {
    try {
      return { terms: readImport(`${name}.tbx`, readFileSync(file(name)), 'tbx').glossary.terms.length }
    } catch (error) {
      return { reason: error instanceof Error ? error.message : String(error) }
    }
  }
  const lines: string[] = []
  let wrong = 0
  for (const name of [...GOOD, ...BAD]) {
    const outcome = read(name)
    const imported = 'terms' in outcome && outcome.terms > 0
    if (imported !== GOOD.includes(name)) wrong++
    lines.push(`${name}: ${'terms' in outcome ? `${outcome.terms} terms` : outcome.reason}`)
  }
  const note = `${GOOD.length} good, ${BAD.length} bad files\n          ${lines.join('\n          ')}`
  return wrong === 0 ? passed(note) : failed(`${wrong} taken for the other kind; ${note}`)
}
