/** Style and script of the exported page. The script works on the page's own elements and never makes markup from text. */

export const PAGE_STYLE = `
:root { color-scheme: light dark; scroll-padding-top: 8rem; font: 16px/1.6 system-ui, "Hiragino Sans", "Yu Gothic UI", "Noto Sans JP", sans-serif; }
body { margin: 0 auto; max-width: 52rem; padding: 0 1rem 4rem; overflow-wrap: anywhere; }
header { position: sticky; top: 0; background: Canvas; padding: .5rem 0; border-bottom: 1px solid GrayText; z-index: 2; }
h1 { font-size: 1.4rem; margin: 1rem 0 .25rem; }
h2 { font-size: 1.3rem; border-bottom: 1px solid GrayText; }
nav { max-height: 5.25rem; overflow: auto; }
nav a { display: inline-block; min-width: 1.5rem; padding: .1rem .2rem; text-align: center; }
form { margin: 0 0 .25rem; }
input { font: inherit; width: 100%; box-sizing: border-box; padding: .3rem .5rem; }
dl { margin: 0; content-visibility: auto; contain-intrinsic-size: auto 5000px; }
.e { margin: 0 0 1.1rem; }
dt { font-weight: 700; font-size: 1.05rem; }
dfn { font-style: normal; }
dd { margin: 0 0 0 1.25rem; white-space: pre-line; }
.c { border-left: 3px solid GrayText; padding-left: .5rem; font-style: italic; }
.f del { text-decoration-thickness: 2px; }
.s, .n, .x { font-size: .85rem; opacity: .85; }
.see { columns: 14rem; font-size: .9rem; padding-left: 0; list-style: none; content-visibility: auto; contain-intrinsic-size: auto 500px; }
nav a, .see a { min-height: 24px; line-height: 24px; }
.see a { display: inline-block; }
#found { contain: strict; position: fixed; inset: 6.5rem 0 0; overflow: auto; background: Canvas; padding: 0 max(1rem, calc((100vw - 52rem) / 2)); z-index: 1; }
#found[hidden] { display: block; visibility: hidden; }
#found dl { content-visibility: visible; }
@media print {
  header, #found { display: none !important; }
  body { max-width: none; padding: 0; font-size: 10pt; }
  dl, .see { content-visibility: visible; }
  .e { break-inside: avoid; }
  h2 { break-after: avoid; }
  a { color: inherit; text-decoration: none; }
}
`

/**
 * Search over every form and reading as it is typed. What can be found is read from the page in slices while nothing else happens, folded
 * (NFKC, lower case, katakana as hiragana); the words that begin with the text come first. Escape clears. What is found stays laid out while it is
 * hidden: taking it out costs a browser 45 ms at 50 000 entries, and a few entries laid out there beforehand have the fonts ready for the first key.
 */
export const PAGE_SCRIPT = `
'use strict';
(() => {
  const form = document.querySelector('form'), input = form.querySelector('input'), found = document.getElementById('found');
  const list = found.querySelector('dl'), status = found.querySelector('p');
  const SHOWN = 40, SLICE = 1500, head = document.querySelector('header');
  // As high as the index makes it: what is found begins below it, and where a link leads to stands below it.
  const fit = () => {
    found.style.top = head.offsetHeight + 'px';
    document.documentElement.style.scrollPaddingTop = head.offsetHeight + 8 + 'px';
  };
  new ResizeObserver(fit).observe(head);
  const fold = (text) => text.normalize('NFKC').toLowerCase().replace(/[\\u30a1-\\u30f6]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 96));
  const entries = document.getElementsByClassName('e');
  const texts = [], nodes = [];
  let shown = '';
  const read = () => {
    const end = Math.min(texts.length + SLICE, entries.length);
    for (let i = texts.length; i < end; i++) {
      nodes.push(entries[i]);
      texts.push('\\n' + fold(nodes[i].getAttribute('data-k')));
    }
    if (end < entries.length) setTimeout(read, 0);
    else {
      if (shown === '') warm(); else search();
      document.documentElement.dataset.ready = 'yes';
    }
  };
  const show = (few) =>
    list.replaceChildren(...few.map((i) => { const copy = nodes[i].cloneNode(true); copy.removeAttribute('id'); copy.className = 'r'; return copy; }));
  const warm = () => {
    show(Array.from({ length: Math.min(SHOWN, nodes.length) }, (_, i) => Math.floor((i * nodes.length) / SHOWN)));
    found.scrollTop = 0;
    list.replaceChildren();
  };
  const search = () => {
    const text = fold(input.value.trim());
    shown = text;
    found.hidden = text === '';
    if (text === '') { list.replaceChildren(); return; }
    const first = [], other = [], start = '\\n' + text;
    let more = 0;
    for (let i = 0; i < texts.length; i++) {
      const at = texts[i].indexOf(text);
      if (at < 0) continue;
      if (texts[i].includes(start)) { if (first.length < SHOWN) first.push(i); else more++; }
      else if (other.length < SHOWN) other.push(i); else more++;
    }
    const hits = first.concat(other), few = hits.slice(0, SHOWN);
    show(few);
    const left = hits.length - few.length + more;
    status.textContent = few.length + ' ' + status.dataset.found + (left > 0 ? ' (+' + left + ' ' + status.dataset.more + ')' : '');
    found.scrollTop = 0;
  };
  form.hidden = false;
  form.addEventListener('submit', (event) => event.preventDefault());
  input.addEventListener('input', search);
  document.addEventListener('keydown', (event) => {
    if (event.isComposing) return;
    if (event.key === 'Escape') { input.value = ''; search(); }
    else if (event.key === '/' && document.activeElement !== input) { event.preventDefault(); input.focus(); }
  });
  found.addEventListener('click', (event) => {
    if (event.target.closest('a')) { input.value = ''; search(); }
  });
  read();
})();
`
