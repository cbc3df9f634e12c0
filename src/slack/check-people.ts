import type { webApi } from '@slack/bolt';
import { nearest } from '../domain/nearest.ts';
import type { CheckLine } from './check.ts';
import { deliveryErrorFrom } from './errors.ts';
import { isUserId } from './ids.ts';
import { groupsOf } from './schema.ts';

/** A line for each user group (`@handle`) and person (an id) that the workspace does not have. Never throws. */
export async function peopleLines(names: readonly string[], web: webApi.WebClient): Promise<readonly CheckLine[]> {
  const handles = names.filter((name) => name.startsWith('@'));
  const groups = handles.length === 0 ? [] : await groupLines(handles, web);
  const people = await Promise.all(names.filter(isUserId).map(async (id) => personLines(id, web)));
  return [...groups, ...people.flat()];
}

async function groupLines(handles: readonly string[], web: webApi.WebClient): Promise<readonly CheckLine[]> {
  try {
    const known = groupsOf(await web.usergroups.list()).map(({ handle }) => `@${handle}`);
    return handles.filter((handle) => !known.includes(handle)).map((handle) => unknownGroup(handle, known));
  } catch (error) {
    const { reason } = deliveryErrorFrom(error);
    return [
      { what: 'user groups', ok: false, text: `cannot be read: ${reason}`, fix: `Named are ${handles.join(', ')}.` },
    ];
  }
}

function unknownGroup(handle: string, known: readonly string[]): CheckLine {
  const near = nearest(handle, known);
  const fix = near === undefined ? 'Make it, or name another one.' : `Did you mean ${near}?`;
  return { what: `user group ${handle}`, ok: false, text: 'not found, so nobody is in it', fix };
}

async function personLines(id: string, web: webApi.WebClient): Promise<readonly CheckLine[]> {
  const reason = await web.users.info({ user: id }).then(
    () => undefined,
    (error: unknown) => deliveryErrorFrom(error).reason,
  );
  if (reason === undefined) return [];
  const fix = 'The id of a person stands in their profile, under Copy member ID.';
  return [{ what: `person ${id}`, ok: false, text: reason === 'user_not_found' ? 'not found' : reason, fix }];
}
