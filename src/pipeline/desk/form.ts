import type { Answer } from '../../domain/answer.ts';
import type { Command, Prepared } from '../../domain/command.ts';
import { refusal } from '../authorise.ts';
import type { Form, Reply } from '../desk.ts';
import { auditDenied } from '../execute.ts';
import type { DeskDeps, Offer } from './deps.ts';
import type { CommandRequest } from './run-command.ts';

/** The form of a command, with what is given filled in. */
export function formOf(command: Command, request: CommandRequest, offers: readonly Offer[]): Form {
  const instances = offers.map(({ instance }) => instance.name);
  const [only] = instances;
  return {
    command: command.name,
    summary: command.summary,
    arguments: command.arguments,
    values: withIncident(command, request),
    instances,
    ...(instances.length === 1 && only !== undefined && { instance: only }),
    ...(request.incident !== undefined && { key: request.incident.key }),
    ...(command.confirm !== undefined && { confirm: command.confirm }),
  };
}

/** The arguments as given, over those known from the incident. */
export function withIncident(
  command: Command,
  { args, incident }: CommandRequest,
): { readonly [name: string]: string } {
  return incident === undefined ? args : { ...command.fromIncident?.(incident), ...args };
}

/** The form with what its arguments, as they are now, call to be asked. */
export function askingForm(form: Form, { confirm }: Extract<Prepared, { ok: true }>): Form {
  return confirm === undefined ? form : { ...form, confirm };
}

/** The form for who may send it; for others why they may not, which is written down. */
export async function openForm(
  form: Form,
  { offer, request }: { readonly offer: Offer; readonly request: CommandRequest },
  deps: DeskDeps,
): Promise<Reply> {
  const denial = await refusalInTime(offer, request, deps);
  if (denial === undefined) return { kind: 'form', form };
  await auditDenied({ ...offer, actor: request.actor, args: request.args }, deps);
  return { kind: 'answer', answer: denial, shared: false };
}

/** Slack opens a form within three seconds of the press; whoever is not known by then is checked when it is sent. */
const patienceMs = 1000;

async function refusalInTime(
  { command }: Offer,
  { actor }: CommandRequest,
  deps: DeskDeps,
): Promise<Answer | undefined> {
  const enough = new AbortController();
  const late = deps.clock.sleep(patienceMs, enough.signal).then(
    () => undefined,
    () => undefined,
  );
  try {
    return await Promise.race([refusal(actor, command.needs, deps), late]);
  } finally {
    enough.abort();
  }
}
