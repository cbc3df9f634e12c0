import type { JSX } from 'preact';

const paths = {
  hash: 'M7.5 3L6 17M14 3l-1.5 14M3.5 7.5h14M2.5 12.5h14',
  lock: 'M5 9h10v8H5zM7 9V6.5a3 3 0 0 1 6 0V9',
  reply: 'M4 4h12v9H9l-4 4v-4H4z',
  dots: 'M10 4.5v.01M10 10v.01M10 15.5v.01',
  close: 'M5 5l10 10M15 5L5 15',
  down: 'M5 8l5 5 5-5',
  send: 'M3 3l15 7-15 7 2.5-7zM5.5 10H11',
  eye: 'M1.5 10S4.5 4.5 10 4.5 18.5 10 18.5 10 15.5 15.5 10 15.5 1.5 10 1.5 10zM10 7.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5z',
  sun: 'M10 6a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM10 1v2M10 17v2M1 10h2M17 10h2M3.6 3.6L5 5M15 15l1.4 1.4M3.6 16.4L5 15M15 5l1.4-1.4',
  moon: 'M16.5 12.5A7 7 0 0 1 7.5 3.5a7 7 0 1 0 9 9z',
  auto: 'M10 2.5a7.5 7.5 0 1 0 0 15zM10 2.5a7.5 7.5 0 0 1 0 15',
  menu: 'M3 5h14M3 10h14M3 15h14',
  home: 'M3 9.5L10 3l7 6.5V17h-5v-5H8v5H3z',
  server: 'M3 3h14v6H3zM3 11h14v6H3zM6 6v.01M6 14v.01',
  trash: 'M3.5 5.5h13M8 5V3h4v2M5 5.5L6 17h8l1-11.5M8.5 9v5M11.5 9v5',
  file: 'M5 2h7l4 4v12H5zM12 2v4h4',
  download: 'M10 3v9M6 9l4 4 4-4M4 17h12',
  check: 'M4 10.5l4 4 8-9',
  bolt: 'M11 2L4 11.5h5L8 18l8-10h-5.5z',
  arrow: 'M10 4v12M5 11l5 5 5-5',
} as const;

export type IconName = keyof typeof paths;

/** A line icon, decoration only: what it means is said by the element around it. */
export function Icon({ name, size = 20 }: { readonly name: IconName; readonly size?: number }): JSX.Element {
  return (
    <svg class={`icon icon-${name}`} viewBox="0 0 20 20" width={size} height={size} aria-hidden="true">
      <path d={paths[name]} />
    </svg>
  );
}
