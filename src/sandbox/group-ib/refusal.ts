import { json, type Reply } from '../simulator/answer.ts';

/** An error. The vendor's own body is not known (CONTRACT.md §17). */
export function refusal(status: number, message: string, headers: Reply['headers'] = {}): Reply {
  return json(status, { message }, headers);
}

/** A collection, id or path that is not there. */
export const notFound = (what: string): Reply => refusal(404, `There is no ${what}.`);

/** A query that is not understood. */
export const wrongRequest = (message: string): Reply => refusal(400, message);
