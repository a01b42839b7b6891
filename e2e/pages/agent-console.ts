import type { Locator, Page } from '@playwright/test'
import type { DemoUser } from '../support/product.ts'
import { MirrorView } from './mirror-view.ts'

export type Mode = 'View only' | 'Shared'

/** The agent's browser in the console. */
export class AgentConsole {
  readonly page: Page
  readonly mirror: MirrorView

  constructor(page: Page) {
    this.page = page
    this.mirror = new MirrorView(page)
  }

  get endSession(): Locator {
    return this.page.getByRole('button', { name: 'End session', exact: true })
  }

  get withdraw(): Locator {
    return this.page.getByRole('button', { name: 'Withdraw' })
  }

  async signIn(user: DemoUser): Promise<void> {
    await this.page.goto('/')
    await this.page.getByLabel('Email').fill(user.email)
    await this.page.getByLabel('Password').fill(user.password)
    await this.page.getByRole('button', { name: 'Sign in' }).click()
    await this.page.getByRole('link', { name: 'Workspace' }).waitFor()
  }

  /** Opens the waiting conversation whose last message is `text`, and takes it. */
  async take(text: string): Promise<void> {
    await this.page.getByText(text).first().click()
    await this.page.getByRole('button', { name: 'Take conversation' }).click()
    await this.page.getByRole('button', { name: 'CoBrowse' }).waitFor()
  }

  async say(text: string): Promise<void> {
    await this.page.getByRole('textbox', { name: 'Message' }).fill(text)
    await this.page.getByRole('button', { name: 'Send' }).click()
  }

  async invite(mode: Mode): Promise<void> {
    await this.page.getByRole('button', { name: 'CoBrowse' }).click()
    await this.page
      .getByRole('menuitem', { name: mode })
      .or(this.page.getByRole('button', { name: mode }))
      .click()
  }

  async tool(name: 'Pointer' | 'Highlight' | 'Control'): Promise<void> {
    await this.page
      .getByRole('radio', { name })
      .or(this.page.getByRole('button', { name, exact: true }))
      .click()
  }
}
