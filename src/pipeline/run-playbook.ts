import { parseCommandLine } from '../domain/command-line.ts';
import type { Actor } from '../domain/access.ts';
import { offersOf } from './desk/deps.ts';
import type { DeskDeps } from './desk/deps.ts';
import { execute } from './execute.ts';

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
    const line = { at, text: `The playbook command did not run: ${failure}` };
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
  const prepared = offer.command.prepare({ ...offer.command.fromIncident?.(incident), ...args });
  if (!prepared.ok) return prepared.faults.map(({ message }) => message).join(' ');
  const outcome = await execute({ ...offer, prepared, actor: rule, incident }, deps);
  return outcome.ok ? undefined : outcome.message;
}
