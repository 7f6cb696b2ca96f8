import { coverageColours, coverageCss } from '../coverage/mark-coverage.js';
import { chartCss } from '../svg/chart-css.js';
import { paletteCss } from '../svg/palette.js';

const light = `${paletteCss('light')};${coverageColours.light};--surface:#ffffff;--raised:#f3f5fa;--line:#dde2ee;--ink:#161c2d;--soft:#586179;--brand:#4f46e5;--brand-ink:#ffffff;--brand-soft:#eceafd;--lit:#dcfce7;--lit-line:#16a34a;--lit-ink:#14532d;--lit-glow:#16a34a40;--past:#fff4d6;--past-line:#d9920a;--past-ink:#6b4300;--bad:#b42318;--shadow:0 -8px 32px #1b24451f,0 -1px 0 #dde2ee;color-scheme:light`;
const dark = `${paletteCss('dark')};${coverageColours.dark};--surface:#151926;--raised:#1e2435;--line:#2c344b;--ink:#e9ecf5;--soft:#9ba5bf;--brand:#a5a0ff;--brand-ink:#14122b;--brand-soft:#2a2a52;--lit:#123524;--lit-line:#34d27b;--lit-ink:#c9f7dc;--lit-glow:#34d27b4d;--past:#3a2c0b;--past-line:#f0b13c;--past-ink:#ffe2a6;--bad:#ff9b8f;--shadow:0 -8px 32px #00000080,0 -1px 0 #2c344b;color-scheme:dark`;

/** How the inspector looks. It lives in a shadow root: the app's styles do not reach it. */
export const panelCss = `
:host{all:initial;position:static}
.panel{${light};display:flex;flex-direction:column;box-sizing:border-box;position:fixed;z-index:2147483000;background:var(--surface);color:var(--ink);font:13px/1.45 ui-sans-serif,system-ui,-apple-system,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif;overflow:hidden}
.panel[data-theme=dark]{${dark}}
@media(prefers-color-scheme:dark){.panel[data-theme=auto]{${dark}}}
.panel *{box-sizing:border-box}
.panel[data-dock=bottom]{left:0;right:0;bottom:0;box-shadow:var(--shadow);max-height:92vh;min-height:200px}
.panel[data-dock=right]{top:0;right:0;bottom:0;box-shadow:var(--shadow);max-width:96vw;min-width:340px}
.panel[data-dock=float]{box-shadow:0 18px 60px #00000047,0 0 0 1px var(--line);border-radius:12px;min-width:420px;min-height:280px;max-width:100vw;max-height:100vh}
.panel[data-dock=inline]{position:relative;width:100%;height:100%;min-height:320px}
.panel[data-dock=window]{inset:0}
.panel.closed{inset:auto 14px 14px auto!important;width:auto!important;height:auto!important;min-width:0;min-height:0;border-radius:999px;box-shadow:0 6px 24px #00000038,0 0 0 1px var(--line)}
.panel.closed>:not(.bar){display:none}
.panel.closed .bar{border:0;padding:5px 8px 5px 12px}
.panel.closed .bar>:not(.brand):not(.status):not(.opener){display:none}
[hidden]{display:none!important}
.panel:not(.closed) .opener{display:none}
button,input{font:inherit;color:inherit}
button{background:none;border:0;cursor:pointer}
:focus{outline:none}
:focus-visible{outline:2px solid var(--brand);outline-offset:1px}
.icon{display:block;fill:none;stroke:currentColor;stroke-width:1.6;stroke-linecap:round;stroke-linejoin:round}
.resizer{position:absolute;z-index:3;touch-action:none}
.resizer:hover,.resizer:focus-visible{background:var(--brand)}
[data-dock=bottom] .resizer{left:0;right:0;top:0;height:5px;cursor:ns-resize}
[data-dock=right] .resizer{top:0;bottom:0;left:0;width:5px;cursor:ew-resize}
[data-dock=float] .resizer{right:0;bottom:0;width:16px;height:16px;cursor:nwse-resize;background:linear-gradient(135deg,transparent 55%,var(--line) 55%)}
[data-dock=inline] .resizer,[data-dock=window] .resizer{display:none}
.bar{display:flex;align-items:center;gap:10px;padding:8px 10px 8px 14px;border-bottom:1px solid var(--line);flex:none;min-width:0}
[data-dock=float] .bar{cursor:move}
.brand{display:flex;align-items:center;gap:8px;font-weight:650;white-space:nowrap}
.brand .icon{color:var(--brand);fill:var(--brand)}
[data-dock=right] .brand-name{display:none}
.status{flex:0 1 auto;min-width:0;display:flex;align-items:center;gap:7px;padding:2px 10px;border-radius:999px;background:var(--lit);color:var(--lit-ink);font-weight:600;white-space:nowrap}
.status::before{content:'';width:7px;height:7px;border-radius:50%;background:var(--lit-line)}
.past .status{background:var(--past);color:var(--past-ink)}
.past .status::before{background:var(--past-line)}
.spacer{flex:1}
.machines{display:flex;flex:0 1 auto;min-width:0;overflow-x:auto;scrollbar-width:thin;background:var(--raised);border-radius:8px;padding:2px}
.machine{display:flex;flex:none;align-items:center}
.machines button{padding:2px 10px;border-radius:6px;color:var(--soft);white-space:nowrap}
.machines small{margin-left:6px;font-size:11px;color:var(--bad)}
.machines small:empty{display:none}
.machines .forget{padding:2px 6px;margin-left:-6px}
.machines button[aria-pressed=true]{background:var(--surface);color:var(--ink);font-weight:600;box-shadow:0 1px 3px #0000001f}
.tool{display:grid;place-items:center;width:28px;height:28px;border-radius:7px;color:var(--soft);flex:none}
.tool:hover{background:var(--raised);color:var(--ink)}
.tool[aria-pressed=true]{color:var(--brand);background:var(--brand-soft)}
.group{display:flex;gap:1px}
.moment{display:none;align-items:center;gap:10px;padding:6px 14px;background:var(--past);color:var(--past-ink);border-bottom:1px solid var(--past-line);flex:none}
.past .moment{display:flex}
.moment b{font-weight:650}
.moment .tool{color:inherit;width:24px;height:24px}
.moment .back{margin-left:auto;padding:2px 12px;border-radius:6px;border:1px solid var(--past-line);font-weight:600;white-space:nowrap}
.body{display:flex;flex:1;min-height:0}
[data-dock=right] .body,.panel.tall .body{flex-direction:column}
.chart-view{position:relative;flex:1 1 0;min-width:0;min-height:0;background:var(--chart-canvas);overflow:hidden}
.past .chart-view{box-shadow:inset 0 0 0 2px var(--past-line)}
.viewport{position:absolute;inset:0;overflow:hidden;cursor:grab;touch-action:none}
.viewport:active{cursor:grabbing}
.canvas-holder{position:absolute;left:0;top:0;transform-origin:0 0}
.canvas-holder.smooth{transition:transform .32s cubic-bezier(.3,.7,.2,1)}
.chart-tools{position:absolute;right:10px;top:10px;max-width:calc(100% - 20px);display:flex;flex-wrap:wrap;justify-content:flex-end;gap:1px;padding:2px;background:var(--surface);border:1px solid var(--line);border-radius:9px}
.search{width:104px;padding:2px 8px;border:0;border-radius:7px;background:transparent}
.search:focus{background:var(--raised)}
.search::placeholder{color:var(--soft)}
.search.nothing{color:var(--bad)}
.minimap{position:absolute;left:10px;top:10px;padding:4px;background:var(--surface);border:1px solid var(--line);border-radius:9px;box-shadow:0 2px 10px #0000001a}
.minimap svg{display:block;width:auto;height:132px;max-width:140px;cursor:pointer}
.minimap:empty{display:none}
.chart-view{container-type:size}
.mini{fill:var(--chart-box);stroke:var(--chart-border);stroke-width:8}
.mini.parent{fill:var(--chart-parent)}
.mini.active{fill:var(--lit-line);stroke:var(--lit-line)}
.mini.parent.active{fill:var(--lit-glow)}
.lens{fill:var(--brand);fill-opacity:.1;stroke:var(--brand);stroke-width:18}
@container(max-height:480px){.minimap svg{height:104px;max-width:88px}}
@container(max-height:220px){.minimap{display:none}}
@container(max-width:400px){.minimap{display:none}}
.caption{position:absolute;left:10px;bottom:10px;right:10px;margin:0;pointer-events:none;display:flex}
.caption:empty{display:none}
.caption>span{max-width:100%;overflow:hidden;text-overflow:ellipsis;white-space:nowrap;padding:4px 10px;border-radius:8px;background:var(--surface);border:1px solid var(--line)}
.side{display:flex;flex-direction:column;flex:0 0 432px;min-width:0;min-height:0;border-left:1px solid var(--line)}
[data-dock=right] .side,.panel.tall .side{flex:0 0 44%;border-left:0;border-top:1px solid var(--line)}
.panel.narrow .body{flex-direction:column-reverse}
.panel.narrow .side{flex:1 1 0;border:0}
.panel.narrow .chart-view,.panel.narrow.charted .section{display:none}
.panel.narrow.charted .chart-view{display:block}
.panel.narrow.charted .side{flex:none}
.panel:not(.narrow) .chart-tab{display:none}
.panel.narrow .bar,.panel.tall .bar{flex-wrap:wrap;gap:6px;padding:6px 8px}
.panel.narrow .brand-name,.panel.tall .brand-name{display:none}
.panel.narrow .machines,.panel.tall .machines{order:9;flex-basis:100%}
.tablist{display:flex;gap:0;padding:0 6px;border-bottom:1px solid var(--line);flex:none;overflow-x:auto;scrollbar-width:none}
.tab{padding:8px 6px 7px;color:var(--soft);border-bottom:2px solid transparent;white-space:nowrap;flex:none}
.tab[aria-selected=true]{color:var(--ink);font-weight:600;border-color:var(--brand)}
.tab:hover{color:var(--ink)}
.count{display:inline-block;min-width:18px;padding:0 5px;margin-left:6px;border-radius:9px;background:var(--raised);color:var(--soft);font-size:11px;line-height:18px;text-align:center;font-weight:600}
.count.some{background:var(--past);color:var(--past-ink)}
.section{flex:1;min-height:0;overflow:auto;padding:10px 12px}
.section.log-section{display:flex;flex-direction:column;padding:0;overflow:hidden}
.section[hidden]{display:none}
.log-view{display:flex;flex-direction:column;min-height:0;flex:1}
.log-tools{display:flex;align-items:center;gap:6px;padding:8px}
.filter{flex:1;min-width:60px;padding:5px 9px;border-radius:7px;border:1px solid var(--line);background:var(--raised)}
.filter::placeholder{color:var(--soft)}
.text-button{padding:4px 10px;border-radius:7px;border:1px solid var(--line);white-space:nowrap;font-weight:550}
.text-button:hover{background:var(--raised)}
.copied{padding:0 12px 6px;color:var(--lit-line);font-weight:550}
.copied:empty{display:none}
.log{flex:1;overflow:auto;min-height:0;overflow-anchor:none;contain:strict}
.entry{display:grid;grid-template-columns:84px 1fr;column-gap:8px;padding:4px 12px 4px 9px;border-left:3px solid transparent;cursor:pointer;height:46px;overflow:hidden}
.entry:hover{background:var(--raised)}
.entry time{color:var(--soft);font-variant-numeric:tabular-nums;font-size:11.5px;line-height:19px}
.entry .what{display:flex;align-items:center;gap:6px;min-width:0;white-space:nowrap}
.entry b{font-weight:600;overflow:hidden;text-overflow:ellipsis;flex:0 1 auto;min-width:60px}
.entry .fields{flex:1 1 0;min-width:0;overflow:hidden;text-overflow:ellipsis;color:var(--soft);font-size:12px}
.entry.event b{color:var(--chart-event)}
.entry.done b{color:var(--chart-accent)}
.entry.error b,.entry.after b{color:var(--bad)}
.entry.notice b{font-weight:500;font-style:italic}
.entry .then{grid-column:2;color:var(--soft);font-size:12px;white-space:nowrap;overflow:hidden;text-overflow:ellipsis}
.entry.ended b{color:var(--bad)}
.entry i{flex:none;max-width:50%;overflow:hidden;text-overflow:ellipsis;font-style:normal;font-size:11px;padding:0 6px;border-radius:5px;background:var(--raised);color:var(--soft);line-height:17px}
.entry[aria-selected=true]{background:var(--past);border-left-color:var(--past-line)}
.entry.future{background:var(--raised);border-left:3px dotted var(--line)}
.entry.future b{font-weight:400;font-style:italic}
.entry.dropped b{color:var(--soft)}
.empty{margin:0;padding:24px 12px;text-align:center;color:var(--soft)}
.empty:empty{display:none}
h2{margin:10px 0 6px;font-size:14px}
h2:first-child{margin-top:0}
h3{margin:10px 0 4px;font-size:12px;color:var(--soft)}
.facts{display:grid;grid-template-columns:auto 1fr;gap:3px 14px;margin:0}
.facts dt{color:var(--soft)}
.facts dd{margin:0;font-weight:550;overflow-wrap:anywhere}
.facts dd.object{color:var(--soft);font-weight:400}
.picked-state{margin:0 0 14px;padding:10px 12px;border-radius:9px;background:var(--raised)}
.picked-state p{margin:0 0 4px}
.invokes{color:var(--chart-accent);font-weight:550}
.transitions{margin:0;padding:0;list-style:none}
.transitions li{padding:3px 0}
.transitions small{display:block;color:var(--soft)}
.hint{color:var(--soft);font-size:12px;margin:12px 0 8px}
.lead{margin:2px 0 10px;font-weight:600}
.cards{margin:0;padding:0;list-style:none;display:grid;gap:6px}
.card{display:flex;flex-wrap:wrap;gap:2px 12px;align-items:baseline;padding:8px 12px;border-radius:9px;background:var(--raised)}
.sequence-view svg{display:block}
.sequence-view text{fill:var(--ink);font-size:11.5px;paint-order:stroke;stroke:var(--surface);stroke-width:4px;stroke-linejoin:round}
.sequence-view .name{font-size:10.5px;font-weight:600;stroke:none;text-anchor:middle}
.sequence-view .life{stroke:var(--line);stroke-dasharray:4 4}
.sequence-view .step{stroke:var(--brand);stroke-width:1.5;fill:none}
.sequence-view .answer{stroke-dasharray:5 3}
.sequence-view .lost{stroke:var(--bad)}
.sequence-view .tip{fill:var(--brand)}
.sequence-view .tip.lost{fill:var(--bad)}
.sequence-view .said{text-anchor:middle}
.sequence-view .noted{fill:var(--soft);text-anchor:middle;font-style:italic}
.card b{font-family:ui-monospace,'SF Mono',Menlo,Consolas,monospace;font-size:12px}
.card small{color:var(--soft)}
.cards .cards{margin:6px 0 0 14px}
.card.actor{padding:6px 10px}
.card.actor small,.card.actor .then{flex-basis:100%;overflow-wrap:anywhere}
.card.actor .then{color:var(--soft);font-size:12px}
.kind{color:var(--soft)}
.how{padding:0 8px;border-radius:9px;font-size:11px;font-weight:600;background:var(--surface)}
.how.active{background:var(--lit);color:var(--lit-ink)}
.how.error{color:var(--bad)}
${chartCss}
.chart{display:block;overflow:visible}
.chart .canvas{fill:none}
.chart .state{cursor:pointer}
.chart .state:focus{outline:none}
.chart .state:focus-visible>.box{stroke:var(--brand);stroke-width:3.5}
.chart .state.picked>.box{stroke:var(--brand);stroke-width:2.5}
.chart .leaf.active>.box{fill:var(--lit);stroke:var(--lit-line);stroke-width:2.2}
.chart .leaf.active>.title{fill:var(--lit-ink)}
.chart .state.found>.box{stroke:var(--brand);stroke-width:3;stroke-dasharray:5 3}
.chart .parent.active>.box{stroke:var(--lit-line);stroke-width:1.8}
.chart .parent.active>.title{fill:var(--lit-line)}
.chart .taken .line{stroke:var(--brand);stroke-width:2.4}
.chart .taken .head{fill:var(--brand)}
.chart .taken .pill{fill:var(--brand)}
.chart .taken text{fill:var(--brand-ink)}
${coverageCss.replaceAll('.chart', '.covering .chart')}
.covering .chart .state text[data-transition],.covering .chart .label text[data-transition]{cursor:inherit;text-decoration:none}
.covering .chart .taken text[data-transition]{fill:var(--brand-ink)}
@media(max-width:480px){.tablist{padding:0 2px}.tab{padding:8px 3px 7px;font-size:12px}.tab .count{min-width:16px;padding:0 4px;margin-left:3px}}
@media(prefers-reduced-motion:reduce){.panel *{transition:none!important}}
@media(forced-colors:active){.chart .leaf.active>.box{stroke:Highlight;stroke-width:4}}
`;
