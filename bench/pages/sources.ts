import { fetchSites, REAL_FOLDER, siteFolder } from '../../conformance/real/fetch-sites.ts'
import { folderSite } from '../../conformance/pages/feature-pages.ts'
import type { Site } from '../../conformance/server/server.ts'
import type { Lab } from '../core/lab.ts'
import { syntheticPage } from './synthetic.ts'

/** A page to measure with. */
export type Source = {
  readonly name: string
  /** Of HTML; null for pages of others. */
  readonly megabytes: number | null
  readonly site: Site
  readonly path: string
  /** All in one text, style sheet included; empty for pages of others. */
  readonly inline: string
}

export const SIZES_MB = [0.1, 0.5, 2, 5, 10] as const

/** Pages of others: tables, forms, charts, an application and text; see conformance/real/sites.ts. */
const REAL = [
  ['@tabler/preview@1.2.0', 'dist/datatables.html'],
  ['@tabler/preview@1.2.0', 'dist/form-elements.html'],
  ['black-dashboard@1.0.0', 'examples/dashboard.html'],
  ['jqwidgets-framework@27.0.1', 'demos/Javascript & JQuery/jqxgrid/largedataset.htm'],
  ['epubjs@0.4.2', 'documentation/html/index.html'],
  ['todomvc@0.1.1', 'examples/react/index.html'],
] as const

export function synthetic(megabytes: number): Source {
  const { html, css } = syntheticPage(megabytes)
  return {
    name: `${megabytes} MB`,
    megabytes,
    path: '/',
    site: siteOf(html, css),
    inline: inlined(html, css),
  }
}

function inlined(html: string, css: string): string {
  return html.replace('<link rel="stylesheet" href="/site.css">', () => `<style>${css}</style>`)
}

/** `html` at /, the style sheet at /site.css; `more`: further paths. */
export function siteOf(html: string, css: string, more: Readonly<Record<string, string>> = {}): Site {
  const pages: Readonly<Record<string, string>> = { '/': html, ...more }
  return (path) => {
    if (path === '/site.css') return { type: 'text/css; charset=utf-8', body: css }
    const body = pages[path]
    return body === undefined ? null : { type: 'text/html; charset=utf-8', body }
  }
}

/** The synthetic pages of these sizes, as far as the run is for them. */
export function syntheticSources(lab: Lab, sizes: readonly number[] = SIZES_MB): Source[] {
  return sizes.filter((size) => lab.pages?.includes(String(size)) !== false).map(synthetic)
}

/** Those of the six whose package could be had. */
export async function realSources(lab: Lab): Promise<Source[]> {
  if (lab.pages?.includes('real') === false) return []
  const names = [...new Set(REAL.map(([name]) => name))]
  const missing = await fetchSites(REAL_FOLDER, names)
  for (const [name, reason] of missing) console.error(`not to be had: ${name}: ${reason}`)
  return REAL.filter(([name]) => !missing.has(name)).map(([name, path]) => ({
    name: `${name.replace(/(?<=.)@[\d.]+$/, '')} ${
      path
        .split('/')
        .at(-1)
        ?.replace(/\.html?$/, '') ?? ''
    }`,
    megabytes: null,
    path: `/${encodeURIComponent(siteFolder(name))}/${path.split('/').map(encodeURIComponent).join('/')}`,
    site: folderSite(REAL_FOLDER),
    inline: '',
  }))
}
