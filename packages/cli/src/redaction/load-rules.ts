import { readFile } from 'node:fs/promises'
import {
  type MaskingRules,
  maskingRulesSchema,
  openVisitorReplySchema,
  PROTOCOL_VERSION,
} from '@alongside/protocol'
import * as v from 'valibot'

/** Rules that a site without settings has. */
export const NO_RULES: MaskingRules = { mask: [], block: [] }

/** From a file with the JSON of `masking` as `GET /api/console/site` shows it; both lists may be left out. */
export async function rulesFromFile(file: string): Promise<MaskingRules> {
  const json: unknown = JSON.parse(await readFile(file, 'utf8'))
  const whole = typeof json === 'object' && json !== null ? { ...NO_RULES, ...json } : json
  return v.parse(maskingRulesSchema, whole)
}

/** As the tag gets them: by the site's key, from a page of an allowed origin. */
export async function rulesFromServer(
  server: string,
  siteKey: string,
  pageUrl: string,
): Promise<MaskingRules> {
  const answer = await fetch(new URL('/tag/v1/visitors', server), {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: new URL(pageUrl).origin },
    body: JSON.stringify({ protocol: PROTOCOL_VERSION, siteKey }),
  })
  const body: unknown = await answer.json().catch(() => null)
  if (!answer.ok) {
    const { error } = (body ?? {}) as { error?: { message?: string } }
    throw new Error(`${server} gave no rules: ${error?.message ?? `status ${answer.status}`}`)
  }
  return v.parse(openVisitorReplySchema, body).masking
}
