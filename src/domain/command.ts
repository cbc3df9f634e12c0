import type { Right } from './access.ts';
import type { Section } from './answer.ts';
import type { Confirmation, Table } from './card.ts';
import type { Fault } from './errors.ts';
import type { Incident } from './incident.ts';
import type { Json } from './json.ts';

/** How an argument is typed and asked for in a form. */
export type ArgumentKind = 'text' | 'long-text' | 'choice' | 'choices' | 'number' | 'boolean' | 'date' | 'list';

export interface CommandArgument {
  readonly name: string;
  readonly summary: string;
  readonly kind: ArgumentKind;
  readonly required: boolean;
  readonly choices?: readonly string[];
  readonly default?: string;
  readonly example?: string;
}

/** Where a command's data stands for automation: `ThreatMon.CVE`, with the field that identifies a row. */
export interface CommandOutput {
  readonly path: string;
  readonly key?: string;
  readonly summary: string;
}

/** What a command did to a known incident beyond its answer; committed together with its audit entry. */
export interface IncidentPatch {
  readonly externalId: string;
  readonly status?: string;
  readonly closed?: boolean;
  /** From now on a person waits for an answer of the vendor, or does no more. */
  readonly watch?: boolean;
  /** What the thread says was done: `changed the status to Resolved`. */
  readonly did: string;
}

export interface CommandFile {
  readonly name: string;
  readonly type: string;
  readonly bytes: Uint8Array;
  /** A look at what is in it, shown beside it. */
  readonly preview?: Table;
}

export interface CommandResult {
  /** One line, the contract's wording. */
  readonly text: string;
  readonly sections: readonly Section[];
  /** Rows by context path. */
  readonly outputs: { readonly [path: string]: readonly Json[] };
  readonly patches?: readonly IncidentPatch[];
  readonly files?: readonly CommandFile[];
  /** Holds a TLP:RED record: shown to who asks alone, whoever else it was to be shared with. */
  readonly restricted?: boolean;
}

export interface CommandContext {
  readonly signal: AbortSignal;
  /** E-mail address of the person who asks; absent where Slack does not tell it, or nobody asks. */
  readonly actorEmail?: () => Promise<string | undefined>;
  /** The incident on whose message it was pressed. */
  readonly incident?: Incident;
}

/** What a look at the vendor tells of a write whose answer never came. */
export type Verdict =
  /** With what `run` would have given. */
  | { readonly state: 'done'; readonly result: CommandResult }
  | { readonly state: 'not-done' }
  /** Both may be: it was so before, or somebody changed it since. */
  | { readonly state: 'unknown' };

export interface VerifyContext extends CommandContext {
  /** ISO 8601 UTC: when the write was about to go out. `incident` is what was known of it then. */
  readonly since: string;
}

export type Prepared =
  | {
      readonly ok: true;
      readonly args: { readonly [name: string]: Json };
      /** To be asked before `run`, with these arguments: the command's own question, or one that they raise. */
      readonly confirm?: Confirmation;
      readonly run: (context: CommandContext) => Promise<CommandResult>;
      /** Reads at the vendor whether `run` took effect; absent where no read tells. Errors: `VendorError`. */
      readonly verify?: (context: VerifyContext) => Promise<Verdict>;
    }
  | { readonly ok: false; readonly faults: readonly Fault[] };

/**
 * A vendor command, declared once. From it come the slash command, its help, its form, its buttons, `picket exec` and
 * the reference page.
 */
export interface Command {
  readonly name: string;
  readonly aliases: readonly string[];
  readonly summary: string;
  /** `read` commands may be asked of all instances; the others change something at the vendor. */
  readonly needs: Right;
  readonly arguments: readonly CommandArgument[];
  readonly outputs: readonly CommandOutput[];
  /** Asked before running, whatever the arguments, where it cannot be undone or costs. */
  readonly confirm?: Confirmation;
  /** Typed out whole it runs without the question: what is typed is itself a written reason. */
  readonly runsTyped?: boolean;
  /** Taken away by the vendor: it says what to do instead, and lists leave it out. */
  readonly removed?: boolean;
  /** Arguments known from the incident it is run on. */
  readonly fromIncident?: (incident: Incident) => { readonly [name: string]: string };
  /** Checks `input` without any request. */
  prepare(input: { readonly [name: string]: string }): Prepared;
}
