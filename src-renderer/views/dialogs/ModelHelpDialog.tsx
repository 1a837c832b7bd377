import { lazy, Suspense } from 'react'
import { i18n } from '../../i18n/index.ts'
import { OnItsWay } from '../parts.tsx'
import { Frame } from './Frame.tsx'

const ModelHelp = lazy(() => import('../models/ModelHelp.tsx'))

/** How a language model gets onto this computer: loaded when somebody asks. */
export function ModelHelpDialog() {
  return (
    <Frame name="model-help" title={i18n._('How to get a language model')}>
      <Suspense fallback={<OnItsWay />}>
        <ModelHelp />
      </Suspense>
    </Frame>
  )
}
