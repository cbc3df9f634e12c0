import { randomUUID } from 'node:crypto';
import { answer } from '../../domain/answer.ts';
import { StoreError } from '../../domain/errors.ts';
import type { MessageRef } from '../../domain/incident.ts';
import type { Incident } from '../../domain/incident.ts';
import type { Interaction } from '../interaction.ts';
import type { Checked, Desk, Listing, Press, Reply, Submission } from '../desk.ts';
import { offersOf } from './deps.ts';
import type { DeskDeps } from './deps.ts';
import { incidentDetails } from './details.ts';
import { askingForm, formOf } from './form.ts';
import { homeOf } from './home.ts';
import { answerLine } from './line.ts';
import { lookupText } from './lookup.ts';
import { relatedIndicators } from './related.ts';
import { revealIncident } from './reveal.ts';
import { promoteIncident, summaryPage, untilPosted } from './summary.ts';
import { commandForm, reply, runCommand } from './run-command.ts';

/** Everything people can ask, over the ports. Its methods never throw: what fails inside is an answer with a reference. */
export function createDesk(deps: DeskDeps): Desk {
  return {
    line: async (text, actor, interaction) => guarded(deps, () => answerLine(text, { actor, interaction }, deps)),
    press: async (press) => guarded(deps, () => answerPress(press, deps)),
    check: (submission) => checkSubmission(submission, deps),
    lookup: async (text, actor) => guarded(deps, () => lookupText(text, { actor }, deps)),
    reveal: async (which, actor, interaction) =>
      guarded(deps, async () => {
        const incident = await findIncident(which, deps);
        return incident === undefined ? unknownIncident() : revealIncident(incident, { actor, interaction }, deps);
      }),
    details: async (which, actor) =>
      guarded(deps, async () => {
        const incident = await findIncident(which, deps);
        return incident === undefined ? unknownIncident() : incidentDetails(incident, actor, deps);
      }),
    summary: async (place) => guarded<Listing>(deps, () => summaryPage(place, deps)),
    promote: async (key, actor) => guarded(deps, () => promoteIncident(key, actor, deps)),
    posted: async (keys) => void (await guarded(deps, () => untilPosted(keys, deps))),
    home: async () => homeOf(deps),
  };
}

async function guarded<T = Reply>(deps: DeskDeps, work: () => Promise<T>): Promise<T | Reply> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof StoreError && error.kind === 'unreachable') return storeAway(error, deps);
    const reference = randomUUID().slice(0, 8);
    deps.log.error(
      { reference, error: String(error), stack: error instanceof Error ? error.stack : undefined },
      'a request failed inside Picket',
    );
    const advice = `Try again; if it fails again, give the operator this reference: ${reference}.`;
    return reply(answer('error', 'Picket failed at this.', { kind: 'text', lines: [advice] }));
  }
}

/** Whatever is sent to a vendor is written down before: here nothing was. */
function storeAway(error: StoreError, { log }: DeskDeps): Reply {
  log.warn({ error: error.message }, 'a request met a database that does not answer');
  const lines = ['Nothing was changed at the vendor. Please try again in a minute.'];
  return reply(answer('error', 'Picket’s database does not answer.', { kind: 'text', lines }));
}

async function findIncident(
  { key, message }: { readonly key?: string; readonly message?: MessageRef },
  { store }: DeskDeps,
): Promise<Incident | undefined> {
  const byKey = key === undefined ? undefined : await store.incident(key);
  if (byKey !== undefined || message === undefined) return byKey;
  return store.incidentByMessage(message.channelId, message.messageTs);
}

function unknownIncident(): Reply {
  return reply(
    answer('warning', 'Picket does not keep this incident any more.', {
      kind: 'text',
      lines: ['It was closed longer ago than the retention keeps. Its page at the vendor still has it.'],
    }),
  );
}

async function answerPress(press: Press, deps: DeskDeps): Promise<Reply> {
  const incident = await findIncident(press, deps);
  if (incident === undefined) return unknownIncident();
  if (!offersOf(press.command, deps.instances).some(({ instance }) => instance.name === incident.instance)) {
    const text = `The instance ${incident.instance} is not configured any more, or has no ${press.command}.`;
    return reply(answer('warning', 'This button has nobody to ask.', { kind: 'text', lines: [text] }));
  }
  const { command: name, args, actor, interaction } = press;
  const request = { name, args, incident, actor, ...(interaction !== undefined && { interaction }) };
  if (press.form) return commandForm(request, deps);
  const given = await runCommand(request, deps);
  return given.kind === 'done' ? relatedIndicators(incident, deps) : given;
}

function checkSubmission(submission: Submission, deps: DeskDeps): Checked {
  const { command: name, instance, key, values, actor } = submission;
  const offer = offersOf(name, deps.instances).find((one) => instance === undefined || one.instance.name === instance);
  if (offer === undefined)
    return { ok: false, faults: [{ argument: 'instance', message: `No instance has ${name} any more.` }] };
  const prepared = offer.command.prepare(values);
  if (!prepared.ok) {
    const known = new Set(offer.command.arguments.map((argument) => argument.name));
    const [first] = offer.command.arguments;
    const place = (path: string): string => (known.has(path) ? path : (first?.name ?? path));
    return { ok: false, faults: prepared.faults.map(({ path, message }) => ({ argument: place(path), message })) };
  }
  if (prepared.confirm !== undefined && submission.confirmed !== true) {
    const request = { name, args: values, actor };
    return { ok: false, faults: [], ask: askingForm(formOf(offer.command, request, [offer]), prepared) };
  }
  const run = async (interaction?: Interaction): Promise<Reply> =>
    guarded(deps, async () => {
      const incident = key === undefined ? undefined : await deps.store.incident(key);
      return runCommand(
        {
          name,
          args: values,
          actor,
          confirmed: true,
          ...(instance !== undefined && { instance }),
          ...(incident !== undefined && { incident }),
          ...(interaction !== undefined && { interaction }),
        },
        deps,
      );
    });
  return { ok: true, run };
}
