import type { DocumentRow, TermQuery, TermRow, UsageStatus } from '../../src-main/contract/library-api.ts'
import type { Category, ProblemItem, ProblemKind, VariantRule } from '../../src-main/contract/results.ts'
import type { FailureKind, Progress, RunRow, RunStatus, Scope, Stage } from '../../src-main/contract/run.ts'
import { coreText, isCoreText } from '../i18n/core-text.ts'
import { i18n } from '../i18n/index.ts'

/** Words for the values of the contract. Functions, not tables: they follow the language of the moment. */

export function viewLabel(view: TermQuery['view']): string {
  const labels: Record<TermQuery['view'], () => string> = {
    glossary: () => i18n._('Glossary'),
    all: () => i18n._('All terms'),
    review: () => i18n._('To review'),
    undecided: () => i18n._('Undecided'),
    accepted: () => i18n._('Accepted'),
    dropped: () => i18n._('Dropped'),
    required: () => i18n._('Required'),
    problems: () => i18n._('With problems'),
    proposals: () => i18n._('Proposals'),
  }
  return labels[view]()
}

export function kindLabel(kind: NonNullable<TermRow['definitionKind']>): string {
  const labels = {
    quoted: () => i18n._('Quoted'),
    context: () => i18n._('Context only'),
    written: () => i18n._('Written'),
    human: () => i18n._('Yours'),
  }
  return labels[kind]()
}

export function categoryLabel(category: string): string {
  const labels: Record<Category, () => string> = {
    term: () => i18n._('Term'),
    person: () => i18n._('Person'),
    place: () => i18n._('Place'),
    organization: () => i18n._('Organization'),
    title: () => i18n._('Title'),
    generic: () => i18n._('General word'),
  }
  return labels[category as Category]?.() ?? category
}

export function usageLabel(usage: UsageStatus): string {
  const labels = { preferred: () => i18n._('Preferred'), admitted: () => i18n._('Admitted'), forbidden: () => i18n._('Forbidden') }
  return labels[usage]()
}

export function ruleLabel(rule: VariantRule): string {
  const labels: Record<VariantRule, () => string> = {
    headword: () => i18n._('headword'),
    case: () => i18n._('case'),
    hyphen: () => i18n._('hyphen or space'),
    inflection: () => i18n._('inflection'),
    spelling: () => i18n._('spelling'),
    abbreviation: () => i18n._('abbreviation'),
    'long-form': () => i18n._('long form'),
    permutation: () => i18n._('word order'),
    'long-vowel': () => i18n._('long vowel'),
    width: () => i18n._('character width'),
    okurigana: () => i18n._('okurigana'),
    'kanji-variant': () => i18n._('kanji variant'),
    translation: () => i18n._('translation'),
    glossary: () => i18n._('from a glossary'),
    human: () => i18n._('added by you'),
  }
  return labels[rule]()
}

export function scopeLabel(scope: Scope): string {
  const labels: Record<Scope, () => string> = {
    full: () => i18n._('Everything'),
    extract: () => i18n._('Find terms'),
    generate: () => i18n._('Define'),
    review: () => i18n._('Review'),
    refine: () => i18n._('Refine'),
  }
  return labels[scope]()
}

export const stageLabel = (stage: Stage): string => scopeLabel(stage)

export function statusLabel(status: RunStatus): string {
  const labels: Record<RunStatus, () => string> = {
    pending: () => i18n._('Starting'),
    running: () => i18n._('Running'),
    cancelling: () => i18n._('Cancelling'),
    completed: () => i18n._('Completed'),
    cancelled: () => i18n._('Cancelled'),
    failed: () => i18n._('Failed'),
    interrupted: () => i18n._('Interrupted'),
  }
  return labels[status]()
}

/** Why a run ended as it did, in a sentence; null when there is nothing to say. */
export function failureSentence(run: Pick<RunRow, 'status' | 'failureKind' | 'error'>): string | null {
  if (run.status === 'interrupted') return i18n._('The app was closed while it worked. Start it again: finished work is not repeated.')
  if (run.status !== 'failed') return null
  const why: Record<FailureKind, () => string> = {
    error: () =>
      run.error && isCoreText(run.error)
        ? coreText(run.error)
        : i18n._('An error stopped it: {message}. Start it again.', { message: (run.error ?? '').replace(/[.。]$/, '') }),
    crash: () => i18n._('Its process crashed. Look in its log for the last document and leave that one out, or start it again.'),
    oom: () => i18n._('It ran out of memory. Leave out very large documents, or lower the size limit in the settings.'),
    stalled: () => i18n._('It gave no sign of life, so it was stopped. Start it again.'),
    spawn: () => i18n._('Its process could not be started. Check the free memory, then start it again.'),
    protocol: () => i18n._('Its process answered in an unexpected way, so it was stopped. Start it again.'),
    storage: () => i18n._('The library could not be written. Check the free space of the disk, then start it again.'),
  }
  return why[run.failureKind ?? 'error']()
}

export function stepLabel(progress: Progress): string {
  const labels: Record<string, () => string> = {
    read: () => i18n._('reading documents'),
    parse: () => i18n._('reading documents'),
    analyse: () => i18n._('analysing the language'),
    analyze: () => i18n._('analysing the language'),
    candidates: () => i18n._('collecting candidates'),
    count: () => i18n._('counting'),
    group: () => i18n._('grouping variants'),
    variants: () => i18n._('grouping variants'),
    rank: () => i18n._('ranking'),
    define: () => i18n._('finding definitions'),
    review: () => i18n._('checking the glossary'),
    check: () => i18n._('checking the glossary'),
  }
  return labels[progress.step]?.() ?? stageLabel(progress.stage)
}

export function documentStatus(status: DocumentRow['status']): string {
  const labels = {
    new: () => i18n._('Not read yet'),
    ok: () => i18n._('Included'),
    skipped: () => i18n._('Skipped'),
    failed: () => i18n._('Failed'),
    missing: () => i18n._('Missing'),
    removed: () => i18n._('Removed'),
  }
  return labels[status]()
}

export function problemLabel(kind: ProblemKind): string {
  const labels: Record<ProblemKind, () => string> = {
    'missing-definition': () => i18n._('No definition found'),
    circular: () => i18n._('Defined by itself'),
    duplicate: () => i18n._('Perhaps one term'),
    'forbidden-form': () => i18n._('Forbidden form in use'),
    unclear: () => i18n._('Unclear'),
    contradiction: () => i18n._('Contradiction'),
    'missing-relation': () => i18n._('Missing relation'),
    unnecessary: () => i18n._('Unnecessary'),
    unsupported: () => i18n._('Not supported by its source'),
    'source-changed': () => i18n._('Source changed'),
    'not-checked': () => i18n._('Not checked yet'),
  }
  return labels[kind]()
}

/**
 * What a problem is, in a sentence that says what to do. The rules write sentences the window can translate; what a model
 * wrote in another language than the interface's is replaced by a sentence made from its kind.
 */
export function problemSentence({ kind, message, concepts }: Pick<ProblemItem, 'kind' | 'message' | 'concepts'>): string {
  if (isCoreText(message)) return coreText(message)
  const terms = { terms: concepts.map(({ key }) => i18n._('“{term}”', { term: key })).join(i18n._(', ')) }
  const sentences: Record<ProblemKind, () => string> = {
    'missing-definition': () => i18n._('{terms} has no definition. Write one, or drop the term.', terms),
    circular: () => i18n._('The definition of {terms} leads back to itself. Define it in other words.', terms),
    duplicate: () => i18n._('{terms} may be one term. Merge them, or keep both if they differ.', terms),
    'forbidden-form': () => i18n._('A forbidden form of {terms} is in use. Use the preferred form.', terms),
    unclear: () => i18n._('The definition of {terms} is unclear. Edit it.', terms),
    contradiction: () => i18n._('The documents contradict each other about {terms}. Choose one, or split the term.', terms),
    'missing-relation': () => i18n._('{terms} seem to be related. Mention one in the definition of the other.', terms),
    unnecessary: () => i18n._('{terms} may not be needed in the glossary. Drop it, or keep it.', terms),
    unsupported: () => i18n._('The definition of {terms} says more than its source. Edit it.', terms),
    'source-changed': () =>
      i18n._('The definition of {terms} cites a passage that is no longer in the documents. Define it again, or edit it.', terms),
    'not-checked': () => i18n._('{terms} could not be checked. Review again.', terms),
  }
  return sentences[kind]()
}

/** A document's language by its BCP 47 tag, in the language of the window. */
export function languageLabel(language: string): string {
  if (language === 'other') return i18n._('Other languages')
  return new Intl.DisplayNames(i18n.locale, { type: 'language' }).of(language) ?? language
}

/** Milliseconds as `12 s` or `3 min`. */
export function durationLabel(ms: number): string {
  const seconds = Math.max(1, Math.round(ms / 1000))
  if (seconds < 90) return i18n._('{n} s', { n: seconds })
  return i18n._('{n} min', { n: Math.round(seconds / 60) })
}
