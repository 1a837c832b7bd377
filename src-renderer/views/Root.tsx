import { MantineProvider } from '@mantine/core'
import { useEffect } from 'react'
import { setLanguage, uiLanguage } from '../i18n/index.ts'
import type { App } from '../state/app.ts'
import { windowTitle } from '../state/empty.ts'
import { nativeMenus } from '../state/menu.ts'
import { theme } from '../theme.ts'
import { Crash } from './Crash.tsx'
import { AppContext, useApp, useRuns, useSession, useUi } from './context.ts'
import { useDropped } from './drop.ts'
import { ErrorNote } from './parts.tsx'
import { ReaderPage } from './reader/ReaderPage.tsx'
import { Welcome } from './Welcome.tsx'
import { Workspace } from './Workspace.tsx'

/** @param nonce of this page load, for the style elements the page's libraries make */
export function Root({ app, nonce }: { app: App; nonce: string | undefined }) {
  return (
    <AppContext value={app}>
      <Themed nonce={nonce} />
    </AppContext>
  )
}

function Themed({ nonce }: { nonce: string | undefined }) {
  const settings = useSession((state) => state.settings)
  const info = useSession((state) => state.info)
  const error = useSession((state) => state.error)
  // In a browser the browser's language counts, on the desktop the system's.
  const system = info?.host === 'electron' ? info.locale : navigator.language
  const language = uiLanguage(settings?.language ?? 'auto', system)
  setLanguage(language)
  // react-style-singleton, below Mantine's scroll lock, asks for the nonce under this name.
  useEffect(() => {
    if (nonce) (globalThis as { __webpack_nonce__?: string }).__webpack_nonce__ = nonce
  }, [nonce])
  const scheme = settings?.theme ?? 'auto'
  return (
    <MantineProvider
      theme={theme}
      defaultColorScheme="auto"
      {...(scheme === 'auto' ? {} : { forceColorScheme: scheme })}
      getStyleNonce={() => nonce ?? ''}
    >
      {info && settings ? <Drawn key={language} /> : error ? <ErrorNote error={error} /> : null}
    </MantineProvider>
  )
}

function Drawn() {
  return (
    <Crash>
      <Screens />
    </Crash>
  )
}

function Screens() {
  const library = useSession((state) => state.library)
  const page = useUi((state) => state.page)
  const keys = useSession((state) => state.settings!.keys)
  const letterKeys = useSession((state) => state.settings!.letterKeys)
  const app = useApp()
  const dropping = useDropped()
  useEffect(() => {
    const flush = () => void app.flushDrafts().catch(app.act.fail)
    window.addEventListener('pagehide', flush)
    window.addEventListener('blur', flush)
    return () => {
      window.removeEventListener('pagehide', flush)
      window.removeEventListener('blur', flush)
    }
  }, [app])
  // Said in the language of before.
  useEffect(() => app.act.show({ notice: null }), [app])
  useEffect(() => {
    const { platform } = app.session.getState().info!
    void app.host.call('app.setMenu', { menus: nativeMenus(platform, { keys, letterKeys }) }).catch(app.act.fail)
  }, [app, keys, letterKeys])
  useEffect(
    () =>
      app.host.on('app.saveDrafts', () => {
        const done = () => void app.host.call('app.draftsSaved', {}).catch(app.act.fail)
        void app.flushDrafts().catch(app.act.fail).then(done)
      }),
    [app],
  )
  if (page === 'reader') return <ReaderPage />
  return (
    <>
      <Title />
      {library ? <Workspace key={library.id} dropping={dropping} /> : <Welcome dropping={dropping} />}
    </>
  )
}

/** Apart, so that a hundred steps of a run draw nothing else anew. */
function Title() {
  const name = useSession((state) => state.library?.name ?? null)
  const title = useRuns((state) => windowTitle(name, state.active ? state.progress : null))
  useEffect(() => {
    document.title = title
  }, [title])
  return null
}
