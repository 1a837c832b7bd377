import { useEffect } from 'react'
import { isEditable } from '../keys/key.ts'
import { settledByText } from '../keys/menu-command.ts'
import { useWindowKeys } from '../keys/useKey.ts'
import type { App } from '../state/app.ts'
import { commandById, runCommand } from '../state/commands.ts'
import { keysOf } from '../state/keys.ts'
import { useApp, useSession, useUi } from './context.ts'
import { takePaths } from './drop.ts'

/** Commands of the menus, the keys and their sheet that mean something while no library is open. The rest of them does nothing here. */
export const WELCOME_COMMANDS = [
  'library.add',
  'library.open',
  'settings',
  'settings.network',
  'model.help',
  'window.new',
  'shortcuts',
  'keyboard',
] as const

/** “Add folders” makes a new library here: of what a dialog gives, or of the path typed where there is none. */
async function addFolders(app: App): Promise<void> {
  if (app.session.getState().info?.dialogs !== true) {
    document.querySelector<HTMLElement>('.welcome input')?.focus()
    return
  }
  const paths = await app.host.call('dialogs.pickFolders', {})
  if (paths && paths.length > 0) await takePaths(app, paths)
}

/** @param id of a command @returns false when the command is none of this screen, or switched off */
export function runWelcomeCommand(app: App, id: string): boolean {
  const own = WELCOME_COMMANDS.find((name) => name === id)
  const command = own === undefined ? undefined : commandById(own)
  if (!command) return false
  return runCommand(app, own === 'library.add' ? { ...command, run: addFolders } : command)
}

/** The menus and keys of the welcome screen. */
export function useWelcomeCommands(): void {
  const app = useApp()
  const dialog = useUi((state) => state.dialog)
  const settings = useSession((state) => state.settings)
  const keys = WELCOME_COMMANDS.flatMap((id) => keysOf(settings, id).map((key) => [key, () => runWelcomeCommand(app, id)]))
  useWindowKeys(dialog === null ? Object.fromEntries(keys) : {}, (name) => /^(mod\+|f\d)/.test(name))
  useEffect(
    () =>
      app.host.on(
        'app.command',
        (chosen) => void (settledByText(chosen, isEditable(document.activeElement)) || runWelcomeCommand(app, chosen.command)),
      ),
    [app],
  )
}
