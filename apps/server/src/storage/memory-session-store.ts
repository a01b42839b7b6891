import type { Code, SessionStore } from '../ports/session-store.ts'
import type { Session } from '../sessions/session.ts'

/** Sessions and codes in memory, for tests and for servers that need not survive a restart. */
export function createMemorySessionStore(): SessionStore {
  const sessions = new Map<string, Session>()
  const codes = new Map<string, { code: Code; used: boolean }>()

  function isOpen(entry: { code: Code; used: boolean }, now: number): boolean {
    return !entry.used && entry.code.expiresAt > now
  }

  function find(digits: string, kind: Code['kind'], siteId: string, now: number) {
    return [...codes.values()].find(
      (entry) =>
        isOpen(entry, now) &&
        entry.code.code === digits &&
        entry.code.kind === kind &&
        entry.code.siteId === siteId,
    )
  }

  return {
    async save(session) {
      sessions.set(session.id, session)
    },
    async byId(id) {
      return sessions.get(id) ?? null
    },
    async open() {
      return [...sessions.values()].filter((session) => session.state !== 'ended')
    },
    async addCode(code, now) {
      for (const [id, entry] of codes) if (entry.code.expiresAt <= now) codes.delete(id)
      for (const entry of codes.values())
        if (isOpen(entry, now) && entry.code.code === code.code) return false
      if (code.kind === 'visitor')
        for (const entry of codes.values())
          if (entry.code.kind === 'visitor' && entry.code.visitorId === code.visitorId) entry.used = true
      codes.set(code.id, { code, used: false })
      return true
    },
    async findCode(digits, kind, siteId, now) {
      return find(digits, kind, siteId, now)?.code ?? null
    },
    async useCode(digits, kind, siteId, now) {
      const entry = find(digits, kind, siteId, now)
      if (entry === undefined) return null
      entry.used = true
      return entry.code
    },
  }
}
