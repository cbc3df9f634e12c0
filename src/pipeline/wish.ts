import type { ClaimedWrite } from '../domain/claim.ts';
import type { Incident } from '../domain/incident.ts';
import type { Instance } from '../ports/vendor.ts';
import { givenIn } from './claims.ts';
import { offersOf } from './desk/deps.ts';

const longest = 120;

/** What was asked for in few words: `Resolved`, or what the command does where nothing was chosen. */
export function wishOf(write: ClaimedWrite, incident: Incident | undefined, instances: readonly Instance[]): string {
  const { instance, command: name } = write;
  const offer = offersOf(name, instances).find((one) => one.instance.name === instance);
  const given = incident === undefined ? {} : (offer?.command.fromIncident?.(incident) ?? {});
  const chosen = Object.entries(givenIn(write)).flatMap(([argument, value]) =>
    given[argument] === value || value === '' ? [] : [value],
  );
  const words = chosen.length === 0 ? (offer?.command.summary ?? name) : chosen.join(', ');
  return words.length > longest ? `${words.slice(0, longest)}…` : words;
}
