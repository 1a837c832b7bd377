import type { ModelAnswer, ModelServerName, RecommendedModels, ThisComputer } from '../../src-main/contract/models-api.ts'
import type { ModelSettings } from '../../src-main/contract/run-protocol.ts'
import type { App } from './app.ts'

/**
 * What is said, once for a library, of language models on this computer: there is one, there could be one, or there is none. Never while somebody decides terms, and
 * nothing that has to be answered.
 */

type Server = ModelAnswer['servers'][number]

export type ModelOffer =
  | { readonly kind: 'found'; readonly server: Server }
  /** A server answers and has no model. */
  | { readonly kind: 'empty'; readonly server: Server }
  /** Installed, and does not answer. */
  | { readonly kind: 'silent'; readonly installed: readonly ModelServerName[] }
  | { readonly kind: 'none' }

/** @returns null where nowhere was looked, so that nothing can be said */
export function offerOf({ servers, problems }: Pick<ModelAnswer, 'servers' | 'problems'>, computer: ThisComputer): ModelOffer | null {
  if (servers.length === 0 && problems.length === 0) return null
  const ready = servers.find(({ models }) => models.length > 0)
  if (ready) return { kind: 'found', server: ready }
  if (servers[0]) return { kind: 'empty', server: servers[0] }
  return computer.installed.length > 0 ? { kind: 'silent', installed: computer.installed } : { kind: 'none' }
}

/** Asks this computer. @throws AppError */
export async function lookAround(app: App): Promise<ModelOffer | null> {
  const [answer, computer] = await Promise.all([app.host.call('models.find', {}), app.host.call('models.computer', {})])
  return offerOf(answer, computer)
}

/** Contract's limit (MOST_OFFERED), whose schemas the window's policy keeps out of it. */
const MOST = 500

/** Terms people have decided: where that number is another than when the library was opened, somebody is at it. */
export const decidedTerms = ({ session }: App): number => {
  const terms = session.getState().library?.terms
  return terms ? terms.accepted + terms.dropped : 0
}

/**
 * Looks whether there is something to say to this library, and notes that it has been said. Called when a library with terms is opened or its run has ended.
 * @param before terms that were decided when the library was opened
 * @returns null: it was said before, there is a model, nobody wants to be told, or somebody is deciding terms
 */
export async function offerOnce(app: App, library: string, before: number): Promise<ModelOffer | null> {
  const { settings } = app.session.getState()
  if (!settings?.lookForModels || settings.modelsOffered.includes(library)) return null
  if (decidedTerms(app) !== before) return null
  const { model } = await app.host.call('libraries.settings', { library })
  if (model !== undefined) return null
  const offer = await lookAround(app)
  const now = app.session.getState()
  if (offer === null || now.library?.id !== library || decidedTerms(app) !== before || app.runs.getState().active !== null) return null
  const others = (now.settings?.modelsOffered ?? []).filter((id) => id !== library)
  await app.session.actions.setSettings({ modelsOffered: [...others, library].slice(-MOST) })
  return offer
}

/** Has this model write the definitions of a library from its next run on, and says so where the offer stood. @throws AppError */
export async function chooseModel({ host, act }: App, library: string, offer: ModelOffer, model: ModelSettings): Promise<void> {
  const settings = await host.call('libraries.settings', { library })
  await host.call('libraries.setSettings', { library, settings: { ...settings, model } })
  act.show({ dialog: null, offer: { library, offer, used: model.model } })
}

/** `16 GB` as a number of bytes; null for what is none. */
const bytesOf = (text: string): number | null => {
  const gigabytes = Number.parseFloat(text)
  return Number.isFinite(gigabytes) ? gigabytes * 1e9 : null
}

/** The models of the list with whether they fit into this computer's memory; the first of the largest that do is the one to try first. */
export function fittingModels({ models }: RecommendedModels, { memoryBytes }: ThisComputer) {
  const sized = models.map((model) => ({ ...model, needs: bytesOf(model.memory) }))
  const fits = ({ needs }: { needs: number | null }) => needs !== null && needs <= memoryBytes
  const most = Math.max(0, ...sized.filter(fits).map(({ needs }) => needs ?? 0))
  const best = sized.find((model) => fits(model) && model.needs === most)
  return sized.map((model) => ({ ...model, fits: fits(model), best: model === best }))
}
