import { type Answer, json } from '../simulator/answer.ts';
import { code } from './answer.ts';
import { readQuery } from './query.ts';
import type { Call } from './world.ts';

/** `GET /v1/account/system-modules`. Source: CONTRACT.md §4.1. */
export function systemModules({ world }: Call): Answer {
  return json(200, world.settings().modules);
}

/** `GET /v1/account/users-details`; deleted users too. */
export function accountUsers({ request, world }: Call): Answer {
  const query = readQuery(request.query);
  const role = query.choice('userType', ['Admin', 'Analyst']);
  const email = query.text('userEmail');
  const id = query.text('userId');
  const { users } = world.settings();
  if (email !== undefined && !users.some(({ Email }) => Email === email)) return code('InvaliduserEmail');
  if (id !== undefined && !users.some(({ _id }) => _id === id)) return code('InvaliduserId');
  const found = users.filter(({ _id: userId, Email, Role }) => {
    return (role ?? Role) === Role && (email ?? Email) === Email && (id ?? userId) === userId;
  });
  return json(200, found);
}

/** `GET /v1/mssp/users-details`. */
export function msspUsers({ world }: Call): Answer {
  return json(
    200,
    world.settings().msspUsers.map(({ _id, Email, Role, IsDeleted }) => ({ _id, Email, Role, IsDeleted })),
  );
}

/** `GET /v1/mssp/customers`. */
export function msspCustomers({ world }: Call): Answer {
  return json(200, world.settings().msspCustomers);
}
