import type { VerifyContext } from '../../domain/command.ts';
import { readAlarms } from './alarm-page.ts';
import type { ThreatmonClient } from './client.ts';

/** The order of the list is unknown (CONTRACT.md §2.1): the alarm may stand on any page behind its code. */
const mostPages = 15;

/** An alarm's status as it is now; absent where its code is no number or it is not among the pages read. */
export async function alarmStatusNow(
  client: ThreatmonClient,
  alarmId: string,
  { signal, since }: Pick<VerifyContext, 'signal' | 'since'>,
): Promise<string | undefined> {
  const code = Number(alarmId);
  if (!Number.isSafeInteger(code) || code <= 0) return undefined;
  for (let page = 0; page < mostPages; page += 1) {
    const { alarms, last } = await readAlarms(client, { page, after: code - 1, now: new Date(since), signal });
    const found = alarms.find((alarm) => alarm.code === code);
    if (found !== undefined) return found.draft.status;
    if (last) return undefined;
  }
  return undefined;
}
