import { randomUUID } from 'node:crypto';
import type { Actor } from '../domain/access.ts';
import { parseCommandLine } from '../domain/command-line.ts';
import { sentencesOf } from '../domain/errors.ts';
import { offersOf } from './desk/deps.ts';
import type { DeskDeps } from './desk/deps.ts';
import { execute } from './execute.ts';
import type { Interaction } from './interaction.ts';

const rule: Actor = { kind: 'rule' };

/** Runs one playbook command on an incident. Never throws: a failure is a line in the incident's thread and in the log. */
export async function runPlaybook(key: string, commandLine: string, deps: DeskDeps): Promise<void> {
  const failure = await tryCommand(key, commandLine, deps);
  if (failure === undefined) return;
  deps.log.warn({ key, reason: failure }, 'a playbook command failed');
  const at = deps.clock.now().toISOString();
  await deps.store.transact({ keys: [key] }, ({ incidents }) => {
    const incident = incidents.get(key);
    if (incident?.message === undefined) return { result: undefined };
    const line = { at, text: `A playbook command failed: ${failure}` };
    return {
      enqueue: [{ kind: 'thread', key, channel: incident.routing.channel, createdAt: at, line }],
      result: undefined,
    };
  });
  deps.work.wake();
}

/** Gives why it failed, absent where it ran. */
async function tryCommand(key: string, commandLine: string, deps: DeskDeps): Promise<string | undefined> {
  const parsed = parseCommandLine(commandLine);
  if ('fault' in parsed) return parsed.fault;
  const [name] = parsed.words;
  const incident = await deps.store.incident(key);
  if (name === undefined || incident === undefined) return 'there is no command or no incident any more';
  const { instance = incident.instance, ...args } = parsed.args;
  const offer = offersOf(name, deps.instances).find((one) => one.instance.name === instance);
  if (offer === undefined) return `instance ${instance} has no command ${name}`;
  const given = { ...offer.command.fromIncident?.(incident), ...args };
  const prepared = offer.command.prepare(given);
  if (!prepared.ok) return sentencesOf(prepared.faults);
  // Its entry is run at most once; the claim is for what was cut off, to be looked up and told.
  const interaction: Interaction = {
    id: `playbook:${randomUUID()}`,
    kind: 'playbook',
    at: deps.clock.now().toISOString(),
  };
  const outcome = await execute({ ...offer, prepared, given, actor: rule, incident, interaction }, deps);
  if (outcome.ok || !('message' in outcome)) return undefined;
  return outcome.outcomeUnknown ? `${outcome.message} Whether it took effect is not known.` : outcome.message;
}
