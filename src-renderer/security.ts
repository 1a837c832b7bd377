/**
 * Trusted Types: the page has one policy, `default`. React and Mantine write style text through innerHTML; that text holds neither `<` nor
 * `&`, so markup of any kind is refused. The only script URLs that may be loaded by code are those of our two workers.
 */

interface TrustedTypesFactory {
  createPolicy(
    name: string,
    rules: { createHTML(text: string): string | null; createScriptURL(url: string): string | null; createScript(): null },
  ): unknown
}

/** The text when it can't be markup, else null: the sink then throws. */
function plainStyleText(text: string): string | null {
  return /[<&]/.test(text) ? null : text
}

/** The URL when it is a worker file built with the page, else null. */
function ownWorkerUrl(url: string, page: string): string | null {
  const target = new URL(url, page)
  const own = target.origin === new URL(page).origin || target.protocol === 'app:'
  return own && /\/(?:match|map-layout)-worker[-\w]*\.(js|ts)$/.test(target.pathname) ? url : null
}

/** To be called before anything renders. Browsers without Trusted Types rely on the content security policy alone. */
export function installTrustedTypes(): void {
  const factory = (globalThis as { trustedTypes?: TrustedTypesFactory }).trustedTypes
  factory?.createPolicy('default', {
    createHTML: plainStyleText,
    createScriptURL: (url) => ownWorkerUrl(url, document.baseURI),
    createScript: () => null,
  })
}

/** The nonce of this load, put into the page by the host; undefined in the development server. */
export function styleNonce(): string | undefined {
  const meta = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')
  return meta?.nonce || meta?.content || undefined
}
