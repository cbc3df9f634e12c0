import { holdingRows } from './on-the-wire/holdings.ts';
import { iocRows } from './on-the-wire/iocs.ts';
import { libraryRows } from './on-the-wire/library.ts';
import type { Row } from './on-the-wire/row.ts';

/** One row or more for every command. Source: CONTRACT.md §4, §7. */
export const everyCommand: readonly Row[] = [...libraryRows, ...iocRows, ...holdingRows];
