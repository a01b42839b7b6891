/**
 * What every visit of a real page does, one function a step, run in the page: looks around and works what it finds, as
 * someone who does not know the page would. The choice depends on the page alone.
 */
export const VISIT = [
  function scrolledHalfWay(): void {
    scrollTo({ top: document.documentElement.scrollHeight / 2, behavior: 'instant' })
  },
  function scrolledToTheEnd(): void {
    scrollTo({ top: document.documentElement.scrollHeight, behavior: 'instant' })
  },
  function openedMenus(): void {
    scrollTo({ top: 0, behavior: 'instant' })
    const openers = document.querySelectorAll<HTMLElement>(
      '[data-toggle="dropdown"],[data-bs-toggle="dropdown"],[aria-haspopup="true"],.ui.dropdown,.dropdown-toggle,summary',
    )
    for (const opener of [...openers].filter((element) => element.checkVisibility()).slice(0, 2))
      opener.click()
  },
  function changedTabsAndPanels(): void {
    const switches = document.querySelectorAll<HTMLElement>(
      '[role="tab"],[data-toggle="tab"],[data-bs-toggle="tab"],[data-toggle="collapse"],[data-bs-toggle="collapse"],.nav-tabs a,.jstree-ocl,.jqx-icon-arrow-right',
    )
    for (const element of [...switches].filter((one) => one.checkVisibility()).slice(0, 3)) element.click()
  },
  function filledIn(): void {
    const fields = document.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>(
      'input:not([type]),input[type=text],input[type=search],input[type=email],textarea',
    )
    for (const field of [...fields].filter((one) => one.checkVisibility() && !one.disabled).slice(0, 3)) {
      field.focus({ preventScroll: true })
      field.value = 'Typed by a visitor'
      field.dispatchEvent(new Event('input', { bubbles: true }))
      field.dispatchEvent(new Event('change', { bubbles: true }))
      field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }))
    }
    const boxes = document.querySelectorAll<HTMLInputElement>('input[type=checkbox],input[type=radio]')
    for (const box of [...boxes].filter((one) => one.checkVisibility() && !one.disabled).slice(0, 3))
      box.click()
  },
  function scrolledBoxes(): void {
    for (const box of document.querySelectorAll('*'))
      if (
        box.scrollHeight > box.clientHeight + 40 &&
        /auto|scroll/.test(getComputedStyle(box).overflowY) &&
        box !== document.scrollingElement
      )
        box.scrollTo({ top: 120, behavior: 'instant' })
  },
] as const
