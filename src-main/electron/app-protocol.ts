import { protocol, type Session } from 'electron'
import { pageServer } from '../desktop/pages.ts'

/** To be called before `app.ready`. */
export function registerScheme(): void {
  protocol.registerSchemesAsPrivileged([{ scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: false } }])
}

/** @param pages folder of the built pages, absolute */
export function serveApp(session: Session, pages: string): void {
  session.protocol.handle('app', pageServer(pages))
}
