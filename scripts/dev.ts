import { join } from 'node:path'
import { build } from 'vite'
import { start } from './bootstrap/start.mjs'
import { rendererConfig } from './build-renderer.ts'
import { electronBinary } from './electron-binary.ts'
import { ROOT } from './tracked-files.ts'

/**
 * `npm run dev -- <folders>`: the desktop app with live reload where there is an Electron binary; otherwise the preview, its pages built
 * again at every change (reload the browser to see them).
 */

const folders = process.argv.slice(2)
if (electronBinary(ROOT) === null) {
  const config = await rendererConfig()
  await build({ ...config, build: { ...config.build, watch: {} } })
  start(process.execPath, [join(ROOT, 'src-main', 'preview', 'main.ts'), ...folders], process.cwd(), ROOT)
} else {
  start(process.execPath, [join(ROOT, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js'), 'dev', '--', ...folders], ROOT, ROOT)
}
