import { html, type Html } from './html.ts'

/** The one line a site pastes into its head. */
export function renderTagSnippet(serverOrigin: string, siteKey: string): Html {
  return html`<script async src="${serverOrigin}/tag/v1/alongside.js" data-site="${siteKey}"></script>`
}
