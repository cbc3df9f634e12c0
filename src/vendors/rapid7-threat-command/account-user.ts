import type { CommandContext } from '../../domain/command.ts';
import { InputError } from '../../domain/errors.ts';
import type { Rapid7Client } from './client.ts';
import { AccountUsers } from './schema.ts';

/**
 * The account's user that has the e-mail address of the person who asks. Errors: `InputError` where the address is not
 * to be had, or is nobody's.
 */
export async function userOfActor(client: Rapid7Client, { actorEmail, signal }: CommandContext): Promise<string> {
  const email = await actorEmail?.();
  if (email === undefined) {
    throw refusal('Picket cannot see your e-mail address (scope users:read.email). Give the user id instead of `me`.');
  }
  // All of them: the vendor's own filter compares letter case and answers a stranger with an error.
  const users = await client.json(AccountUsers, { method: 'GET', path: '/v1/account/users-details', signal });
  const user = users.find((one) => !one.deleted && one.email.toLowerCase() === email.toLowerCase());
  if (user === undefined) throw refusal('No user of the Threat Command account has your e-mail address.');
  return user.id;
}

function refusal(message: string): InputError {
  return new InputError([{ path: 'user_id', message }]);
}
