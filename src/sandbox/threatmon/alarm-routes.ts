import { type Answer, empty, json } from '../simulator/answer.ts';
import { field, type ServedRequest, wholeNumber } from '../simulator/request.ts';
import { refusal } from './answer.ts';
import { type AcceptedRequest, type AlarmRecord, STATUSES } from './wire.ts';
import type { World } from './world.ts';

/** Fixed at the vendor. Source: CONTRACT.md §2.1. */
const PAGE_SIZE = 10;

/** `GET /vulnerabilities/{page}`. Source: CONTRACT.md §2.1, §11.1. */
export function listAlarms(pageText: string, request: ServedRequest, world: World): Answer {
  const page = wholeNumber(pageText);
  if (page === undefined) return refusal(400, 'The page must be a whole number that is not negative.');
  const afterText = request.query.get('afterAlarmCode');
  const after = afterText === null ? -1 : wholeNumber(afterText);
  if (after === undefined) return refusal(400, 'afterAlarmCode must be a whole number.');

  const { order, afterAlarmCode, totalRecords } = world.settings();
  const passes = (code: number) => (afterAlarmCode === 'inclusive' ? code >= after : code > after);
  const matching = world.alarms.list(order, passes);
  const data = matching.slice(page * PAGE_SIZE, (page + 1) * PAGE_SIZE);
  if (totalRecords === 'absent') return json(200, { data });
  return json(200, { data, totalRecords: totalRecords === 'all' ? world.alarms.all().length : matching.length });
}

/** `PATCH /incident/status`: all of the alarms named, or none. Source: CONTRACT.md §2.2. */
export function changeStatus({ body }: ServedRequest, world: World): Answer {
  const status = STATUSES.find((known) => known === field(body, 'status'));
  if (!status) return refusal(400, `status must be one of ${STATUSES.join(', ')}.`);
  const codes = alarmCodes(field(body, 'alarmIds'));
  if (!codes) return refusal(400, 'alarmIds must be a list of alarm codes that is not empty.');
  const unknown = codes.find((code) => !world.alarms.find(code));
  if (unknown !== undefined) return refusal(404, `There is no alarm ${unknown}.`);
  for (const code of codes) {
    world.alarms.change(code, { status });
    world.statusChanges.push({ alarmCode: code, status, at: new Date().toISOString() });
  }
  world.changed();
  return empty(200);
}

function alarmCodes(value: unknown): readonly number[] | undefined {
  if (!Array.isArray(value) || value.length === 0) return undefined;
  const codes = value.map((code: unknown) => wholeNumber(String(code)));
  return codes.every((code) => code !== undefined) ? codes : undefined;
}

/** `POST /takedown`. Source: CONTRACT.md §2.3 and, for the order of the refusals, §11.1. */
export function requestTakedown(request: ServedRequest, world: World): Answer {
  const asked = findingOf(request);
  if (!asked) return refusal(400, 'findingId (integer) and finding (text) are required.');
  const alarm = world.alarms.find(asked.findingId);
  if (!alarm) return refusal(404, `There is no finding ${asked.findingId}.`);
  const { quota, eligibleTitles } = world.settings().takedown;
  if (!isEligible(alarm, eligibleTitles)) return refusal(400, 'This kind of finding cannot be taken down.');
  const asksAgain = world.takedowns.some(({ findingId }) => findingId === asked.findingId);
  if (asksAgain) return refusal(409, `A takedown of ${asked.findingId} was requested before.`);
  if (quota <= 0) return refusal(403, 'No takedowns are left.');
  world.takedowns.push(asked);
  world.set({ takedown: { quota: quota - 1 } });
  return json(200, {});
}

function isEligible({ title }: AlarmRecord, eligibleTitles: readonly string[]): boolean {
  return eligibleTitles.some((eligible) => eligible === title);
}

/** The data removal of CONTRACT.md §2.4, under the placeholder path of the settings. */
export function requestRemoval(request: ServedRequest, world: World): Answer {
  const { dataRemoval } = world.settings();
  if (dataRemoval === 'off') return refusal(404, 'Data removal is switched off.');
  const asked = findingOf(request);
  if (!asked) return refusal(400, 'findingId (integer) and finding (text) are required.');
  if (!world.alarms.find(asked.findingId)) return refusal(404, `There is no finding ${asked.findingId}.`);
  if (dataRemoval.credits <= 0) return refusal(403, 'No data removal credits are left.');
  world.removals.push(asked);
  world.set({ dataRemoval: { credits: dataRemoval.credits - 1 } });
  return json(200, {});
}

function findingOf({ body }: ServedRequest): AcceptedRequest | undefined {
  const findingId = field(body, 'findingId');
  const finding = field(body, 'finding');
  if (typeof findingId !== 'number' || !Number.isInteger(findingId)) return undefined;
  if (typeof finding !== 'string' || finding.trim() === '') return undefined;
  return { findingId, finding, at: new Date().toISOString() };
}
