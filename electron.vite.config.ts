import { resolve } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'

const at = (path: string) => resolve(import.meta.dirname, path)

// Every input is named: the folders are not electron-vite's defaults. A sandboxed preload must be CommonJS with everything bundled.
export default defineConfig({
  main: {
    build: {
      rolldownOptions: { input: { index: at('src-main/electron/main.ts') } },
    },
  },
  preload: {
    build: {
      externalizeDeps: false,
      rolldownOptions: {
        input: { preload: at('src-main/electron/preload.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: at('src-renderer'),
    plugins: [react()],
    // The host replaces the placeholder by a fresh nonce at every load of index.html.
    html: { cspNonce: '__CSP_NONCE__' },
    build: {
      outDir: at('out/renderer'),
      emptyOutDir: true,
      chunkSizeWarningLimit: 1200,
      assetsInlineLimit: 0,
      // Electron 45 is Chromium 156; older targets would rewrite light-dark() and break the colours.
      target: 'chrome140',
      cssTarget: 'chrome140',
      modulePreload: { polyfill: false },
      rolldownOptions: { input: { index: at('src-renderer/index.html') } },
    },
    worker: { format: 'es' },
  },
})
