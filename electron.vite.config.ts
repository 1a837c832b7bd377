import { readdirSync, readFileSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig, type UserConfig } from 'electron-vite'
import type { Plugin } from 'vite'

const at = (path: string) => resolve(import.meta.dirname, path)

/**
 * The sources find their neighbours by `new URL('./file', import.meta.url)`: a thread's module, word lists. In a bundle a module becomes a
 * chunk of its own and the word lists lie in `out/main/chunks/`, beside the chunks that read them.
 */
function neighbours(): Plugin {
  const threads = new Set<string>()
  return {
    name: 'genglossary-neighbours',
    enforce: 'pre',
    // Where `?modulePath` bundles an entry of its own, electron-vite takes the first file for that entry: a thread is handed on as a plain file, or
    // it might stand there (the run worker's did, and no run of the desktop would have come up).
    generateBundle(_options, bundle) {
      for (const name of threads) {
        const chunk = bundle[name]
        if (chunk?.type !== 'chunk') continue
        delete bundle[name]
        this.emitFile({ type: 'asset', fileName: name, source: chunk.code })
      }
    },
    transform(code, id) {
      if (!/[\\/]src-(main|worker)[\\/]/.test(id)) return null
      if (code.includes('.txt`, import.meta.url)')) {
        for (const name of readdirSync(dirname(id)).filter((file) => file.endsWith('.txt'))) {
          this.emitFile({ type: 'asset', fileName: `chunks/${basename(name)}`, source: readFileSync(join(dirname(id), name)) })
        }
      }
      // A module that looks for a thread's entry beside itself by either ending (pool.ts): the entry lies beside its chunk, under that name.
      for (const [, name] of code.matchAll(/'\.\/([\w-]+)\.ts', '\.\/\1\.js'/g)) {
        threads.add(`chunks/${name}.js`)
        this.emitFile({ type: 'chunk', id: resolve(dirname(id), `${name}.ts`), fileName: `chunks/${name}.js` })
      }
      return code.replace(/new URL\('\.\/([\w.-]+)\.ts', import\.meta\.url\)/g, (_whole, name: string) => {
        const fileName = `chunks/${basename(dirname(id))}-${name}.js`
        threads.add(fileName)
        this.emitFile({ type: 'chunk', id: resolve(dirname(id), `${name}.ts`), fileName })
        // The code may end up in index.js or in a chunk: both lie below the folder `main`.
        return `new URL('${fileName}', import.meta.url.replace(/[^/]*$|chunks[/][^/]*$/, ''))`
      })
    },
  }
}

const renderer: UserConfig['renderer'] = {
  root: at('src-renderer'),
  plugins: [react()],
  // The host replaces the placeholder by a fresh nonce at every load of index.html.
  html: { cspNonce: '__CSP_NONCE__' },
  build: {
    // Tests build beside the real thing.
    outDir: resolve(process.env.GENGLOSSARY_BUILD ?? at('out'), 'renderer'),
    emptyOutDir: true,
    chunkSizeWarningLimit: 1200,
    minify: true,
    assetsInlineLimit: 0,
    // Electron 45 is Chromium 156; older targets would rewrite light-dark() and break the colours.
    target: 'chrome140',
    cssTarget: 'chrome140',
    modulePreload: { polyfill: false },
    rolldownOptions: { input: { index: at('src-renderer/index.html') } },
  },
  worker: { format: 'es' },
}

// Every input is named: the folders are not electron-vite's defaults. A sandboxed preload must be CommonJS with everything bundled.
export default defineConfig({
  main: {
    plugins: [neighbours()],
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
  // Tests of the shell build what runs in main alone.
  ...(process.env.GENGLOSSARY_BUILD_PAGES === 'no' ? {} : { renderer }),
})
