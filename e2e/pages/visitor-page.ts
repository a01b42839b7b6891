import type { Locator, Page } from '@playwright/test'

/** The visitor's tab: the site's page, with the tag's chat window and session bar (open shadow root, pierced by locators). */
export class VisitorPage {
  readonly page: Page

  constructor(page: Page) {
    this.page = page
  }

  get chat(): Locator {
    return this.page.getByRole('dialog', { name: /chat/i })
  }

  get accept(): Locator {
    return this.page.getByRole('button', { name: 'Accept', exact: true })
  }

  get decline(): Locator {
    return this.page.getByRole('button', { name: 'Decline', exact: true })
  }

  /** The X of the session bar. Visible exactly while a session runs. */
  get endSession(): Locator {
    return this.page.getByRole('button', { name: 'End session', exact: true })
  }

  async goto(path: string): Promise<void> {
    await this.page.goto(path)
  }

  async openChat(): Promise<void> {
    await this.page.getByRole('button', { name: /^Chat with us/ }).click()
    await this.chat.waitFor()
  }

  async say(text: string): Promise<void> {
    await this.chat.getByRole('textbox', { name: 'Message' }).fill(text)
    await this.chat.getByRole('button', { name: 'Send' }).click()
    await this.chat.getByText(text).waitFor()
  }

  /** Opens the chat and writes, so that the conversation waits for an agent. */
  async ask(text: string): Promise<void> {
    await this.openChat()
    await this.say(text)
  }
}
