import { html } from '../html.ts'
import { sendHtml } from '../send-html.ts'
import { findAccount } from './accounts.ts'
import { renderLayout } from './layout.ts'
import { renderSignInPage, type SignInView } from './pages/sign-in-page.ts'
import { renderTripsPage } from './pages/trips-page.ts'
import { MEMBER_CSS, renderAvatar, renderBoardingPass } from './private-art.ts'
import { formOf, queryOf, type TravelContext } from './travel-context.ts'
import { seededTrips } from './trips.ts'

const TRIPS_PATH = '/travel/trips'

/** Only paths of this site: an address from outside must not send a visitor elsewhere after signing in. */
function safeNext(next: string | null): string {
  return next !== null && /^\/travel\/[\w/?=&-]*$/.test(next) ? next : TRIPS_PATH
}

/** Signing in and out, and what only a signed-in visitor sees. */
export function registerAccountRoutes(context: TravelContext): void {
  registerSignIn(context)
  registerTrips(context)
  registerPrivateFiles(context)
}

function registerSignIn({ app, sessions, tag }: TravelContext): void {
  const renderPage = (view: SignInView) =>
    renderLayout({ title: 'Sign in', pageClass: 'page-sign-in', main: renderSignInPage(view), tag })

  app.get('/travel/sign-in', (request, reply) => {
    const next = safeNext(queryOf(request.url).get('next'))
    return sendHtml(reply, renderPage({ email: '', next, hasFailed: false }))
  })

  app.post('/travel/sign-in', (request, reply) => {
    const form = formOf(request.body)
    const email = form.get('email') ?? ''
    const next = safeNext(form.get('next'))
    const account = findAccount(email, form.get('password') ?? '')
    if (account === undefined) return sendHtml(reply, renderPage({ email, next, hasFailed: true }), 401)
    const session = sessions.renew(sessions.open(request, reply), reply)
    session.account = account
    session.trips = [...session.trips, ...seededTrips(account)]
    return reply.redirect(next, 303)
  })

  app.post('/travel/sign-out', (request, reply) => {
    const session = sessions.find(request)
    if (session !== undefined) sessions.end(session, reply)
    return reply.redirect('/travel/', 303)
  })
}

function registerTrips({ app, sessions, tag }: TravelContext): void {
  app.get(TRIPS_PATH, (request, reply) => {
    const session = sessions.find(request)
    if (session?.account === undefined) return reply.redirect(`/travel/sign-in?next=${TRIPS_PATH}`, 303)
    const main = renderTripsPage(session.account, session.trips)
    const head = html`<link rel="stylesheet" href="/travel/private/member.css" />`
    return sendHtml(
      reply,
      renderLayout({ title: 'My trips', pageClass: 'page-trips', main, tag, session, head }),
    )
  })
}

/** Files behind the cookie: what an agent's browser cannot load and the visitor's can. */
function registerPrivateFiles({ app, sessions }: TravelContext): void {
  app.get('/travel/private/avatar.svg', (request, reply) => {
    const account = sessions.find(request)?.account
    if (account === undefined) return reply.code(401).type('text/plain').send('Sign in first.\n')
    return reply
      .header('cache-control', 'private')
      .type('image/svg+xml')
      .send(renderAvatar(account).toString())
  })

  app.get('/travel/private/member.css', (request, reply) => {
    if (sessions.find(request)?.account === undefined)
      return reply.code(401).type('text/plain').send('Sign in first.\n')
    return reply.header('cache-control', 'private').type('text/css').send(MEMBER_CSS)
  })

  app.get<{ Params: { reference: string } }>(
    '/travel/private/boarding-pass/:reference.svg',
    (request, reply) => {
      const session = sessions.find(request)
      if (session?.account === undefined) return reply.code(401).type('text/plain').send('Sign in first.\n')
      const trip = session.trips.find(({ reference }) => reference === request.params.reference)
      if (trip === undefined) return reply.code(404).type('text/plain').send('No such booking.\n')
      return reply
        .header('cache-control', 'private')
        .type('image/svg+xml')
        .send(renderBoardingPass(trip).toString())
    },
  )
}
