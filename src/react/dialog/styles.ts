import { CODE_LENGTH } from './digits.js';

const dark = `
  color-scheme: dark;
  --_surface: var(--moonkey-surface, #17171d);
  --_text: var(--moonkey-text, #f4f4f6);
  --_muted: var(--moonkey-muted, #a3a3b2);
  --_border: var(--moonkey-border, #3d3d4a);
  --_field: var(--moonkey-field, #1f1f27);
  --_accent: var(--moonkey-accent, #8f83ff);
  --_accent-text: var(--moonkey-accent-text, #12101f);
  --_danger: var(--moonkey-danger, #ff8a8a);
  --_shadow: 0 0 0 1px rgb(255 255 255 / .08), 0 24px 80px rgb(0 0 0 / .6);
`;

const activeCell = Array.from(
  { length: CODE_LENGTH },
  (_, index) =>
    `.moonkey-code[data-length="${index}"]:focus-within .moonkey-cell:nth-child(${index + 1})`,
).join(',');

/** The dialog's style sheet. Its `--moonkey-*` variables are public: see `docs/react.md`. */
export const styles = `
.moonkey-dialog {
  color-scheme: light;
  --_surface: var(--moonkey-surface, #fff);
  --_text: var(--moonkey-text, #18181f);
  --_muted: var(--moonkey-muted, #62626f);
  --_border: var(--moonkey-border, #d3d3dc);
  --_field: var(--moonkey-field, #fff);
  --_accent: var(--moonkey-accent, #5b4ee6);
  --_accent-text: var(--moonkey-accent-text, #fff);
  --_danger: var(--moonkey-danger, #c02626);
  --_radius: var(--moonkey-radius, 12px);
  --_shadow: 0 0 0 1px rgb(24 24 31 / .06), 0 24px 64px rgb(24 24 31 / .22);
  --_ring: 0 0 0 3px color-mix(in srgb, var(--_accent) 28%, transparent);
  box-sizing: border-box;
  position: fixed;
  inset: 0;
  block-size: fit-content;
  inline-size: min(400px, 100% - 24px);
  max-inline-size: none;
  max-block-size: calc(100% - 24px);
  margin: auto;
  padding: 36px 32px 28px;
  border: 0;
  border-radius: calc(var(--_radius) * 1.75);
  overflow: auto;
  overscroll-behavior: contain;
  background: var(--_surface);
  color: var(--_text);
  box-shadow: var(--_shadow);
  font: 400 15px/1.5 var(--moonkey-font, system-ui, sans-serif);
  text-align: center;
  -webkit-font-smoothing: antialiased;
}
.moonkey-dialog:not([open]) { display: none; }
.moonkey-dialog:not(:modal) { z-index: 2147483647; }
.moonkey-dialog[data-theme=dark] {${dark}}
@media (prefers-color-scheme: dark) { .moonkey-dialog[data-theme=auto] {${dark}} }
.moonkey-dialog::backdrop { background: rgb(12 12 18 / .5); backdrop-filter: blur(3px); }
.moonkey-dialog *, .moonkey-dialog *::before { box-sizing: border-box; }
.moonkey-dialog h2 { margin: 18px 0 4px; outline: 0; font: 650 22px/1.25 var(--moonkey-font, system-ui, sans-serif); letter-spacing: -.015em; text-wrap: balance; color: inherit; }
.moonkey-dialog p { margin: 0; }
.moonkey-dialog :is(h2, p, label, button, output) { unicode-bidi: plaintext; }
.moonkey-dialog form { display: grid; margin: 24px 0 0; }
.moonkey-dialog label { margin: 0 0 6px; font-size: 13px; font-weight: 550; text-align: start; }
.moonkey-dialog button { font: inherit; color: inherit; cursor: pointer; }
.moonkey-dialog button:focus-visible { outline: 2px solid var(--_accent); outline-offset: 2px; }
.moonkey-dialog .moonkey-description { color: var(--_muted); text-wrap: pretty; overflow-wrap: anywhere; }
.moonkey-dialog bdi { color: var(--_text); font-weight: 550; }
.moonkey-mark, .moonkey-logo { display: block; block-size: 48px; margin: 0 auto; }
.moonkey-mark { inline-size: 48px; fill: var(--_accent-text); }
.moonkey-mark rect { fill: var(--_accent); }
.moonkey-mark.moonkey-done path { fill: none; stroke: var(--_accent-text); stroke-width: 3.5; stroke-linecap: round; stroke-linejoin: round; }
.moonkey-logo { max-inline-size: 70%; object-fit: contain; }
.moonkey-dialog .moonkey-close {
  position: absolute; inset-block-start: 12px; inset-inline-end: 12px;
  display: grid; place-items: center; inline-size: 36px; block-size: 36px; margin: 0; padding: 0;
  border: 0; border-radius: 50%; background: none; color: var(--_muted);
}
.moonkey-close:hover { background: color-mix(in srgb, var(--_text) 8%, transparent); }
.moonkey-close svg { inline-size: 16px; fill: none; stroke: currentColor; stroke-width: 1.75; stroke-linecap: round; }
.moonkey-dialog .moonkey-input {
  inline-size: 100%; block-size: 46px; margin: 0; padding: 0 14px; border: 1px solid var(--_border);
  border-radius: var(--_radius); background: var(--_field); color: inherit; font: inherit; font-size: 16px;
}
.moonkey-input::placeholder { color: var(--_muted); opacity: .75; }
.moonkey-input:focus-visible { outline: 1px solid transparent; border-color: var(--_accent); box-shadow: var(--_ring); }
.moonkey-input[aria-invalid=true] { border-color: var(--_danger); }
.moonkey-code {
  position: relative; container-type: inline-size; display: grid;
  grid-template-columns: repeat(${CODE_LENGTH}, 1fr); gap: 8px; --_cell: calc((100cqi - 40px) / ${CODE_LENGTH});
}
.moonkey-cell { block-size: 54px; border: 1px solid var(--_border); border-radius: var(--_radius); background: var(--_field); transition: border-color .12s, box-shadow .12s; }
.moonkey-code:has([aria-invalid=true]) .moonkey-cell { border-color: var(--_danger); }
${activeCell} { border-color: var(--_accent); box-shadow: var(--_ring); outline: 1px solid transparent; }
.moonkey-code-field { position: absolute; inset: 0; overflow: hidden; overflow: clip; }
.moonkey-code-field input {
  inline-size: calc(100% + var(--_cell)); block-size: 100%; margin: 0; border: 0; outline: 0; background: none;
  padding: 0; padding-inline-start: calc((var(--_cell) - 1ch) / 2);
  color: inherit; caret-color: var(--_accent); font: 550 24px/1 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace;
  letter-spacing: calc(var(--_cell) + 8px - 1ch);
}
.moonkey-code-field input::selection { background: transparent; color: var(--_muted); }
.moonkey-dialog .moonkey-error { min-block-size: 26px; padding: 4px 0 0; color: var(--_danger); font-size: 13px; line-height: 18px; text-align: start; }
.moonkey-remember { display: flex; align-items: center; gap: 10px; margin: 0 0 14px; }
.moonkey-remember input { flex: none; inline-size: 18px; block-size: 18px; margin: 0; accent-color: var(--_accent); }
.moonkey-remember input:focus-visible { outline: 2px solid var(--_accent); outline-offset: 2px; }
.moonkey-dialog .moonkey-remember label { margin: 0; font-weight: 400; }
.moonkey-dialog .moonkey-submit {
  display: flex; align-items: center; justify-content: center; gap: 10px; min-block-size: 46px; margin: 4px 0 0; padding: 8px 16px;
  border: 0; border-radius: var(--_radius); background: var(--_accent); color: var(--_accent-text); font-weight: 600;
  transition: filter .12s;
}
.moonkey-submit:hover { filter: brightness(1.08); }
.moonkey-submit[aria-disabled=true] { cursor: progress; filter: saturate(.7); }
.moonkey-spinner { inline-size: 16px; block-size: 16px; border: 2px solid; border-inline-end-color: transparent; border-radius: 50%; animation: moonkey-spin .7s linear infinite; }
.moonkey-dialog .moonkey-hint { margin: 12px 0 0; color: var(--_muted); font-size: 13px; }
.moonkey-dialog .moonkey-links { display: flex; flex-wrap: wrap; justify-content: center; gap: 0 4px; margin: 8px 0 0; font-size: 13px; }
.moonkey-dialog .moonkey-links button { min-block-size: 32px; margin: 0; padding: 4px 10px; border: 0; border-radius: 8px; background: none; color: var(--_accent); font-weight: 550; font-variant-numeric: tabular-nums; }
.moonkey-dialog .moonkey-links button:hover { background: color-mix(in srgb, var(--_accent) 10%, transparent); }
.moonkey-dialog .moonkey-links button[aria-disabled=true] { background: none; color: var(--_muted); cursor: default; }
.moonkey-dialog .moonkey-notice { color: var(--_muted); font-size: 13px; }
@media (max-width: 380px) { .moonkey-dialog { padding: 32px 20px 20px; } .moonkey-code { gap: 6px; --_cell: calc((100cqi - 30px) / ${CODE_LENGTH}); } .moonkey-code-field input { letter-spacing: calc(var(--_cell) + 6px - 1ch); } }
@media (prefers-reduced-motion: no-preference) {
  .moonkey-dialog[open] { animation: moonkey-in .22s cubic-bezier(.2, .9, .3, 1); }
  .moonkey-dialog[open]::backdrop { animation: moonkey-fade .22s; }
}
@media (prefers-reduced-motion: reduce) { .moonkey-spinner { animation-duration: 3s; } .moonkey-dialog * { transition: none !important; } }
@media (forced-colors: active) { .moonkey-dialog, .moonkey-dialog .moonkey-submit { border: 1px solid; } .moonkey-code-field input { forced-color-adjust: none; color: FieldText; } }
@keyframes moonkey-in { from { opacity: 0; transform: translateY(10px) scale(.98); } }
@keyframes moonkey-fade { from { opacity: 0; } }
@keyframes moonkey-spin { to { rotate: 1turn; } }
`;
