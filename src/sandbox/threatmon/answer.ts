import { json, type Reply } from '../simulator/answer.ts';

/** An error as CONTRACT.md §11.2 has it. */
export function refusal(status: number, message: string, headers: Reply['headers'] = {}): Reply {
  return json(status, { message }, headers);
}
