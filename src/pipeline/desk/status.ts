import { answer } from '../../domain/answer.ts';
import { nearest } from '../../domain/nearest.ts';
import type { Reply } from '../desk.ts';
import type { DeskDeps } from './deps.ts';
import { pickIncident } from './incidents.ts';
import type { Asked } from './line.ts';
import { reply, runCommand } from './run-command.ts';

/** `status ID WORDS`: the vendor's own words, in any case. */
export async function setStatus(asked: Asked, deps: DeskDeps): Promise<Reply> {
  const {
    words: [id, ...rest],
    actor,
    shared,
    interaction,
  } = asked;
  const incident = await pickIncident(id, deps);
  if ('tone' in incident) return reply(incident);
  const instance = deps.instances.find(({ name }) => name === incident.instance);
  if (instance === undefined)
    return reply(answer('error', `The instance ${incident.instance} is not configured any more.`));
  const { statuses } = instance.vendor;
  const typed = rest.join(' ');
  const word = statuses.words.find((known) => known.toLowerCase() === typed.toLowerCase());
  if (word === undefined) {
    const near = nearest(typed, statuses.words);
    const hint = near === undefined || typed === '' ? '' : ` Did you mean ${near}?`;
    const title = typed === '' ? 'Which status?' : `${instance.vendorTitle} has no status "${typed}".${hint}`;
    return reply(answer('error', title, { kind: 'text', lines: [`Allowed: ${statuses.words.join(', ')}.`] }));
  }
  const { name, args } = statuses.command(incident, word);
  const given = await runCommand(
    { name, args, incident, actor, shared, ...(interaction !== undefined && { interaction }) },
    deps,
  );
  return given.kind === 'done' ? reply(answer('ok', `${incident.key} is now ${word}.`), { shared }) : given;
}
