/** Colours that picture and page share; of the palette of Okabe and Ito, which people tell apart who are colour-blind. */
export const LIGHT = {
  paper: '#fff',
  ink: '#1b2430',
  soft: '#55616e',
  edge: '#b4bfca',
  vpc: '#f3f7fb',
  zone: '#fff',
  subnet: '#eef3ee',
  card: '#fff',
  panel: '#f5f7f9',
  open: '#0064a8',
  unknown: '#8a5000',
  shut: '#5b6672',
  opened: '#00694f',
  closed: '#b8341b',
};

export type ColourName = keyof typeof LIGHT;
type Palette = Readonly<Record<ColourName, string>>;

export const DARK: Palette = {
  paper: '#12171d',
  ink: '#e8edf2',
  soft: '#a9b5c1',
  edge: '#4b5866',
  vpc: '#182029',
  zone: '#12171d',
  subnet: '#1a251f',
  card: '#222c36',
  panel: '#1b232c',
  open: '#6cbcf2',
  unknown: '#f0b45a',
  shut: '#a3afba',
  opened: '#4fd0a8',
  closed: '#ff8f73',
};

/** Paper is white: what is printed is light. */
export const IN_THE_DARK = '@media screen and (prefers-color-scheme:dark)';

/** `--paper:#fff;--ink:…` */
export function declared(palette: Palette): string {
  return Object.entries(palette)
    .map(([name, colour]) => `--${name}:${colour}`)
    .join(';');
}
