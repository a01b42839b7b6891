/**
 * Private parts of our own, put at the end of each page: so that every page is tested with all kinds of content, in whatever
 * it does to its browser's functions and styles.
 */
export function addProbe(document: Document): void {
  defineElement(document)
  const box = document.createElement('div')
  box.innerHTML = `<style>:hover, :active, :state(on) { --alongside-probe: 1 }</style>
    <div data-alongside="mask">${CONTENT}</div>
    <div data-alongside="block">${CONTENT}</div>
    <div class="rr-mask">${CONTENT}</div>
    <form><input type="password"><input autocomplete="cc-number"><input autocomplete="one-time-code"><label>CVC <input></label><input type="hidden"></form>`
  document.body.append(box)
}

const CONTENT = `<p>text</p><p>more <b>bold</b> text</p><input><input type="checkbox" checked><input type="file"><input type="submit"><textarea></textarea>
  <select><optgroup label="x"><option>x</option></optgroup></select><button type="button">x</button><a href="#">x</a><img width="20" height="20"><picture><source><img width="20" height="20"></picture>
  <svg width="40" height="20"><text y="12">x</text></svg><canvas width="100" height="30"></canvas><video width="40" height="20"></video><iframe srcdoc="<p>x</p>" height="30"></iframe>
  <table><tbody><tr><td>x</td></tr></tbody></table><ul><li>x</li></ul><div contenteditable>x</div><div style="height:20px;width:60px;overflow:auto"><p style="height:90px;width:300px">x</p></div><style>.x{color:red}</style><meter value=".5"></meter><alongside-probe><i>one</i><i>two</i></alongside-probe>`

/** A closed shadow tree, states, a form value and slots that are filled by hand: nothing of them is in the tree. */
function defineElement(document: Document): void {
  const { customElements } = document.defaultView ?? globalThis
  if (customElements.get('alongside-probe') !== undefined) return
  class Probe extends HTMLElement {
    static readonly formAssociated = true
    readonly #internals = this.attachInternals()
    readonly #root = this.attachShadow({ mode: 'closed', slotAssignment: 'manual' })

    constructor() {
      super()
      this.#root.innerHTML = '<b>x</b><slot></slot><slot></slot>'
      this.addEventListener('choose', (event) => this.#choose((event as CustomEvent<number>).detail))
    }

    #choose(choice: number): void {
      this.#internals.states.delete(choice === 0 ? 'on' : 'off')
      this.#internals.states.add(choice === 0 ? 'off' : 'on')
      this.#internals.setFormValue(`${choice}`)
      const slot = this.#root.querySelectorAll('slot')[choice]
      const child = this.children[choice]
      if (child !== undefined) slot?.assign(child)
    }
  }
  customElements.define('alongside-probe', Probe)
}
