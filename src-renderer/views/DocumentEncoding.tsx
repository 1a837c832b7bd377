import { Select } from '@mantine/core'
import { formatOfPath } from '../../src-main/contract/formats.ts'
import type { DocumentRow } from '../../src-main/contract/library-api.ts'
import { CHOSEN_ENCODINGS, type ChosenEncoding } from '../../src-main/contract/text/content-key.ts'
import { i18n } from '../i18n/index.ts'
import { useApp, useRuns, useSession } from './context.ts'

const AUTO = 'auto'
const SEVERAL = ''

/** Files whose encoding is a question: texts that were read. Other formats say theirs themselves. */
const isText = ({ path, contentHash, status }: DocumentRow): boolean =>
  contentHash !== null && status !== 'skipped' && formatOfPath(path) !== null

/** The encoding of the chosen text, or of every text in the chosen folder; another choice is one step, and the next run reads anew. */
export function DocumentEncoding({ documents }: { documents: readonly DocumentRow[] }) {
  const { host, act } = useApp()
  const library = useSession((state) => state.library)
  const running = useRuns((state) => state.active !== null)
  const texts = documents.filter(isText)
  const [first] = texts
  if (!library || !first) return null
  const same = texts.every(({ encoding }) => encoding === first.encoding)
  const choose = async (value: string) => {
    const encoding = value === AUTO ? null : (value as ChosenEncoding)
    await host.call('documents.encoding', { library: library.id, documents: texts.map(({ id }) => id), encoding })
    act.say(
      texts.length === 1
        ? i18n._('The next run reads {path} anew', { path: first.path })
        : i18n._('The next run reads {n, plural, one {# text} other {# texts}} anew', { n: texts.length }),
      true,
    )
  }
  const auto = { value: AUTO, label: i18n._('Encoding: from the file') }
  return (
    <Select
      w={180}
      aria-label={i18n._('Encoding')}
      disabled={library.readOnly || running}
      value={same ? (first.encoding ?? AUTO) : SEVERAL}
      data={[
        ...(same ? [] : [{ value: SEVERAL, label: i18n._('Encoding: several') }]),
        auto,
        ...CHOSEN_ENCODINGS.map((value) => ({ value, label: value })),
      ]}
      onChange={(value) => value !== null && value !== SEVERAL && void choose(value).catch(act.fail)}
    />
  )
}
