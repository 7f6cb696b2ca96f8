/** How a coverage page looks. */
export const coveragePageCss = `
:root{color-scheme:light dark;--ink:#161c2d;--soft:#586179;--paper:#fff;--raised:#f3f5fa;--line:#dde2ee;--brand:#4f46e5;--missed:#b42318}
@media(prefers-color-scheme:dark){:root{--ink:#e9ecf5;--soft:#9ba5bf;--paper:#10131c;--raised:#1e2435;--line:#2c344b;--brand:#a5a0ff;--missed:#ff9b8f}}
body{margin:0;background:var(--paper);color:var(--ink);font:15px/1.5 ui-sans-serif,system-ui,sans-serif}
main{padding:32px;max-width:1400px;margin:0 auto}
h1{font-size:26px}h2{font-size:20px;margin:28px 0 4px}h3{font-size:15px;margin:18px 0 6px}
.picture{overflow:auto;max-height:80vh;border:1px solid var(--line);border-radius:12px}
ul{margin:0;padding:0;list-style:none;columns:22em}
button{font:inherit;color:inherit;padding:3px 10px;border:1px solid var(--line);border-radius:7px;background:var(--raised);cursor:pointer}
table{border-collapse:collapse}th,td{text-align:left;font-weight:400;padding:3px 18px 3px 0;border-bottom:1px solid var(--line)}thead th{color:var(--soft)}
@media(max-width:700px){main{padding:16px}}
.facts{overflow:auto}
button.missed{color:var(--missed);border:0;background:none;padding:0;text-align:left}
li button{color:var(--missed);border:0;background:none;text-align:left;padding:2px 0}
:focus-visible{outline:2px solid var(--brand);outline-offset:2px}
dialog{position:fixed;inset:0 0 0 auto;margin:0;width:min(620px,100vw);max-width:none;height:auto;max-height:none;box-sizing:border-box;padding:20px;overflow:auto;color:inherit;background:var(--paper);border:0;border-left:1px solid var(--line);box-shadow:0 0 40px #0003}
dialog h2{margin-top:0;color:var(--missed);overflow-wrap:anywhere}
pre{padding:14px;border-radius:9px;background:var(--raised);overflow:auto;font:12.5px/1.5 ui-monospace,Menlo,monospace}
`;

/** What a coverage page does: a missed transition that is picked shows its test. */
export const coveragePageScript = `
(() => {
  const tests = JSON.parse(document.getElementById('tests').textContent);
  const panel = document.getElementById('test');
  const show = (machine, id, label) => {
    const test = tests[machine + '|' + id];
    if (!test) return;
    panel.querySelector('h2').textContent = label;
    panel.querySelector('pre').textContent = test;
    document.getElementById('copy').textContent = 'Copy as a test';
    // Where it covers the page, nothing behind it can be reached; elsewhere the next one can be picked.
    if (!panel.open) matchMedia('(max-width:700px)').matches ? panel.showModal() : panel.show();
    document.getElementById('copy').focus();
  };
  document.addEventListener('click', (event) => {
    const button = event.target.closest('[data-missed]');
    if (button) show(button.dataset.machine, button.dataset.missed, button.textContent);
    const name = event.target.closest('text.missed[data-transition]');
    const arrow = event.target.closest('.arrow.missed, .arrow.partly, .label.missed, .label.partly');
    const section = event.target.closest('section');
    if (name) show(section.dataset.machine, name.dataset.transition, name.textContent);
    else if (arrow) {
      const first = section.querySelector('.label[data-arrow="' + CSS.escape(arrow.dataset.arrow) + '"] text.missed');
      if (first) show(section.dataset.machine, first.dataset.transition, first.textContent);
    }
  });
  document.getElementById('close').addEventListener('click', () => panel.close());
  document.addEventListener('keydown', (event) => { if (event.key === 'Escape') panel.close(); });
  document.getElementById('copy').addEventListener('click', async (event) => {
    const text = panel.querySelector('pre').textContent;
    try { await navigator.clipboard.writeText(text); }
    catch { const area = document.createElement('textarea'); area.value = text; panel.append(area); area.select(); document.execCommand('copy'); area.remove(); }
    event.target.textContent = 'Copied';
  });
})();
`;
