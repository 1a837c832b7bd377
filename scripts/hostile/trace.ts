import { readFileSync } from 'node:fs'
import type { HostileFolder } from './folder.ts'

/** What a trace of system calls (strace) says the tool did that it must not. */
export function breaches(trace: string, { documents, outside }: HostileFolder): string[] {
  const found = new Set<string>()
  for (const line of readFileSync(trace, 'utf8').split('\n')) {
    const path = /open(?:at2?)?\([^"]*"((?:[^"\\]|\\.)*)"/u.exec(line)?.[1]
    if (path !== undefined) {
      if (path.startsWith(outside) || path.includes('HOSTILE-SECRET')) found.add(`opened ${path}`)
      if (path.startsWith(`${documents}/`)) {
        if (!/O_NOFOLLOW|O_DIRECTORY/u.test(line)) found.add(`opened without O_NOFOLLOW: ${path}`)
        if (/O_WRONLY|O_RDWR|O_CREAT/u.test(line)) found.add(`opened for writing: ${path}`)
      }
    }
    if (/socket\(AF_(?:INET|INET6|PACKET)/u.test(line) || /connect\(.*AF_INET/u.test(line))
      found.add(`network: ${line.trim().slice(0, 160)}`)
    if (/execve\("/u.test(line) && !/node(?:"|\s)|\/bin\/node|execve\("[^"]*(?:strace|ldd|getconf)/u.test(line))
      found.add(`ran ${line.trim().slice(0, 160)}`)
  }
  return [...found]
}
