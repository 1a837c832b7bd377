import type { RunSnapshot } from '../../../src-main/contract/run-protocol.ts'
import { count, i18n } from '../../i18n/index.ts'
import { languageLabel } from '../labels.ts'
import { MEGABYTE, sizeLabel } from '../sizes.ts'

/** The settings a run was made with, in words. @param settings as the run keeps them (JSON); fields of other versions may be missing */
export function SettingsUsed({ settings }: { settings: string }) {
  const { language, definitionLimit, maxFileBytes, includeEntities, model, selection } = JSON.parse(settings) as Partial<RunSnapshot>
  // The limit is asked for in megabytes of 1024 × 1024 bytes: what is told is the number people typed.
  const facts: readonly (readonly [string, string | undefined])[] = [
    [i18n._('Language of the documents'), language === 'auto' ? i18n._('Detect for each document') : language && languageLabel(language)],
    [
      i18n._('Terms to define'),
      definitionLimit === 0 ? i18n._('all that count') : definitionLimit === undefined ? undefined : count(definitionLimit),
    ],
    [i18n._('Largest file'), maxFileBytes === undefined ? undefined : sizeLabel((1e6 * maxFileBytes) / MEGABYTE)],
    [
      i18n._('Names of people, places and organizations'),
      includeEntities === undefined ? undefined : includeEntities ? i18n._('kept in the list') : i18n._('left out'),
    ],
    [i18n._('Language model'), model ? model.model : i18n._('none: definitions are quoted')],
    [i18n._('Only for'), selection && i18n._('{n, plural, one {# term} other {# terms}}', { n: selection.concepts.length })],
  ]
  return (
    <dl className="facts settings-used">
      {facts.map(
        ([name, value]) =>
          value !== undefined && (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ),
      )}
    </dl>
  )
}
