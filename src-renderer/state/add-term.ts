import type { App } from './app.ts'
import { canonical } from './canonical.ts'

/** What the one form for adding begins with: words selected in a document, or nothing. */
export interface AddDraft {
  readonly surface: string
  /** Told by the script where nobody says it. */
  readonly language?: 'en' | 'ja' | 'other'
  /** The sentence the words stand in, offered as what the definition is from. */
  readonly sentence?: {
    readonly text: string
    readonly path: string
    readonly line: number
    readonly part: string | undefined
    readonly cited: { readonly contentHash: string; readonly start: number; readonly end: number }
  }
}

/** What is done with the words: a term of their own, a form of another one, or never found again. */
export type AddAs = 'term' | 'variant' | 'exclude'

/** Opens the form with what is selected in the reader. */
export function openAddTerm(app: App, as: AddAs = 'term'): void {
  app.act.show({ dialog: 'add-term', adding: { as, draft: app.ui.getState().selected ?? { surface: '' } } })
}

/**
 * Tells the window what is selected in the reader's text; null = nothing that could be a term. The browser says so at every letter a pointer passes and at
 * every move of a cursor anywhere: what says the same as before wakes nobody.
 */
export function selectWords({ act, ui }: Pick<App, 'act' | 'ui'>, draft: AddDraft | null): void {
  if (canonical(ui.getState().selected) !== canonical(draft)) act.show({ selected: draft })
}
