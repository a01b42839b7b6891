import type { AgentConsole, Mode } from '../pages/agent-console.ts'
import type { VisitorPage } from '../pages/visitor-page.ts'

let conversations = 0

/**
 * From a page of the site to a running session: the visitor asks, the agent takes the conversation and invites, the
 * visitor accepts, and the agent sees the page's heading.
 */
export async function share(
  visitor: VisitorPage,
  agent: AgentConsole,
  path: string,
  mode: Mode,
): Promise<void> {
  await visitor.goto(path)
  await invite(visitor, agent, mode)
  await visitor.accept.click()
  await agent.mirror.expectText('h1', /\S/)
}

/** The same up to the invitation; the visitor is on a page already. */
export async function invite(visitor: VisitorPage, agent: AgentConsole, mode: Mode): Promise<void> {
  conversations++
  const question = `Question ${process.pid}-${conversations}`
  await visitor.ask(question)
  await agent.take(question)
  await agent.invite(mode)
  await visitor.accept.waitFor()
}
