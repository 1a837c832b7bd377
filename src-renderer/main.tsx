import { installTrustedTypes, styleNonce } from './security.ts'

installTrustedTypes()

import '@mantine/core/styles.css'
import '@mantine/spotlight/styles.css'
import './styles/tokens.css'
import './styles/frame.css'
import './styles/sidebar.css'
import './styles/status.css'
import './styles/run.css'
import './styles/parts.css'
import './styles/controls.css'
import './styles/circumstances.css'
import './styles/grid.css'
import './styles/inspector.css'
import './styles/reader.css'
import './styles/ruler.css'
import './styles/add-term.css'
import './styles/screens.css'
import './styles/import.css'
import './styles/readings.css'
import './styles/sheet.css'
import './styles/keyboard.css'
import './styles/network.css'
import './styles/settings.css'
import './styles/map.css'
import './styles/alike.css'
import { createRoot } from 'react-dom/client'
import { connectHost } from './host/connect.ts'
import { createApp, rememberedLibrary } from './state/app.ts'
import { joinAsReader, readerApp, readerOf } from './state/detached.ts'
import { wire } from './state/wire.ts'
import { Root } from './views/Root.tsx'

const made = createApp(connectHost())
const reader = readerOf(window.location.hash)
const app = reader === null ? made : readerApp(made, reader)
wire(app)
void app.session.actions.start().then(() => {
  if (reader !== null) return void joinAsReader(app, reader)
  const file = rememberedLibrary()
  if (file !== null) void app.act.openLibrary(() => app.host.call('libraries.open', { file }), file)
})

// A dropped file must never take the window to another page, wherever it lands.
for (const type of ['dragover', 'drop'] as const) window.addEventListener(type, (event) => event.preventDefault())

createRoot(document.getElementById('root')!).render(<Root app={app} nonce={styleNonce()} />)
