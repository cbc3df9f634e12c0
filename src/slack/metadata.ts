import type { Incident } from '../domain/incident.ts';
import type { PostTag } from '../ports/notifier.ts';

/** `event_type` of the metadata that says which incident a message shows. */
export const incidentEvent = 'picket_incident';

/** What rides invisibly on a message of ours, so that it can be told apart and found again. */
export interface MessageMetadata {
  readonly event_type: string;
  readonly event_payload: { readonly [name: string]: string | number };
}

/** Of an incident's live message: there is one for each key. */
export function incidentMetadata({ key, revision }: Incident): MessageMetadata {
  return { event_type: incidentEvent, event_payload: { key, revision } };
}

/** Of lines, notices and summaries: which attempt they are, so that one without an answer can be found. */
export function postMetadata({ attempt }: PostTag): MessageMetadata {
  return { event_type: 'picket_post', event_payload: { attempt } };
}
