import type { Fact } from './incident.ts';

/** A table of plain text. `rows` have as many cells as `columns`; an empty cell is ''. */
export interface Table {
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** Columns whose cells are masked whole. */
  readonly sensitive?: readonly string[];
}

export interface Confirmation {
  readonly title: string;
  readonly text: string;
  readonly confirm: string;
  readonly deny: string;
}

/** Something a person may do from the message: a vendor command with its arguments already known. */
export interface CardAction {
  readonly command: string;
  readonly label: string;
  /** Arguments as texts, as a slash command would carry them. */
  readonly args: { readonly [name: string]: string };
  /** `button`: in sight; `menu`: in the overflow. */
  readonly place: 'button' | 'menu';
  /** Opens the command's form with `args` filled in, instead of running at once. */
  readonly form?: boolean;
  readonly style?: 'primary' | 'danger';
  readonly confirm?: Confirmation;
}

/**
 * What an incident's message shows beyond the incident's own fields, said by its vendor; knows nothing of Slack.
 * Title, severity, status, times, assets, indicators, tags and link are the incident's and are always shown.
 */
export interface Card {
  /** The vendor's name for people: `ThreatMon`. */
  readonly source: string;
  readonly facts: readonly Fact[];
  readonly tables: readonly Table[];
  readonly actions: readonly CardAction[];
}
