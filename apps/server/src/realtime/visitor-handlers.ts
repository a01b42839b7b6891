import type { VisitorReplies, VisitorUp } from '@alongside/protocol'
import type { Visitor } from '../ports/conversation-store.ts'
import type { SiteRecord } from '../ports/sites.ts'
import type { Services } from '../services.ts'
import { byAddress, byPerson } from '../sessions/attempts.ts'

/** Who sends: one page of a visitor. `connection` is its socket's id. */
export type VisitorContext = {
  readonly visitor: Visitor
  readonly site: SiteRecord
  readonly connection: string
  /** The network address, for limits against guessing. */
  readonly address: string
}

export type VisitorHandlers = {
  readonly [K in keyof VisitorUp]: (
    context: VisitorContext,
    input: VisitorUp[K],
  ) => Promise<VisitorReplies[K]>
}

/** What each event of `/visitor` does and answers. */
export function createVisitorHandlers(services: Services): VisitorHandlers {
  const { visitors, sessions, codes, tokens } = services
  return {
    async identify({ visitor }, identity) {
      await visitors.identify(visitor, identity)
      return {}
    },
    async page({ visitor }, page) {
      visitors.setPage(visitor.id, page)
      return {}
    },
    async message({ visitor, connection }, input) {
      return { message: await visitors.message(visitor, input, connection) }
    },
    async typing({ visitor }, { typing }) {
      await visitors.typing(visitor.id, typing)
      return {}
    },
    async read({ visitor }) {
      await visitors.read(visitor.id)
      return {}
    },
    async accept({ visitor }, { sessionId, tabId }) {
      const { givenVisitor } = await sessions.accept(sessionId, { visitorId: visitor.id, tabId })
      // After the consent only: a code may have been mistyped into somebody else's session.
      if (givenVisitor !== null) await visitors.introduce(visitor, givenVisitor)
      return { hostToken: await tokens.sign('host', { sessionId, tabId }) }
    },
    async decline({ visitor }, { sessionId }) {
      await sessions.decline(sessionId, visitor.id)
      return {}
    },
    async 'create-code'({ visitor, site }) {
      const { organizationId, id: siteId } = site
      return codes.create({ kind: 'visitor', visitorId: visitor.id, siteId, organizationId })
    },
    async 'enter-code'({ visitor, site, address }, { code }) {
      const keys = [byPerson(`visitor:${visitor.id}`), byAddress('visitor', address)]
      const { sessionId } = await codes.use(code, 'session', site.id, keys)
      await sessions.ask(sessionId, await asked(services, visitor))
      return {}
    },
    async join({ visitor }, { token }) {
      const { sessionId } = await tokens.verify('join', token)
      await sessions.ask(sessionId, await asked(services, visitor))
      return {}
    },
  }
}

/** The visitor's own name goes before the one that the integrator gave. */
async function asked({ visitors }: Services, visitor: Visitor) {
  const current = (await visitors.visitor(visitor.id)) ?? visitor
  return { id: visitor.id, siteId: visitor.siteId, name: current.identity.name ?? null }
}
