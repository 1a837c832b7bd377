import { MantineProvider } from '@mantine/core'
import { useEffect } from 'react'
import { keepFocus } from '../focus/keeper.ts'
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
import { useKeySettings } from './useKeys.ts'
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
  // One by one: the settings change as a whole, and everything below is drawn anew with this.
  const started = useSession((state) => state.settings !== null)
  const chosen = useSession((state) => state.settings?.language ?? 'auto')
  const scheme = useSession((state) => state.settings?.theme ?? 'auto')
  const info = useSession((state) => state.info)
  const error = useSession((state) => state.error)
  // In a browser the browser's language counts, on the desktop the system's.
  const system = info?.host === 'electron' ? info.locale : navigator.language
  const language = uiLanguage(chosen, system)
  setLanguage(language)
  // react-style-singleton, below Mantine's scroll lock, asks for the nonce under this name.
  useEffect(() => {
    if (nonce) (globalThis as { __webpack_nonce__?: string }).__webpack_nonce__ = nonce
  }, [nonce])
  return (
    <MantineProvider
      theme={theme}
      defaultColorScheme="auto"
      {...(scheme === 'auto' ? {} : { forceColorScheme: scheme })}
      getStyleNonce={() => nonce ?? ''}
    >
      {info && started ? <Drawn key={language} /> : error ? <ErrorNote error={error} /> : null}
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
  const keys = useKeySettings()
  const app = useApp()
  const dropping = useDropped()
  useEffect(() => keepFocus(), [])
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
  // biome-ignore lint/correctness/useExhaustiveDependencies: other keys are other menus.
  useEffect(() => {
    const { info, settings } = app.session.getState()
    const { platform } = info!
    void app.host.call('app.setMenu', { menus: nativeMenus(platform, settings) }).catch(app.act.fail)
  }, [app, keys])
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
