import { html, type Html } from './html.ts'

const STEPS = [
  'Open one of the sites and press “Chat with us”.',
  'Sign in to the console in another window, take the conversation and press “CoBrowse”.',
  'Accept in the chat window: both of you now see the same page.',
] as const

/** The page at `/`: two doors. */
export function renderFrontPage(): Html {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>Alongside demo sites</title>
        <link rel="icon" href="/travel/assets/art/icon.svg" type="image/svg+xml" />
        <link rel="stylesheet" href="/travel/assets/front.css" />
      </head>
      <body>
        <main>
          <h1>Two sites to share</h1>
          <p class="lead">Both carry the Alongside tag and a strict Content-Security-Policy.</p>
          <div class="doors">
            <a class="door travel" href="/travel/">
              <h2>Farfield</h2>
              <p>A travel shop, rendered by the server: every step is a new page.</p>
              <span>Open the travel shop</span>
            </a>
            <a class="door bank" href="/bank/">
              <h2>Fernhill Bank</h2>
              <p>An account application in React: one page, many steps, custom fields.</p>
              <span>Open the bank</span>
            </a>
          </div>
          <section class="try">
            <h2>How to try it</h2>
            <ol>
              ${STEPS.map((step) => html`<li>${step}</li>`)}
            </ol>
          </section>
        </main>
      </body>
    </html>`
}
