import { html, type Html } from '../html.ts'
import type { TravelSession } from './sessions.ts'

/** What every page of the shop hands to the layout. */
export interface PageFrame {
  readonly title: string
  readonly main: Html
  /** The tag; absent on the page that deliberately goes without. */
  readonly tag?: Html
  readonly session?: TravelSession | undefined
  /** A class for the page's own styles, e.g. `page-seats`. */
  readonly pageClass: string
  /** Style sheets or scripts of this page only. */
  readonly head?: Html
}

function renderAccountLinks(session: TravelSession | undefined): Html {
  const account = session?.account
  if (account === undefined) return html`<a class="button quiet" href="/travel/sign-in">Sign in</a>`
  return html`<a href="/travel/trips">My trips</a>
    <a class="account" href="/travel/trips">
      <img src="/travel/private/avatar.svg" width="36" height="36" alt="" />
      <span>${account.name}</span>
    </a>
    <form method="post" action="/travel/sign-out">
      <button class="button quiet" type="submit">Sign out</button>
    </form>`
}

/** Tells the tag who is signed in. The data is in attributes because the policy forbids inline scripts. */
function renderIdentify(session: TravelSession | undefined): Html | null {
  const account = session?.account
  if (account === undefined) return null
  return html`<script
    defer
    src="/travel/assets/identify.js"
    data-id="${account.id}"
    data-name="${account.name}"
    data-email="${account.email}"
    data-member-number="${account.memberNumber}"
  ></script>`
}

function renderHeader(session: TravelSession | undefined): Html {
  return html`<header class="site-header">
    <div class="bar">
      <a class="brand" href="/travel/">
        <svg viewBox="0 0 32 32" width="32" height="32" aria-hidden="true">
          <circle cx="16" cy="16" r="16" class="brand-sun" />
          <path d="M2 21c6-5 10-5 14-2s8 3 14-2a16 16 0 0 1-28 4z" class="brand-sea" />
          <path d="M8 15l17-6-8 11-2-4z" class="brand-plane" />
        </svg>
        Farfield
      </a>
      <nav aria-label="Main">
        <a href="/travel/">Flights</a>
        <a href="/travel/help">Help</a>
        ${renderAccountLinks(session)}
      </nav>
    </div>
  </header>`
}

const FOOTER = html`<footer class="site-footer">
  <div class="bar">
    <p><strong>Farfield</strong> is a demo shop. Its flights are made up and no card is charged.</p>
    <nav aria-label="Footer">
      <a href="/travel/help">Help and contact</a>
      <a href="/travel/trips">My trips</a>
      <a href="/">All demo sites</a>
    </nav>
  </div>
</footer>`

/** A whole page of the travel shop. */
export function renderLayout(frame: PageFrame): Html {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${frame.title} · Farfield</title>
        <link rel="icon" href="/travel/assets/art/icon.svg" type="image/svg+xml" />
        <link rel="stylesheet" href="/travel/assets/base.css" />
        <link rel="stylesheet" href="/travel/assets/pages.css" />
        ${frame.tag} ${renderIdentify(frame.session)}
        <script type="module" src="/travel/assets/travel.js"></script>
        ${frame.head}
      </head>
      <body class="${frame.pageClass}">
        <a class="skip-link" href="#main">Skip to content</a>
        ${renderHeader(frame.session)}
        <main id="main">${frame.main}</main>
        ${FOOTER}
      </body>
    </html>`
}

const STEPS = ['Flight', 'Seats', 'Passenger and payment', 'Confirmation'] as const

/** Where the visitor stands in the booking; `current` is the name of the step. */
export function renderSteps(current: (typeof STEPS)[number]): Html {
  const at = STEPS.indexOf(current)
  return html`<ol class="steps" aria-label="Booking steps">
    ${STEPS.map((step, index) => {
      const state = index < at ? 'done' : index === at ? 'now' : 'next'
      return index === at
        ? html`<li class="${state}" aria-current="step">${step}</li>`
        : html`<li class="${state}">${step}</li>`
    })}
  </ol>`
}
