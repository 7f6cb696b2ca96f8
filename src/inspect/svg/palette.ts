/** The colours of a picture. */
export interface Palette {
  readonly canvas: string;
  readonly box: string;
  readonly parent: string;
  readonly header: string;
  readonly border: string;
  readonly text: string;
  readonly muted: string;
  readonly accent: string;
  readonly event: string;
  readonly arrow: string;
  readonly label: string;
}

/** The colours in light and in dark. Text has a contrast of 4.5 : 1 or more in both. */
export const palettes: Readonly<Record<'light' | 'dark', Palette>> = {
  light: {
    canvas: '#f8f9fc',
    box: '#ffffff',
    parent: '#7480a60d',
    header: '#ffffffb3',
    border: '#c6cde0',
    text: '#161c2d',
    muted: '#586179',
    accent: '#4f46e5',
    event: '#0b6b61',
    arrow: '#8b95b0',
    label: '#eef1f8',
  },
  dark: {
    canvas: '#10131c',
    box: '#1b2030',
    parent: '#8c9ccf0d',
    header: '#1b203099',
    border: '#3a435c',
    text: '#e9ecf5',
    muted: '#9ba5bf',
    accent: '#a5a0ff',
    event: '#5fd4c4',
    arrow: '#68738f',
    label: '#232a3d',
  },
};

/** A palette as CSS custom properties. */
export function paletteCss(theme: 'light' | 'dark'): string {
  return Object.entries(palettes[theme])
    .map(([name, colour]) => `--chart-${name}:${colour}`)
    .join(';');
}

/** The colours of a standalone picture: `auto` follows the reader's mode. */
export function themeCss(theme: 'light' | 'dark' | 'auto'): string {
  if (theme !== 'auto') return `.chart{${paletteCss(theme)}}`;
  return `.chart{${paletteCss('light')}}@media(prefers-color-scheme:dark){.chart{${paletteCss('dark')}}}`;
}
