import { realpathSync } from 'node:fs'
import { builtPages } from '../host/page.ts'

/**
 * Answers requests for `app://genglossary/…`, and for nothing but what is asked for by GET there.
 * @param pages folder of the built pages, absolute
 */
export function pageServer(pages: string): (request: { readonly method: string; readonly url: string }) => Response {
  const answer = builtPages(pages)
  return ({ method, url }) => {
    const address = method === 'GET' ? URL.parse(url) : null
    const { status, headers, body } = answer(address?.host === 'genglossary' ? address.pathname : null)
    return new Response(body, { status, headers })
  }
}

/** The one path of a file that has several; the path itself where the drive it lies on has gone, or goes just now. */
export function realPath(file: string): string {
  try {
    return realpathSync(file)
  } catch {
    return file
  }
}
