import type { Actor } from '../domain/access.ts';
import type { Answer } from '../domain/answer.ts';
import type { Confirmation } from '../domain/card.ts';
import type { CommandArgument, CommandFile } from '../domain/command.ts';
import type { IncidentCount } from '../ports/store.ts';
import type { FeedHealth } from '../ports/health.ts';
import type { Interaction } from './interaction.ts';
import type { Incident, MessageRef } from '../domain/incident.ts';
import type { Summary } from '../domain/summary.ts';

/** A vendor command's form, to be shown as a modal and handed back to `submit`. */
export interface Form {
  readonly command: string;
  readonly summary: string;
  readonly arguments: readonly CommandArgument[];
  /** What is known already, by argument name. */
  readonly values: { readonly [name: string]: string };
  /** Instances that have the command; asked for where there are several and `instance` is absent. */
  readonly instances: readonly string[];
  readonly instance?: string;
  /** The incident it is about. */
  readonly key?: string;
  readonly confirm?: Confirmation;
}

export type Reply =
  | {
      readonly kind: 'answer';
      readonly answer: Answer;
      readonly shared: boolean;
      readonly files?: readonly CommandFile[];
      /** To be called when this was shown, or could not be. */
      readonly told?: (isTold: boolean) => Promise<void>;
      /** What is still being asked, told as it comes: a few answers at most. */
      readonly later?: AsyncIterable<Answer>;
    }
  | { readonly kind: 'form'; readonly form: Form }
  /** Done, and what changed shows by itself on the incident's message. */
  | { readonly kind: 'done' }
  /** It was delivered before: nothing is done and nothing is to be said. */
  | { readonly kind: 'repeated' };

/** A press on an incident's message. `key` comes from the block, `message` from the payload; either finds the incident. */
export interface Press {
  readonly actor: Actor;
  readonly key?: string;
  readonly message?: MessageRef;
  readonly command: string;
  readonly args: { readonly [name: string]: string };
  /** Open the form with `args` filled in instead of running. */
  readonly form: boolean;
  readonly interaction?: Interaction;
}

export interface Submission {
  readonly actor: Actor;
  readonly command: string;
  readonly instance?: string;
  readonly key?: string;
  readonly values: { readonly [name: string]: string };
  /** Its form showed what it asks before running. */
  readonly confirmed?: boolean;
}

/** What a submission is before it runs: faults go back into the form, by argument name (`instance` for the instance). */
export type Checked =
  | { readonly ok: true; readonly run: (interaction?: Interaction) => Promise<Reply> }
  | {
      readonly ok: false;
      readonly faults: readonly { readonly argument: string; readonly message: string }[];
      /** Takes the form's place: the arguments call for a question that it did not show. */
      readonly ask?: Form;
    };

export interface Home {
  readonly instances: readonly {
    readonly name: string;
    readonly title: string;
    readonly paused: boolean;
    readonly enabled: boolean;
    readonly feeds: readonly FeedHealth[];
  }[];
  readonly counts: readonly IncidentCount[];
  readonly slackCommand: string;
}

/** Where somebody is in a summary's list. */
export interface SummaryPlace {
  readonly id: string;
  /** From 0. */
  readonly page: number;
}

/** A page of the incidents behind a summary. */
export interface SummaryPage extends Omit<SummaryPlace, 'id'> {
  readonly kind: 'summary';
  readonly summary: Summary;
  readonly pages: number;
  readonly incidents: readonly Incident[];
}

/** A page, or what to say where there is none. */
export type Listing = SummaryPage | Reply;

/**
 * Everything people can ask of Picket, for Slack and the terminal alike. No method throws: failures are answers. With an
 * `interaction`, what changes something happens once, however often it is asked.
 */
export interface Desk {
  /** One line as typed after the slash command: words, commands, `arg=value`, a trailing `public`. */
  line(text: string, actor: Actor, interaction?: Interaction): Promise<Reply>;
  press(press: Press): Promise<Reply>;
  /** Checks a form without any request; quick enough for Slack's three seconds. */
  check(submission: Submission): Checked;
  /** Every indicator in a text (message shortcut). */
  lookup(text: string, actor: Actor): Promise<Reply>;
  /** The incident's masked values, for who may see them; audited. */
  reveal(
    incident: { readonly key?: string; readonly message?: MessageRef },
    actor: Actor,
    interaction?: Interaction,
  ): Promise<Reply>;
  /** The vendor's whole record, masked. */
  details(incident: { readonly key?: string; readonly message?: MessageRef }, actor: Actor): Promise<Reply>;
  /** The incidents behind a summary, a page of them. */
  summary(place: SummaryPlace, actor: Actor): Promise<Listing>;
  /** Has an incident of a summary posted as a message of its own; `done` when that is decided. Asked twice, once. */
  promote(key: string, actor: Actor): Promise<Reply>;
  /** Resolves when each of these incidents has its message, or after 25 s. */
  posted(keys: readonly string[]): Promise<void>;
  home(actor: Actor): Promise<Home>;
}
