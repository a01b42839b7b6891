/** The element's own looks. As a constructed sheet it works under any content security policy. */
const CSS = `
:host { display: block; position: relative; overflow: hidden; min-height: 120px; contain: layout paint;
  color-scheme: light dark; --line: light-dark(#d5dae3, #3a4252); --ink: light-dark(#1d2433, #e8ecf4);
  --soft: light-dark(#5b6577, #a6b0c3); --ground: light-dark(#eef0f4, #151a23); --raised: light-dark(#fff, #222938);
  --accent: light-dark(#2451d6, #8fb0ff); --on-accent: light-dark(#fff, #0d1424); background: var(--ground); color: var(--ink);
  font: 14px/1.45 system-ui, sans-serif }
:host([hidden]) { display: none }
*, ::before, ::after { box-sizing: border-box }
[hidden] { display: none !important }
.frame { display: flex; flex-direction: column; height: 100% }
.scroller { position: absolute; inset: 0; overflow: auto; scrollbar-width: thin }
:host([toolbar]) .scroller { top: 45px }
.sizer { position: relative; margin: 0 auto }
.page { position: absolute; left: 0; top: 0; transform-origin: 0 0; overflow: hidden }
.page > iframe { position: absolute; left: 0; top: 0; pointer-events: none }
.marks, .surface { position: absolute; inset: 0 }
.marks { pointer-events: none; overflow: hidden }
.surface { outline: none; cursor: default; touch-action: none; user-select: none }
.surface:focus-visible { box-shadow: inset 0 0 0 2px var(--accent) }
.surface[data-tool=highlight] { cursor: crosshair }
.keys { position: absolute; min-width: 2px; padding: 0; border: 0; opacity: 0; resize: none; overflow: hidden;
  white-space: pre; pointer-events: none; font: 16px monospace }
.box { position: absolute }
.box.element { border: 2px solid var(--by); border-radius: 4px; box-shadow: 0 0 0 3px color-mix(in srgb, var(--by) 25%, #0000) }
.box.text { background: color-mix(in srgb, var(--by) 30%, #0000); border-bottom: 2px solid var(--by) }
.box.selection { background: #3b82f640 }
.box.selected { background: #3b82f659 }
.box.preview { outline: 2px dashed #2563eb; outline-offset: 1px; border-radius: 2px }
.box.caret { width: 2px !important; margin-left: -1px; background: #111; box-shadow: 0 0 0 1px #fff; animation: blink 1.1s steps(1) infinite }
.box.visitor-caret { width: 2px !important; margin-left: -1px; background: #e11d48 }
@keyframes blink { 50% { opacity: 0 } }
.cursor { position: absolute; left: 0; top: 0; transition: transform 90ms linear, opacity .25s; will-change: transform; z-index: 1 }
.cursor.gone { opacity: 0; visibility: hidden }
.cursor .arrow { position: absolute; left: 0; top: 0; width: 18px; height: 22px; background: var(--by);
  clip-path: polygon(0 0, 0 86%, 24% 66%, 40% 100%, 56% 93%, 41% 60%, 74% 60%); filter: drop-shadow(0 1px 1px #0006) }
.cursor.pressed .arrow { transform: scale(.85) }
.cursor .name { position: absolute; left: 14px; top: 16px; padding: 1px 7px; border-radius: 9px; background: var(--by); color: #fff;
  font: 600 12px/18px system-ui, sans-serif; white-space: nowrap; max-width: 180px; overflow: hidden; text-overflow: ellipsis }
.picker { position: absolute; z-index: 3; pointer-events: none }
.picker .list-box { pointer-events: auto; position: absolute; left: 0; top: 100%; min-width: 100%; max-width: 420px; max-height: 280px }
.picker.above .list-box { top: auto; bottom: 100% }
.picker.visitor { z-index: 0 }
.picker.visitor .list-box { pointer-events: none; overflow: hidden; border-color: var(--line) }
.bubble { position: absolute }
.bubble .says { position: absolute; left: 0; top: calc(100% + 9px); width: max-content; max-width: 320px; padding: 8px 12px; white-space: pre-line;
  background: var(--raised); border: 1px solid var(--line); border-radius: 8px; box-shadow: 0 6px 22px #0004 }
.bubble .says::before { content: ''; position: absolute; left: 16px; top: -6px; width: 10px; height: 10px; rotate: 45deg; background: inherit;
  border: solid var(--line); border-width: 1px 0 0 1px }
.bubble.above .says { top: auto; bottom: calc(100% + 9px) }
.bubble.above .says::before { top: auto; bottom: -6px; rotate: 225deg }
.swatch { height: 48px; margin: 4px; border: 1px solid var(--line); border-radius: 5px }
.month { display: grid; grid-template-columns: repeat(7, 30px); padding: 4px; text-align: center }
.month b { grid-column: 1 / -1; padding: 4px }
.month i { color: var(--soft) }
.month .active { background: var(--accent); color: var(--on-accent); border-radius: 5px }
.list-box { overflow: auto; padding: 4px; background: var(--raised); border: 1px solid var(--line); border-radius: 8px;
  box-shadow: 0 8px 28px #0003; outline: none; font-size: 14px }
.list-box .option { padding: 5px 10px; border-radius: 5px; white-space: nowrap; cursor: default }
.list-box .option.active { background: var(--accent); color: var(--on-accent) }
.list-box .option[aria-selected=true] { font-weight: 600 }
.list-box .option[aria-disabled] { opacity: .45 }
.list-box .group { padding: 6px 10px 2px; font-size: 12px; color: var(--soft) }
.native { position: absolute; z-index: 3; min-width: 150px; min-height: 30px; border: 2px solid var(--accent); border-radius: 4px; font: inherit }
.live { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap }
.progress { position: absolute; left: 0; right: 0; top: 0; height: 3px; background: var(--line); z-index: 4 }
.progress > i { display: block; height: 100%; background: var(--accent); transition: width .2s }
.notice { position: absolute; inset: 0; z-index: 5; display: grid; place-items: center; padding: 24px; text-align: center;
  background: color-mix(in srgb, var(--ground) 82%, #0000) }
.notice.slim { inset: auto 0 14px; padding: 0; background: none; pointer-events: none }
.notice > div { max-width: 420px; padding: 16px 22px; border-radius: 12px; background: var(--raised); border: 1px solid var(--line);
  box-shadow: 0 8px 28px #0002 }
.notice.slim > div { padding: 8px 16px }
.notice strong { display: block; font-size: 16px }
.notice span { color: var(--soft) }
:host([toolbar]) .progress { top: 45px }
.toolbar { position: absolute; inset: 0 0 auto; height: 45px; display: flex; gap: 4px; align-items: center; padding: 0 8px; overflow-x: auto;
  background: var(--raised); border-bottom: 1px solid var(--line); z-index: 6 }
.toolbar button { display: inline-flex; align-items: center; gap: 6px; height: 32px; padding: 0 10px; border: 1px solid #0000; border-radius: 7px; background: none; color: inherit; font: inherit; white-space: nowrap; cursor: pointer }
.toolbar button:hover { background: var(--ground) }
.toolbar button:focus-visible { outline: 2px solid var(--accent); outline-offset: -2px }
.toolbar button[aria-pressed=true], .toolbar button[aria-checked=true] { background: color-mix(in srgb, var(--accent) 16%, #0000); border-color: var(--accent) }
.toolbar button:disabled { opacity: .4; cursor: default }
.toolbar button.end { color: light-dark(#b3121d, #ff8f95); border-color: currentcolor }
.toolbar .title { flex: 1; min-width: 60px; padding: 0 8px; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; color: var(--soft) }
.toolbar .group { display: flex; gap: 2px }
@media (prefers-reduced-motion: reduce) {
  .cursor, .progress > i { transition: none }
  .box.caret { animation: none }
}
`

let sheet: CSSStyleSheet | null = null

export function adoptStyles(root: ShadowRoot): void {
  if (sheet === null) {
    sheet = new CSSStyleSheet()
    sheet.replaceSync(CSS)
  }
  root.adoptedStyleSheets = [sheet]
}
