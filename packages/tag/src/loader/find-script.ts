export type ScriptSettings = {
  readonly serverUrl: string
  /** Where the modules are; ends with a slash. */
  readonly moduleBase: string
  readonly siteKey: string
  readonly hasLauncher: boolean
}

/**
 * Our own script element says where the server is and which site this is. `document.currentScript` is null when a tag
 * manager runs us from elsewhere, so we look for the element then.
 */
export function findScript(document: Document): ScriptSettings | null {
  const current = document.currentScript as HTMLScriptElement | null
  const script =
    current?.dataset['site'] === undefined
      ? document.querySelector<HTMLScriptElement>('script[data-site][src*="/tag/v1/alongside.js"]')
      : current
  const siteKey = script?.dataset['site']
  if (script === null || siteKey === undefined) return null
  const url = new URL(script.src, document.baseURI)
  return {
    serverUrl: url.origin,
    moduleBase: new URL('.', url).href,
    siteKey,
    hasLauncher: script.dataset['launcher'] !== 'none',
  }
}
