/** One painted path in a 20 by 20 frame: filled, drawn as a line, or both. */
export interface Stroke {
  readonly d: string;
  readonly fill?: string;
  readonly line?: string;
  readonly width?: number;
}

const fill = (colour: string, d: string, edge?: string): Stroke => ({
  d,
  fill: colour,
  ...(edge ? { line: edge } : {}),
});
const line = (colour: string, d: string, width = 2): Stroke => ({ d, line: colour, width });
const discPath = (x: number, y: number, r: number): string =>
  `M${x - r} ${y}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0z`;
const disc = (colour: string, [x, y, r]: readonly [number, number, number], edge?: string): Stroke =>
  fill(colour, discPath(x, y, r), edge);
const ring = (colour: string, [x, y, r]: readonly [number, number, number]): Stroke => line(colour, discPath(x, y, r));
const circle = (colour: string, edge?: string): Stroke[] => [disc(colour, [10, 10, 8], edge)];
const tile = (colour: string): Stroke =>
  fill(colour, 'M4 2h12a2 2 0 0 1 2 2v12a2 2 0 0 1-2 2H4a2 2 0 0 1-2-2V4a2 2 0 0 1 2-2z');
const diamond = (colour: string): Stroke[] => [fill(colour, 'M10 2l8 8-8 8-8-8z')];
const padlock = (shackle: string): Stroke[] => [
  line('#8a949c', shackle),
  fill('#f4b042', 'M4 9h12v9H4z'),
  disc('#7a5410', [10, 13, 1.6]),
];
const paper = [fill('#fff', 'M4 1h8l4 4v14H4z', '#9aa7b1'), line('#6f7d88', 'M7 8h6M7 11h6M7 14h4', 1)];
const sandglass = [fill('#ffe8b6', 'M5 2h10v3c0 2-3 4-4 5 1 1 4 3 4 5v3H5v-3c0-2 3-4 4-5-1-1-4-3-4-5z', '#3b88c3')];

/** Drawings of the emoji that incident cards and answers use, by short name. */
export const drawings: ReadonlyMap<string, readonly Stroke[]> = new Map<string, readonly Stroke[]>([
  ['red_circle', circle('#dd2e44')],
  ['large_orange_circle', circle('#f4900c')],
  ['large_yellow_circle', circle('#fdcb58')],
  ['large_green_circle', circle('#78b159')],
  ['large_blue_circle', circle('#55acee')],
  ['large_purple_circle', circle('#aa8ed6')],
  ['white_circle', circle('#e6e7e8', '#b8bcc0')],
  ['black_circle', circle('#31373d')],
  ['large_red_square', [tile('#dd2e44')]],
  ['large_orange_square', [tile('#f4900c')]],
  ['large_yellow_square', [tile('#fdcb58')]],
  ['large_green_square', [tile('#78b159')]],
  ['large_blue_square', [tile('#55acee')]],
  ['white_large_square', [tile('#e6e7e8')]],
  ['small_orange_diamond', diamond('#f4900c')],
  ['small_blue_diamond', diamond('#55acee')],
  ['large_orange_diamond', diamond('#f4900c')],
  ['large_blue_diamond', diamond('#55acee')],
  ['white_check_mark', [tile('#78b159'), line('#fff', 'M6 10.5l3 3 5.5-7', 2.4)]],
  ['heavy_check_mark', [line('#5c9440', 'M4 11l4 4 8-11', 2.8)]],
  ['x', [line('#dd2e44', 'M4 4l12 12M16 4L4 16', 3)]],
  ['warning', [fill('#fc3', 'M10 2l9 16H1z', '#e0a800'), line('#231f20', 'M10 7v5M10 15v.2')]],
  [
    'rotating_light',
    [
      fill('#dd2e44', 'M5 15V9a5 5 0 0 1 10 0v6z'),
      fill('#66757f', 'M3 14h14v4H3z'),
      line('#f4900c', 'M10 1v1M3 4l1 1M17 4l-1 1M1 10h1M18 10h1', 1.6),
    ],
  ],
  ['no_entry', [disc('#be1931', [10, 10, 8.5]), fill('#fff', 'M4 8h12v4H4z')]],
  ['no_entry_sign', [ring('#dd2e44', [10, 10, 7.5]), line('#dd2e44', 'M5 5l10 10')]],
  ['octagonal_sign', [fill('#dd2e44', 'M6.5 2h7L18 6.5v7L13.5 18h-7L2 13.5v-7z')]],
  ['information_source', [tile('#3b88c3'), line('#fff', 'M10 9v5M10 6v.2', 2.4)]],
  ['lock', padlock('M6.5 9V6a3.5 3.5 0 0 1 7 0v3')],
  ['unlock', padlock('M6.5 9V6a3.5 3.5 0 0 1 6.5-1.5')],
  ['closed_lock_with_key', padlock('M6.5 9V6a3.5 3.5 0 0 1 7 0v3')],
  ['key', [ring('#f4b042', [6.5, 7, 3.5]), line('#f4b042', 'M9 9.5l7 7M13 13.5l2-2', 2.4)]],
  ['shield', [fill('#8899a6', 'M10 1.5l7 2.5v5c0 5-3 8-7 9.5C6 17 3 14 3 9V4z', '#5b6b78')]],
  ['bell', [fill('#f4b042', 'M10 2a5 5 0 0 0-5 5v5l-2 3h14l-2-3V7a5 5 0 0 0-5-5z'), disc('#c88613', [10, 17, 1.8])]],
  ['mag', [disc('#bfe3f7', [8, 8, 5], '#5b6b78'), line('#5b6b78', 'M12 12l5 5', 3)]],
  ['mag_right', [disc('#bfe3f7', [12, 8, 5], '#5b6b78'), line('#5b6b78', 'M8 12l-5 5', 3)]],
  ['link', [line('#8899a6', 'M8.5 11.5l3-3M7 9l-2.5 2.5a2.8 2.8 0 0 0 4 4L11 13M13 11l2.5-2.5a2.8 2.8 0 0 0-4-4L9 7')]],
  [
    'paperclip',
    [
      line(
        '#8899a6',
        'M14 6l-6.5 6.5a1.8 1.8 0 0 0 2.6 2.6L17 8a3.6 3.6 0 0 0-5-5L4.5 10.5a5.2 5.2 0 0 0 7.4 7.4L17 13',
        1.7,
      ),
    ],
  ],
  [
    'wave',
    [
      fill(
        '#ffdc5d',
        'M4 9l4 6c2 3 6 3 8 0s1-6 1-10c-1-1-2 0-2 1v3L11 2c-1-1-2 0-1.5 1L12 8 8 3C7 2 6 3 6.5 4l3 5-3-3c-1-1-2 0-1.5 1l3 4-2-2c-1-1-2 0-2 0z',
        '#e0a93b',
      ),
    ],
  ],
  ['page_facing_up', paper],
  ['memo', paper],
  ['clipboard', paper],
  [
    'eyes',
    [
      fill('#fff', 'M2 10a4 6 0 1 0 8 0a4 6 0 1 0-8 0zM10 10a4 6 0 1 0 8 0a4 6 0 1 0-8 0z', '#8899a6'),
      disc('#292f33', [7, 10, 2]),
      disc('#292f33', [15, 10, 2]),
    ],
  ],
  [
    'bust_in_silhouette',
    [fill('#5b6b78', 'M10 2a4 4 0 0 1 4 4c0 2-1 4-2 5v1c3 .5 6 2 6 6H2c0-4 3-5.5 6-6v-1C7 10 6 8 6 6a4 4 0 0 1 4-4z')],
  ],
  ['hourglass', sandglass],
  ['hourglass_flowing_sand', sandglass],
  [
    'arrows_counterclockwise',
    [tile('#3b88c3'), line('#fff', 'M5 9a5 5 0 0 1 9-2M15 11a5 5 0 0 1-9 2M14 4v3h-3M6 16v-3h3', 1.6)],
  ],
  [
    'globe_with_meridians',
    [disc('#3b88c3', [10, 10, 8]), line('#bbddf5', 'M2 10h16M10 2c-5 5-5 11 0 16 5-5 5-11 0-16', 1.2)],
  ],
  [
    'gear',
    [
      disc('none', [10, 10, 4.5], '#66757f'),
      line('#66757f', 'M10 2v3M10 15v3M2 10h3M15 10h3M4.3 4.3l2 2M13.7 13.7l2 2M4.3 15.7l2-2M13.7 6.3l2-2'),
    ],
  ],
  ['zap', [fill('#ffac33', 'M12 1L3 12h6l-2 7 10-11h-6z')]],
  ['fire', [fill('#f4900c', 'M10 1c1 4 6 6 6 11a6 6 0 0 1-12 0c0-3 2-4 2-6 1 1 2 2 2 3 1-2 2-4 2-8z')]],
  ['bulb', [fill('#ffd983', 'M10 1a6 6 0 0 0-3 11v3h6v-3a6 6 0 0 0-3-11z'), fill('#99aab5', 'M7 15h6v4H7z')]],
  ['arrow_right', [tile('#3b88c3'), line('#fff', 'M5 10h9M10.5 6l4 4-4 4')]],
]);
