import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import type { ProcessTable } from '../runs/ports.ts'

/** What differs between systems about a foreign process: small, so that each can be faked and each system's way is one function. */
export interface ProcessSystem extends ProcessTable {
  /** Resident set in bytes, or null. */
  rssBytes(pid: number): number | null
}

function signal(pid: number, name: 'SIGTERM' | 'SIGKILL'): boolean {
  // 0 and negative numbers address process groups.
  if (!Number.isSafeInteger(pid) || pid <= 0) return false
  try {
    return process.kill(pid, name)
  } catch {
    return false
  }
}

/** A file of /proc, or null: the process may be gone at any moment. */
function readProc(pid: number, file: string): string | null {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8')
  } catch {
    return null
  }
}

/** Linux: /proc/<pid>/stat (proc(5)); the start time is clock ticks since boot, made unique across boots with the boot id. */
export function linuxProcesses(pageSize = 4096): ProcessSystem {
  const bootId = readBootId()
  return {
    startTime(pid) {
      const stat = readProc(pid, 'stat')
      if (stat === null) return null
      // Field 2 is the command in parentheses and may hold spaces and parentheses itself: count from the last one.
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
      const state = fields[0]
      const ticks = fields[19]
      // A zombie has ended: nothing is left to stop.
      return ticks === undefined || state === 'Z' || state === 'X' ? null : `${bootId}:${ticks}`
    },
    rssBytes(pid) {
      const pages = readProc(pid, 'statm')?.split(' ')[1]
      return pages === undefined ? null : Number(pages) * pageSize
    },
    signal,
  }
}

function readBootId(): string {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
  } catch {
    return 'boot'
  }
}

function run(command: string, args: readonly string[]): string | null {
  try {
    const text = execFileSync(command, args, { encoding: 'utf8', timeout: 2000, stdio: ['ignore', 'pipe', 'ignore'], windowsHide: true })
    return text.trim() || null
  } catch {
    return null
  }
}

/** macOS and other Unix systems: ps(1). Costs a process per call, so it is asked rarely. */
export function psProcesses(ask = run): ProcessSystem {
  return {
    startTime: (pid) => ask('ps', ['-o', 'lstart=', '-p', String(pid)]),
    rssBytes(pid) {
      const kilobytes = Number(ask('ps', ['-o', 'rss=', '-p', String(pid)]) ?? Number.NaN)
      return Number.isFinite(kilobytes) ? kilobytes * 1024 : null
    },
    signal,
  }
}

/** Windows: PowerShell's Get-Process. The resident set comes from the worker's own heartbeats instead. */
export function windowsProcesses(ask = run): ProcessSystem {
  return {
    startTime: (pid) => ask('powershell', ['-NoProfile', '-Command', `(Get-Process -Id ${Number(pid)}).StartTime.ToFileTimeUtc()`]),
    rssBytes: () => null,
    signal,
  }
}

export function systemProcesses(): ProcessSystem {
  if (process.platform === 'linux') return linuxProcesses()
  return process.platform === 'win32' ? windowsProcesses() : psProcesses()
}
