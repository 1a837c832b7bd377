import { defineConfig } from '@lingui/cli'
import { formatter } from '@lingui/format-po'

export default defineConfig({
  sourceLocale: 'en',
  locales: ['en', 'ja'],
  catalogs: [
    { path: 'src-renderer/locales/{locale}', include: ['src-renderer', 'src-main/electron'], exclude: ['**/*.test.*', '**/locales/**'] },
  ],
  format: formatter({ lineNumbers: false, origins: false }),
  compileNamespace: 'ts',
  orderBy: 'messageId',
})
