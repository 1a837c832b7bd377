import { lazy, Suspense } from 'react'
import { i18n } from '../../i18n/index.ts'
import { OnItsWay } from '../parts.tsx'
import { Frame } from './Frame.tsx'

const SettingsPage = lazy(() => import('../settings/SettingsPage.tsx'))

/** The settings of the app, of the open library and of new ones; loaded when they are first opened (docs/decisions/0015-frame.md says why they are a dialog). */
export function SettingsDialog() {
  return (
    <Frame name="settings" title={i18n._('Settings')} size="min(820px, 94vw)">
      <Suspense fallback={<OnItsWay className="settings" />}>
        <SettingsPage />
      </Suspense>
    </Frame>
  )
}
