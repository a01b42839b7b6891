/** What `POST /api/v1/sessions` answers, as far as it is needed here. */
export type Created = { readonly id: string; readonly visitorToken: string; readonly agentToken: string }

let agents = 0

/** By REST, as an integrator does. Each has an agent of its own: an agent has one session at a time. */
export async function createSession(serverUrl: string, apiKey: string): Promise<Created> {
  const answer = await fetch(`${serverUrl}/api/v1/sessions`, {
    method: 'POST',
    headers: { ...authorization(apiKey), 'content-type': 'application/json' },
    body: JSON.stringify({
      mode: 'shared',
      agent: { id: `bench-${process.pid}-${++agents}`, name: 'Agent' },
    }),
  })
  if (answer.status !== 201) throw new Error(`no session: ${answer.status} ${await answer.text()}`)
  return (await answer.json()) as Created
}

export async function endSession(serverUrl: string, apiKey: string, id: string): Promise<void> {
  await fetch(`${serverUrl}/api/v1/sessions/${id}/end`, { method: 'POST', headers: authorization(apiKey) })
}

function authorization(apiKey: string): Record<string, string> {
  return { authorization: `Bearer ${apiKey}` }
}
