import type { Actor } from '../../domain/access.ts';
import { answer, beginsWith } from '../../domain/answer.ts';
import type { Answer, Section } from '../../domain/answer.ts';
import type { Command, CommandFile, CommandResult, Prepared } from '../../domain/command.ts';
import { sentencesOf } from '../../domain/errors.ts';
import type { Fault } from '../../domain/errors.ts';
import type { Incident } from '../../domain/incident.ts';
import { nearest } from '../../domain/nearest.ts';
import type { Reply } from '../desk.ts';
import { refusal } from '../authorise.ts';
import { failureAnswer } from '../advice.ts';
import { auditDenied, execute } from '../execute.ts';
import type { Failure, Outcome } from '../execute.ts';
import type { Telling } from '../telling.ts';
import type { Interaction } from '../interaction.ts';
import { precededAnswer } from '../preceded.ts';
import { offersOf } from './deps.ts';
import type { DeskDeps, Offer } from './deps.ts';
import { askingForm, formOf, openForm, withIncident } from './form.ts';
import { someOf } from './some-of.ts';

/** A vendor command as a person asked for it: typed, pressed or sent as a form. */
export interface CommandRequest {
  readonly name: string;
  readonly args: { readonly [name: string]: string };
  readonly instance?: string;
  readonly incident?: Incident;
  readonly actor: Actor;
  /** The line as typed, for the question which instance is meant. */
  readonly line?: string;
  readonly shared?: boolean;
  /** Sent as a form that showed what is asked before running. */
  readonly confirmed?: boolean;
  readonly interaction?: Interaction;
}

type Accepted = Extract<Prepared, { ok: true }>;

/** Which instances a request means; an answer where that is open or wrong. */
export function selectOffers(request: CommandRequest, deps: DeskDeps): readonly Offer[] | Answer {
  const all = offersOf(request.name, deps.instances);
  const instance = request.instance ?? request.incident?.instance;
  if (instance === undefined) return all;
  const chosen = all.filter((offer) => offer.instance.name === instance);
  if (chosen.length > 0) return chosen;
  const names = all.map((offer) => offer.instance.name);
  const near = nearest(instance, names);
  return answer('error', `${request.name} does not exist on instance ${instance}.`, {
    kind: 'text',
    lines: [near === undefined ? `Instances that have it: ${someOf(names)}.` : `Did you mean ${near}?`],
  });
}

/** Runs a vendor command for a person: which instance, arguments, rights, vendor, answer. */
export async function runCommand(request: CommandRequest, deps: DeskDeps): Promise<Reply> {
  const offers = selectOffers(request, deps);
  if ('tone' in offers) return reply(offers);
  const [first] = offers;
  if (first === undefined) return reply(answer('error', `There is no command ${request.name}.`));
  const { command } = first;
  const prepared = command.prepare(withIncident(command, request));
  if (!prepared.ok)
    return isForm(command, request)
      ? openForm(formOf(command, request, offers), { offer: first, request }, deps)
      : refusedInput(command, prepared.faults);
  const denial = await refusal(request.actor, command.needs, deps);
  if (denial !== undefined) {
    await auditDenied({ ...first, actor: request.actor, args: request.args }, deps);
    return reply(denial);
  }
  if (offers.length > 1 && command.needs !== 'read') return reply(whichInstance(request, offers));
  if (asksFirst(command, prepared, request))
    return { kind: 'form', form: askingForm(formOf(command, request, offers), prepared) };
  return runOn(offers, { request, prepared }, deps);
}

/** The form of a command, with what is given filled in, for who may send it. */
export async function commandForm(request: CommandRequest, deps: DeskDeps): Promise<Reply> {
  const offers = selectOffers(request, deps);
  if ('tone' in offers) return reply(offers);
  const [first] = offers;
  if (first === undefined) return reply(answer('error', `There is no command ${request.name}.`));
  return openForm(formOf(first.command, request, offers), { offer: first, request }, deps);
}

/**
 * Buttons of a command that always asks do so by themselves; what is typed would run at the press of a key, and what
 * only these arguments call for nobody has been asked yet.
 */
function asksFirst(command: Command, { confirm }: Accepted, { line, actor, confirmed }: CommandRequest): boolean {
  if (confirm === undefined || actor.kind !== 'slack' || confirmed === true) return false;
  return line === undefined ? command.confirm === undefined : command.runsTyped !== true;
}

/** Arguments that are missing, all of them or a required one, are asked for in a form; wrong ones are answered in words. */
function isForm(command: Command, request: CommandRequest): boolean {
  const given = withIncident(command, request);
  const missing = command.arguments.some(({ name, required }) => required && (given[name] ?? '').trim() === '');
  const nothing = Object.keys(request.args).length === 0 && command.arguments.length > 0;
  return (missing || nothing) && request.actor.kind === 'slack';
}

function refusedInput(command: Command, faults: readonly Fault[]): Reply {
  const items = faults.map(({ message }) => message);
  return reply(answer('error', `${command.name} was not run.`, { kind: 'list', items }, usageOf(command)));
}

function usageOf(command: Command): Section {
  const usage = command.arguments.map(({ name, required }) => (required ? `${name}=…` : `[${name}=…]`)).join(' ');
  return { kind: 'text', lines: [['Usage: ', { code: `${command.name} ${usage}`.trim() }]] };
}

const mostChoices = 8;

function whichInstance({ line, name }: CommandRequest, offers: readonly Offer[]): Answer {
  const typed = line ?? name;
  const choices = offers.slice(0, mostChoices).map(({ instance }) => ({
    label: instance.name,
    commandLine: `${typed} instance=${instance.name}`,
  }));
  const left = offers.length - choices.length;
  const more = { kind: 'text', lines: [[`and ${left} more: end the line with `, { code: 'instance=NAME' }]] } as const;
  return answer(
    'info',
    `On which instance shall ${name} run?`,
    { kind: 'choices', choices },
    ...(left > 0 ? [more] : []),
  );
}

async function runOn(
  offers: readonly Offer[],
  { request, prepared }: { request: CommandRequest; prepared: Accepted },
  deps: DeskDeps,
): Promise<Reply> {
  const { actor, incident, interaction } = request;
  const asked = {
    actor,
    ...(incident !== undefined && { incident }),
    ...(interaction !== undefined && { interaction }),
  };
  const outcomes = await Promise.all(
    offers.map(async (offer, index) => {
      // Each instance has its own command behind the same name: prepared anew for all but the first.
      const given = withIncident(offer.command, request);
      const own = index === 0 ? prepared : offer.command.prepare(given);
      if (!own.ok) return { offer, outcome: inputFailure(own.faults) };
      return { offer, outcome: await execute({ ...offer, prepared: own, given, ...asked }, deps) };
    }),
  );
  const [only] = outcomes;
  if (outcomes.length === 1 && only !== undefined) return single(only, request, deps);
  return several(outcomes, request, deps);
}

function inputFailure(faults: readonly Fault[]): Failure {
  const message = sentencesOf(faults);
  return { ok: false, kind: 'invalid', message, outcomeUnknown: false };
}

interface Told {
  readonly offer: Offer;
  readonly outcome: Outcome;
}

function single({ offer, outcome }: Told, { actor, incident, shared }: CommandRequest, deps: DeskDeps): Reply {
  if (!outcome.ok) {
    if (outcome.kind === 'repeated') return { kind: 'repeated' };
    if (outcome.kind === 'preceded')
      return reply(precededAnswer(outcome.first, { actor, incident, instances: deps.instances }), {
        told: outcome.told,
      });
    const failure = failureAnswer(outcome, { instance: offer.instance.name, slackCommand: deps.slackCommand });
    return reply(failure, outcome.told === undefined ? {} : { told: outcome.told });
  }
  const { result } = outcome;
  const { text, sections, files, patches } = result;
  // Pressed on a message: the message and its thread say what was done.
  if (incident?.message !== undefined && (patches ?? []).length > 0) return { kind: 'done' };
  const { open, withheld } = sharing(shared, [result]);
  return reply(answer('ok', text, ...withheld, ...sections), { shared: open, ...(files !== undefined && { files }) });
}

/** Whether an answer goes to the channel, and what it says where it does not though that was asked for. */
function sharing(
  shared: boolean | undefined,
  results: readonly CommandResult[],
): { readonly open: boolean; readonly withheld: readonly Section[] } {
  if (shared !== true) return { open: false, withheld: [] };
  if (!results.some(({ restricted }) => restricted === true)) return { open: true, withheld: [] };
  return { open: false, withheld: [{ kind: 'text', lines: ['Not shared: it holds what is TLP:RED.'] }] };
}

function several(told: readonly Told[], { name, shared }: CommandRequest, deps: DeskDeps): Reply {
  const sections = told.flatMap(({ offer, outcome }): readonly Section[] => {
    const heading: Section = { kind: 'text', lines: [[{ bold: offer.instance.name }]] };
    if (outcome.ok) return [heading, ...resultSections(outcome.result)];
    // Several are asked where they read, which nobody is first at.
    if (!('message' in outcome)) return [heading];
    const failure = failureAnswer(outcome, { instance: offer.instance.name, slackCommand: deps.slackCommand });
    return [heading, { kind: 'text', lines: [failure.title] }, ...failure.sections];
  });
  const failures = told.filter(({ outcome }) => !outcome.ok).length;
  const title = `${name} on ${told.length} instances${failures === 0 ? '' : `, ${failures} failed`}`;
  const results = told.flatMap(({ outcome }) => (outcome.ok ? [outcome.result] : []));
  const files = results.flatMap((result) => result.files ?? []);
  const { open, withheld } = sharing(shared, results);
  return reply(answer(failures === 0 ? 'ok' : 'warning', title, ...withheld, ...sections), { shared: open, files });
}

function resultSections({ text, sections }: CommandResult): readonly Section[] {
  return beginsWith(text, sections[0]) ? sections : [{ kind: 'text', lines: [text] }, ...sections];
}

/** An answer as a reply, for the person alone unless it is `shared`. */
export function reply(
  given: Answer,
  more: { shared?: boolean; files?: readonly CommandFile[]; later?: AsyncIterable<Answer>; told?: Telling } = {},
): Reply {
  const { shared = false, files = [], later, told } = more;
  return {
    kind: 'answer',
    answer: given,
    shared,
    ...(files.length > 0 && { files }),
    ...(later !== undefined && { later }),
    ...(told !== undefined && { told }),
  };
}
