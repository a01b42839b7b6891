/** A page with one of each thing that can be worked on. What happened is written into `#log`, newest last. */
export function workbench(tag: string): string {
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Workbench</title>${tag}</head>
<body>
<h1>Workbench</h1>
<p id="prose" style="display:table">Some words that can be highlighted by either side of the session.</p>
<button id="button" type="button">Press</button>
<div id="hover">Hover here</div>
<form id="form" action="/sent" method="get">
  <label>Name <input id="name" name="name"></label>
  <label>Notes <textarea id="notes" name="notes"></textarea></label>
  <label>Colour <select id="colour" name="colour"><option>red</option><option>green</option><option>blue</option></select></label>
  <label><input id="terms" type="checkbox" name="terms"> Terms</label>
  <label>Level <input id="level" type="range" min="0" max="10" value="3"></label>
  <label>File <input id="file" type="file"></label>
  <label>Number <input id="fixed" value="F-100" readonly></label>
  <label>Secret <input id="secret" data-alongside="mask" value="hush"></label>
  <label>Password <input id="password" type="password" value="hush-hush"></label>
  <button id="submit">Send</button>
</form>
<div id="edit" contenteditable>Editable</div>
<div id="box" style="height:100px;width:200px;overflow:auto"><div style="height:1000px">Inner</div></div>
<a id="next" href="/sent?from=link">Next page</a>
<div style="height:3000px"></div>
<p id="end">The end</p>
<ol id="log"></ol>
<script>
const log = (text) => { const li = document.createElement('li'); li.textContent = text; document.getElementById('log').append(li) }
for (const [id, type] of [['button','click'],['button','dblclick'],['hover','mouseover'],['name','input'],['name','change'],['colour','change'],['terms','change'],['level','input'],['file','click'],['form','submit']])
  document.getElementById(id).addEventListener(type, () => log(id + ' ' + type))
document.getElementById('name').addEventListener('keydown', (event) => { if (event.key === 'Enter') log('name enter') })
</script>
</body></html>`
}
