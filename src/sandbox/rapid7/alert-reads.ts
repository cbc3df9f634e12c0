import { type Answer, empty, json, type Reply } from '../simulator/answer.ts';
import { panelText } from '../simulator/panel.ts';
import { text } from './answer.ts';
import { onAlert } from './handlers.ts';
import { readQuery } from './query.ts';
import { SCENARIOS } from './scenarios.ts';
import { ALERT_TYPES, SOURCE_TYPES } from './vocabulary.ts';
import type { Call } from './world.ts';

/** `GET get-complete-alert/{id}`. Source: CONTRACT.md §4.2.2. */
export const completeAlert = onAlert(({ alert }) => json(200, alert));

/** `GET csv-file/{id}`; 400 where the alert has none. Source: CONTRACT.md §4.2. */
export const csvFile = onAlert(({ world, id }) => {
  const { csv } = world.alerts.dossier(id);
  return csv === undefined ? text(400, 'NoCsvFile') : text(200, csv, { 'content-type': 'text/csv; charset=utf-8' });
});

/** `GET alert-image/{imageId}`. */
export function alertImage({ world, id }: Call): Answer {
  const image = world.alerts.image(id);
  return image ? bytes(image.bytes) : empty(404);
}

/** `GET takedown-status/{id}`. */
export const takedownStatus = onAlert(({ alert }) => text(200, panelText(alert.TakedownStatus ?? 'NotSent')));

/** `GET blocklist-status/{id}`. */
export const blocklistStatus = onAlert(({ world, id }) => json(200, world.alerts.dossier(id).blocklist));

/** `GET activity-log/{id}`. Source: CONTRACT.md §4.2.3. */
export const activityLog = onAlert(({ world, id }) => json(200, world.alerts.dossier(id).activity));

/** `GET ask-the-analyst-conversation/{id}`; 204 where nobody has said anything. */
export const conversation = onAlert(({ world, id }) => {
  const messages = world.alerts.dossier(id).conversation;
  return messages.length === 0 ? empty(204) : json(200, messages);
});

/** `GET types-subtypes-relations`. */
export function alertTypes(): Answer {
  return json(200, ALERT_TYPES);
}

/** `GET source-types`. */
export function sourceTypes(): Answer {
  return json(200, SOURCE_TYPES);
}

/** `GET scenario-relations`. */
export function scenarios({ request }: Call): Answer {
  const query = readQuery(request.query);
  const type = query.choice('type', Object.keys(ALERT_TYPES));
  const subType = query.text('subType');
  return json(
    200,
    SCENARIOS.filter(({ Type, SubType }) => (type ?? Type) === Type && (subType ?? SubType) === SubType),
  );
}

const SIGNATURES: readonly (readonly [type: string, start: string])[] = [
  ['image/png', '89504e47'],
  ['image/jpeg', 'ffd8ff'],
  ['image/gif', '47494638'],
];

function bytes(content: Uint8Array): Reply {
  const start = Buffer.from(content.subarray(0, 4)).toString('hex');
  const type = SIGNATURES.find(([, signature]) => start.startsWith(signature))?.[0] ?? 'application/octet-stream';
  return { kind: 'reply', status: 200, headers: { 'content-type': type }, body: { bytes: content } };
}
