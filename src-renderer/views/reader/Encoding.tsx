import { Select } from '@mantine/core'
import { useEffect, useState } from 'react'
import { formatOfPath } from '../../../src-main/contract/formats.ts'
import type { ReaderDocument } from '../../../src-main/contract/host-api.ts'
import { CHOSEN_ENCODINGS, type ChosenEncoding, chosenEncoding } from '../../../src-main/contract/text/content-key.ts'
import { i18n } from '../../i18n/index.ts'
import { useApp, useSession, useTables } from '../context.ts'

const AUTO = 'auto'

/** The encoding a text file was read in, and the choice of another one: the next run reads it anew. Other formats say theirs themselves. */
export function Encoding({ document }: { document: ReaderDocument }) {
  const { host, act } = useApp()
  const library = useSession((state) => state.library)
  // The list of documents says what is chosen now, also after an undo; it may not be loaded, and is late by a moment after a choice.
  const listed = useTables((state) => state.documents?.find(({ id }) => id === document.documentId))
  const known = (listed ? listed.encoding : chosenEncoding(document.contentHash)) ?? AUTO
  const [chosen, setChosen] = useState<string>(known)
  useEffect(() => setChosen(known), [known])
  if (!library || formatOfPath(document.path) === null) return null
  const choose = async (value: string) => {
    const before = chosen
    setChosen(value)
    try {
      const encoding = value === AUTO ? null : (value as ChosenEncoding)
      await host.call('documents.encoding', { library: library.id, documents: [document.documentId], encoding })
      act.say(i18n._('The next run reads {path} anew', { path: document.path }), true)
    } catch (error) {
      setChosen(before)
      act.fail(error)
    }
  }
  return (
    <Select
      className="reader-encoding"
      size="xs"
      w={260}
      disabled={library.readOnly}
      label={i18n._('Encoding')}
      value={chosen}
      data={[
        { value: AUTO, label: i18n._('Told from the file: {encoding}', { encoding: document.encoding }) },
        ...CHOSEN_ENCODINGS.map((value) => ({ value, label: value })),
      ]}
      onChange={(value) => value !== null && value !== chosen && void choose(value)}
    />
  )
}
