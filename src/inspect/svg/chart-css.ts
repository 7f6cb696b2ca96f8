import { TEXT } from '../layout/text-size.js';

/** How a drawn chart looks, in terms of a palette's custom properties. */
export const chartCss = `
.chart{direction:ltr;font-family:ui-sans-serif,system-ui,-apple-system,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif}
.chart .canvas{fill:var(--chart-canvas)}
.chart .box{fill:var(--chart-box);stroke:var(--chart-border);stroke-width:1.25}
.chart .frame{fill:var(--chart-parent)}
.chart .region .frame{stroke-dasharray:6 4}
.chart .rim{fill:none;stroke:var(--chart-border)}
.chart text{fill:var(--chart-muted);font-size:${TEXT.detail.size}px}
.chart .title{fill:var(--chart-text);font-size:${TEXT.title.size}px;font-weight:650}
.chart .invoke{fill:var(--chart-accent);font-weight:550}
.chart .gear{stroke:var(--chart-accent);stroke-width:1.4;fill:none;stroke-linecap:round}
.chart .inside{fill:var(--chart-event)}
.chart .tag{fill:var(--chart-accent)}
.chart .history>.title{font-style:italic}
.chart .line{fill:none;stroke:var(--chart-arrow);stroke-width:1.4}
.chart .head{fill:var(--chart-arrow)}
.chart .dot{fill:var(--chart-text)}
.chart .pill{fill:var(--chart-label)}
.chart .label text{fill:var(--chart-text);font-size:${TEXT.label.size}px;text-anchor:middle}
`;
