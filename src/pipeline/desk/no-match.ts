import { answer } from '../../domain/answer.ts';
import type { Answer } from '../../domain/answer.ts';
import { nearest } from '../../domain/nearest.ts';
import type { IncidentQuery } from '../../ports/store.ts';
import type { DeskDeps } from './deps.ts';
import { pickInstance } from './pick-instance.ts';
import { someOf } from './some-of.ts';
import { typed } from './typed.ts';

/** What to say where no incident matches: which filter names what no incident has, and the nearest that there is. */
export async function noMatch(query: IncidentQuery, deps: DeskDeps): Promise<Answer> {
  return (
    (await noInstance(query, deps)) ??
    (await noStatus(query, deps)) ??
    (await noChannel(query, deps)) ??
    answer('info', 'No incident matches.')
  );
}

/** Incidents of an instance that is not configured any more are kept and found. */
async function noInstance({ instance }: IncidentQuery, { instances, store }: DeskDeps): Promise<Answer | undefined> {
  if (instance === undefined || (await store.counts()).some((count) => count.instance === instance)) return undefined;
  const picked = pickInstance(instance, instances);
  return 'tone' in picked ? picked : undefined;
}

async function noStatus({ status }: IncidentQuery, { instances, store }: DeskDeps): Promise<Answer | undefined> {
  if (status === undefined) return undefined;
  const held = (await store.counts()).map((count) => count.status);
  if (held.includes(status)) return undefined;
  const known = [...held, ...instances.flatMap(({ vendor }) => vendor.statuses.words)];
  return without(`No incident has the status "${status}".`, status, { filter: 'status', known });
}

const recentRead = 200;

/** Rules send to channels of their own: the latest incidents tell those. */
async function noChannel({ channel }: IncidentQuery, { instances, store }: DeskDeps): Promise<Answer | undefined> {
  if (channel === undefined || (await store.incidents({ channel, limit: 1 })).total > 0) return undefined;
  const { incidents } = await store.incidents({ limit: recentRead });
  const configured = instances.flatMap((one) => [
    one.channel,
    ...one.vendor.feeds.flatMap((feed) => feed.channel ?? []),
  ]);
  const known = [...incidents.map(({ routing }) => routing.channel), ...configured];
  return without(`No incident is in ${channel}.`, channel, { filter: 'channel', known });
}

function without(
  title: string,
  given: string,
  { filter, known }: { readonly filter: string; readonly known: readonly string[] },
): Answer {
  const words = [...new Set(known)].toSorted();
  const near = words.includes(given) ? undefined : nearest(given, words);
  const hint = near === undefined ? '' : ` Did you mean ${typed({ [filter]: near })}?`;
  const lines = words.length === 0 ? [] : [`There are: ${someOf(words)}.`];
  return answer('warning', `${title}${hint}`, { kind: 'text', lines });
}
