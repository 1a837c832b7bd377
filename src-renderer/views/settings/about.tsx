import { i18n } from '../../i18n/index.ts'
import { useSession } from '../context.ts'
import type { Setting } from './parts.ts'

/** What this is, and where it keeps what. */
function About() {
  const info = useSession((state) => state.info)
  const library = useSession((state) => state.library)
  if (!info) return null
  return (
    <dl className="facts">
      <dt>{i18n._('Version')}</dt>
      <dd>
        GenGlossary {info.version}
        {info.host === 'preview' && ` (${i18n._('preview in the browser')})`}
      </dd>
      <dt>{i18n._('Licence')}</dt>
      <dd>{i18n._('MIT. The licences of what it is made of are in THIRD_PARTY_NOTICES.md beside the app.')}</dd>
      {library && (
        <>
          <dt>{i18n._('This library')}</dt>
          <dd>
            <bdi className="mono">{library.file}</bdi>
          </dd>
        </>
      )}
      <dt>{i18n._('Documents')}</dt>
      <dd>{i18n._('They stay where they are. A library is one file, with every decision made in it; it can be copied and shared.')}</dd>
      <dt>{i18n._('Updates')}</dt>
      <dd>{i18n._('The app never looks for a new version by itself.')}</dd>
    </dl>
  )
}

export const ABOUT: Setting = {
  id: 'about',
  words: () => [i18n._('Version'), i18n._('Licence'), i18n._('Updates')],
  Draw: About,
}
