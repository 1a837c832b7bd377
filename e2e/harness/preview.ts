import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { ROOT } from './root.ts'

/**
 * Starts the preview as `npm run preview` does, on a data folder of its own; resolves with its one-time address.
 * @param modelPorts ports of this computer where model servers are looked for, with commas
 * @throws when it ends before it says one
 */
export async function launchPreview(
  home: string,
  folders: readonly string[],
  modelPorts = '',
): Promise<{ child: ChildProcess; url: string }> {
  const child = spawn(process.execPath, [join(ROOT, 'src-main', 'preview', 'main.ts'), ...folders], {
    env: { ...process.env, GENGLOSSARY_HOME: home, GENGLOSSARY_MODEL_PORTS: modelPorts, LANG: 'en_US.UTF-8' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const url = await new Promise<string>((resolve, reject) => {
    let text = ''
    child.stdout?.on('data', (bytes) => {
      text += String(bytes)
      // Whole: the rest of it may be on its way.
      const found = /http:\S+(?=\s)/.exec(text)
      if (found) resolve(found[0])
    })
    child.once('exit', (code) => reject(new Error(`The preview ended with code ${code}.`)))
  })
  return { child, url }
}

/** Ends a preview and waits until it is gone; killed when it stays for 10 s. */
export async function endPreview(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGTERM')
  const late = setTimeout(() => child.kill('SIGKILL'), 10_000)
  await gone
  clearTimeout(late)
}
