/** What a tool does with input on the mirror. Handlers that are missing leave the input alone. */
export type ToolHandlers = {
  down?(event: PointerEvent): void
  move?(event: PointerEvent): void
  up?(event: PointerEvent): void
  click?(event: MouseEvent): void
  contextMenu?(event: MouseEvent): void
  /** True: used. */
  key?(event: KeyboardEvent): boolean
  /** The tool is put away. */
  leave?(): void
}
