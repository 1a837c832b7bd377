/** What a check of `npm run check:exports` says. */
export interface Outcome {
  readonly ok: boolean
  /** With counts. */
  readonly note: string
}

export const passed = (note: string): Outcome => ({ ok: true, note })
export const failed = (note: string): Outcome => ({ ok: false, note: note.slice(0, 2000) })

/** What a check needs is not here; the message says what. */
export class Skip extends Error {}
