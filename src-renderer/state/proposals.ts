import { citable } from '../../src-main/contract/cited.ts'
import type { CitedPlace, ConceptId, DefinitionView, HumanCommand, TermDetail } from '../../src-main/contract/library-api.ts'
import { i18n } from '../i18n/index.ts'
import type { App } from './app.ts'
import type { Command } from './commands.ts'
import { focused } from './peek.ts'
import { rowAt } from './terms.ts'

/** Answers to what a run proposes beside people's own definition (flow 3): keep, take, or merge by hand. Each is one step to undo. */

/** People's text stays; this proposal is not offered again, another one is. */
export async function keepDefinition({ act }: App, { id, proposal }: TermDetail): Promise<void> {
  if (proposal && (await act.command({ type: 'keep-definition', concept: id, over: proposal.text }))) act.say(i18n._('Kept yours'), true)
}

/** People's text goes, the machine's shows. */
export async function takeDefinition({ act }: App, { id }: TermDetail): Promise<void> {
  if (await act.command({ type: 'set-definition', concept: id, text: null, cited: null })) act.say(i18n._('Took the proposal'), true)
}

type SetDefinition = Extract<HumanCommand, { type: 'set-definition' }>

/** One of the found definitions, or a passage, becomes people's own: with where it is from. */
export const takeOver = (concept: ConceptId, text: string, sources: readonly CitedPlace[]): SetDefinition => ({
  type: 'set-definition',
  concept,
  text,
  cited: citable(sources),
})

/** Another of the found definitions is taken instead of the one shown, which is not proposed beside it then: it was just turned down. */
export function chosenInstead({ id, definitions: [best], proposal }: TermDetail, { text, sources }: DefinitionView): SetDefinition {
  const over = best && best.kind !== 'human' ? best.text : proposal?.text
  return { ...takeOver(id, text, sources), ...(over === undefined ? {} : { answers: over }) }
}

/** People's definition and the proposal made into one text: from where either of them is. */
export const madeOne = ({ id, definitions: [mine] }: TermDetail, text: string, proposal: DefinitionView): SetDefinition => ({
  ...takeOver(id, text, [...(mine?.sources ?? []), ...proposal.sources]),
  answers: proposal.text,
})

const proposed = (app: App): boolean => rowAt(app.terms.getState(), app.terms.getState().active)?.proposed ?? false

/** Does it to the row with the focus. */
const answered = (how: (app: App, term: TermDetail) => Promise<void>) => async (app: App) => {
  const term = await focused(app)
  if (term?.proposal) await how(app, term)
}

const merge = (app: App) => {
  const row = rowAt(app.terms.getState(), app.terms.getState().active)
  if (row) app.act.show({ inspector: true, sheet: false, edit: { field: 'proposal', concept: row.id } })
}

const inList = { menu: 'term', keys: [], where: 'list', enabled: proposed } as const

export const PROPOSAL_COMMANDS: readonly Command[] = [
  { id: 'term.keep', label: () => i18n._('Keep my definition'), run: answered(keepDefinition), ...inList },
  { id: 'term.take', label: () => i18n._('Use the proposed definition'), run: answered(takeDefinition), ...inList },
  { id: 'term.join', label: () => i18n._('Merge both definitions…'), run: merge, ...inList },
]
